import type { Io } from '../src/cli/io.ts';
import { main } from '../src/cli/main.ts';

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

/** What the puppetlb.yaml of a folder becomes; HAProxy is not asked. Throws what is wrong with it. */
export async function buildIn(cwd: string): Promise<string> {
  const { code, stdout, stderr } = await runProgram(['build', '--haproxy', 'off'], cwd);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}
