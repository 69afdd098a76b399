import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

/** What a run of the program wrote, in the order in which a terminal shows it. */
export interface Run {
  readonly code: number;
  readonly output: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process, in a folder. */
export async function runProgram(
  words: readonly string[],
  cwd: string,
  more: { stdin?: string | Uint8Array; env?: Record<string, string>; isTerminal?: boolean } = {},
): Promise<Run> {
  const written = { output: '', stdout: '', stderr: '' };
  const io: Io = {
    cwd,
    env: more.env ?? {},
    today: () => '2026-12-02',
    isTerminal: () => more.isTerminal ?? false,
    readStdin: () => Buffer.from(more.stdin ?? ''),
    out(content) {
      const text = typeof content === 'string' ? content : Buffer.from(content).toString();
      written.output += text;
      written.stdout += text;
    },
    err(text) {
      written.output += text;
      written.stderr += text;
    },
  };
  return { code: await main(words, io), ...written };
}

/**
 * Runs a page: files from blocks whose language is followed by a name are written into the folder,
 * then the `console` blocks are run. Returns the page with the output that there really was.
 */
export async function runPage(page: string, folder: string): Promise<string> {
  let last = 0;
  // A longer fence holds output that has fences of its own.
  const parts = page.split(/^((`{3,}).*\n[\s\S]*?^\2$)/m).filter((_, index) => index % 3 !== 2);
  for (const [index, part] of parts.entries()) {
    const [, fence = '', language = ''] = /^(`{3,})(\w+)/.exec(part) ?? [];
    const named = /^```\w+ (\S+)\n([\s\S]*?)^```$/m.exec(part);
    if (named !== null) {
      const file = join(folder, named[1] ?? '');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, named[2] ?? '');
    }
    if (language !== 'console') continue;
    let block = '';
    for (const line of part.split('\n').filter((text) => text.startsWith('$ '))) {
      const run = await runLine(line.slice(2), folder, last);
      last = run.code;
      block += `${line}\n${run.output}`;
    }
    parts[index] = `${fence}console\n${block}${fence}`;
  }
  return parts.join('');
}

async function runLine(
  line: string,
  cwd: string,
  last: number,
): Promise<Pick<Run, 'code' | 'output'>> {
  if (line === 'echo $?') return { code: 0, output: `${last}\n` };
  const [program, ...words] = line.split(' ');
  if (program === 'puppetlb') return runProgram(words, cwd, { env: { PATH: '' } });
  throw new Error(`a page can run puppetlb and "echo $?", not ${line}`);
}
