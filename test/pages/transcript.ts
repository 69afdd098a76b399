import { type Run, runProgram } from '../program.ts';

/** Runs a line of a `console` block in a folder, after one that ended with a status. */
type LineRunner = (
  line: string,
  cwd: string,
  last: number,
) => Promise<Pick<Run, 'code' | 'output'>>;

/**
 * Runs a page: files from blocks whose language is followed by a name are written into the folder,
 * then the `console` blocks are run. Returns the page with the output that there really was.
 */
export async function runPage(
  page: string,
  folder: { readonly path: string; write(name: string, text: string): string },
  runLine: LineRunner = runHere,
): Promise<string> {
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

const runHere: LineRunner = async (line, cwd, last) => {
  if (line === 'echo $?') return { code: 0, output: `${last}\n` };
  const [program, ...words] = line.split(' ');
  if (program === 'puppetlb') return runProgram(words, cwd, { env: { PATH: '' } });
  throw new Error(`a page can run puppetlb and "echo $?", not ${line}`);
};
