import { beforeAll, describe, expect, it } from 'vitest';
import { buildIn, type Run, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const inventory = `pools:
  - name: one
    bind: 10.0.0.100:8140
    servers:
      - { name: a, address: 10.0.0.101 }
      - { name: b, address: 10.0.0.102 }
`;

/** What terminals and the runners of GitHub, Azure and TeamCity take for commands. */
const escapes = '\u001b[31m\u001b]0;t\u0007\u009b2J\u202e\rend';
const commands = '##[error]x ##vso[task.setvariable]y ##teamcity[z]';

const folder = useFolder();
const { write } = folder;
beforeAll(async () => {
  write('puppetlb.yaml', inventory);
  const built = await buildIn(folder.path);
  const hostile = `# ${escapes}\n# ${commands}\n ::error::x\n\t::stop-commands::y\n`;
  write('hostile.cfg', `${hostile}${built.replace('listen one', `${hostile}listen one`)}`);
  write('::error::x.cfg', built.replace('10.0.0.102', '10.0.0.103'));
  write('##[error]x.cfg', built.replace('10.0.0.102', '10.0.0.103'));
  write('::error file=a.yaml', inventory.replace('name: b', 'name: a'));
  write('new\n::error::x.yaml', inventory.replace('name: b', 'name: a'));
  write('commands.yaml', inventory.replace('name: b', 'name: "##[error]x"'));
});

const lines: string[][] = [
  ...[
    [],
    ['--unified'],
    ['--format', 'markdown'],
    ['--format', 'html'],
    ['--format', 'json', '--unified'],
  ].map((words) => ['diff', '--against', 'hostile.cfg', ...words]),
  ['diff', '--against', '::error::x.cfg', '--unified'],
  ['diff', '--against', '##[error]x.cfg', '--unified'],
  ['build', '--check', '-o', 'hostile.cfg'],
  ['build', '--check', '-o', '::error::x.cfg'],
  ['build', '--check', '-o', '##[error]x.cfg'],
  ['build', '--check', '-o', '::none'],
  ['import', 'hostile.cfg', '-o', 'new.yaml', '--force'],
  ['lint', '::error file=a.yaml'],
  ['lint', 'new\n::error::x.yaml'],
  ['lint', '::error::missing'],
  ['lint', '##[error]x'],
  ...['text', 'concise', 'json', 'sarif', 'junit', 'checkstyle', 'gitlab'].map((format) => [
    'lint',
    'commands.yaml',
    '--format',
    format,
  ]),
  ['##[error]'],
  ['::error::x'],
];

const run = (words: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
  runProgram(words, folder.path, { env: { PATH: '', ...env } });

describe('whatever stands in a file or its name', () => {
  it.each(lines)('does not steer a terminal: %s %s %s %s %s', async (...words) => {
    for (const more of [[], ['--color', 'always']]) {
      const isColoured = more.length > 0 && words[0] === 'diff' && !words.includes('--format');
      const { output } = await run(isColoured ? [...words, ...more] : words);
      expect(output).not.toBe('');
      const plain = output.replace(/\u001b\[(0|(1;)?3[0-7])m/g, isColoured ? '' : '$&');
      expect(plain).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });

  it.each(lines)('gives a runner no command: %s %s %s %s %s', async (...words) => {
    for (const env of [{ CI: 'true' }, { GITHUB_ACTIONS: 'true' }, { TF_BUILD: 'True' }]) {
      const { output } = await run(words, env as unknown as Record<string, string>);
      expect(output).not.toMatch(/##\w*\[/);
      const own = /^::(error|warning|notice) (file=[^:,]*,line=\d+,endLine=\d+,col=\d+|title=)/;
      const read = output.split(/\r\n|\r|\n/).filter((line) => line.trimStart().startsWith('::'));
      expect(read.filter((line) => !own.test(line))).toEqual([]);
    }
  });

  it('is in a format for programs what it was', async () => {
    const { stdout } = await run(['lint', 'commands.yaml', '--format', 'json'], { CI: 'true' });
    expect(JSON.parse(stdout).diagnostics[0].message).toContain('##[error]x');
  });

  it('changes nothing for who is neither', async () => {
    const { stdout } = await run(['lint', 'commands.yaml']);
    expect(stdout).toContain('##[error]x');
  });
});
