import type { Folder } from '../folder.ts';
import { type Run, runProgram } from '../program.ts';

/**
 * Runs a page: files from blocks whose language is followed by a name are written into the folder,
 * then the `console` blocks are run. Returns the page with the output that there really was.
 */
export async function runPage(page: string, folder: Folder): Promise<string> {
  let last = 0;
  // A longer fence holds output that has fences of its own.
  const parts = page.split(/^((`{3,}).*\n[\s\S]*?^\2$)/m).filter((_, index) => index % 3 !== 2);
  for (const [index, part] of parts.entries()) {
    const [, fence = '', language = ''] = /^(`{3,})(\w+)/.exec(part) ?? [];
    const named = /^```\w+ (\S+)\n([\s\S]*?)^```$/m.exec(part);
    if (named !== null) {
      folder.write(named[1] ?? '', named[2] ?? '');
    }
    if (language !== 'console') continue;
    let block = '';
    for (const line of part.split('\n').filter((text) => text.startsWith('$ '))) {
      const run = await runLine(line.slice(2), folder.path, last);
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
