import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Run, runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const good = `pools:
  - name: a
    bind: 10.0.0.1:8140
    servers:
      - { name: x, address: 10.0.0.2 }
`;
const bad = `${good}      - { name: x, address: 10.0.0.3 }\n`;
const place = '6:17: error INV102 server name "x" is already taken\n';

const folder = useFreshFolder();
const { read } = folder;
beforeEach(() => {
  folder.write('puppetlb.yaml', bad);
  folder.write('good.yaml', good);
});

const run = (line: string, env: Record<string, string> = {}): Promise<Run> =>
  runProgram(line.split(' '), folder.path, { env: { PATH: '', ...env } });

describe('several reports', () => {
  it('go to the stream and to files, each in its format', async () => {
    const { code, stdout, stderr } = await run(
      'lint --format sarif=out.sarif --format concise --format=json=a=b',
    );
    expect([code, stdout, stderr]).toEqual([1, `puppetlb.yaml:${place}`, '']);
    expect(JSON.parse(read('out.sarif')).version).toBe('2.1.0');
    expect(JSON.parse(read('a=b')).summary).toEqual({ error: 1, warning: 0, info: 0 });
    expect(folder.names()).toEqual(['a=b', 'good.yaml', 'out.sarif', 'puppetlb.yaml']);
  });

  it('"-" is where a report goes without a file', async () => {
    expect((await run('lint --format json=-')).stdout).toBe(
      (await run('lint --format json')).stdout,
    );
  });

  it('of build are written too, those without a file to standard error', async () => {
    const { code, stdout, stderr } = await run(
      'build --format concise --format gitlab=g.json -o haproxy.cfg',
    );
    expect([code, stdout, stderr]).toEqual([1, '', `puppetlb.yaml:${place}`]);
    expect(JSON.parse(read('g.json'))).toHaveLength(1);
    expect(folder.has('haproxy.cfg')).toBe(false);
  });

  it('name every file that was looked at', async () => {
    await run('lint puppetlb.yaml good.yaml --format checkstyle=c --format junit=j');
    expect(read('c')).toMatch(/<file name="good.yaml">\n {2}<\/file>/);
    expect(read('j')).toContain('<testcase classname="good" name="nothing is wrong"/>');
  });

  it('replace what an earlier run left, as a whole, with its mode', async () => {
    folder.write('t', 'old '.repeat(1000), 0o640);
    folder.link('t', 'link');
    await run('lint --format concise=link');
    expect(read('t')).toBe(`puppetlb.yaml:${place}`);
    expect(statSync(folder.at('t')).mode & 0o777).toBe(0o640);
    await run('lint good.yaml --format concise=link');
    expect(read('t')).toBe('');
  });

  it('in a file have colours only where they are asked for', async () => {
    await run('lint --format text=plain', { FORCE_COLOR: '1' });
    await run('lint --format text=painted --color always');
    expect(read('plain')).not.toContain('\u001b');
    expect(read('painted')).toContain('\u001b[');
  });

  it.each([
    [
      '--format json --format sarif',
      'json and sarif both go to standard output; write one to a file: sarif=FILE',
    ],
    [
      '--format text --format text=-',
      'text and text both go to standard output; write one to a file: text=FILE',
    ],
    [
      '--format github --format json',
      'github and json both go to standard output; write one to a file: json=FILE',
    ],
    ['--format json=x --format sarif=./x', './x is used by two reports; name a different file'],
    ['--format json=x --format sarif=link', 'link is used by two reports; name a different file'],
    [
      '--format json=puppetlb.yaml',
      'puppetlb.yaml is an input or output of this command; name a different file',
    ],
    ['--format json=./puppetlb.yaml -- -', undefined],
  ])(
    '%s: refused before anything is written, where they would spoil something',
    async (words, why) => {
      folder.write('x', 'kept');
      folder.link('x', 'link');
      const { code, output } = await run(`lint ${words}`);
      if (why === undefined) return expect(code).toBe(1);
      expect([code, output]).toEqual([64, `puppetlb: --format: ${why}\n`]);
      expect([read('x'), read('puppetlb.yaml')]).toEqual(['kept', bad]);
    },
  );

  it('never take the place of what build writes', async () => {
    folder.write('h.cfg', 'kept');
    const { code, stderr } = await run('build good.yaml -o h.cfg --format json=h.cfg');
    expect([code, stderr]).toEqual([
      64,
      'puppetlb: --format: h.cfg is an input or output of this command; name a different file\n',
    ]);
    expect(read('h.cfg')).toBe('kept');
  });

  it.each([
    ['--format json=', 'puppetlb: --format json= needs a file name\n', 64],
    ['--format jsn=x', 'puppetlb: --format: invalid value "jsn"; did you mean json?\n', 64],
    ['--format json=no/x', 'puppetlb: cannot write no/x: no such folder; create it first\n', 74],
    ['--format json=.', 'puppetlb: cannot write .: is a directory\n', 74],
  ])('%s is said in one line', async (words, line, exit) => {
    const { code, output } = await run(`lint ${words}`);
    expect([code, output]).toEqual([exit, line]);
  });

  it('to one file that is not there yet are refused, by whatever links it is named', async () => {
    folder.make('d');
    folder.link('d', 'l');
    folder.link('d/x', 'one');
    folder.link('l/x', 'other');
    for (const [first, second] of [
      ['d/x', 'l/x'],
      ['one', 'other'],
      ['other', 'd/x'],
    ]) {
      const { code, output } = await run(`lint --format json=${first} --format sarif=${second}`);
      expect([code, output]).toEqual([
        64,
        `puppetlb: --format: ${second} is used by two reports; name a different file\n`,
      ]);
    }
    expect(folder.names('d')).toEqual([]);
  });

  it('that cannot be written keep no other away', async () => {
    const { code, stderr } = await run(
      'lint --format json=no/x --format gitlab=. --format sarif=out.sarif',
    );
    expect([code, stderr]).toEqual([
      74,
      'puppetlb: cannot write no/x: no such folder; create it first\npuppetlb: cannot write .: is a directory\n',
    ]);
    expect(JSON.parse(read('out.sarif')).version).toBe('2.1.0');
  });

  it('of diff go to standard output alone', async () => {
    const { code, output } = await run('diff good.yaml --against good.yaml --format html=x.html');
    expect([code, output]).toEqual([
      64,
      'puppetlb: --format takes no file here; write --format html > FILE\n',
    ]);
  });

  it('one that cannot be written does not hide the one for people', async () => {
    const { code, stdout, stderr } = await run('lint --format json=no/x --format concise');
    expect([code, stdout]).toEqual([74, `puppetlb.yaml:${place}`]);
    expect(stderr).toMatch(/^puppetlb: cannot write no\/x/);
  });
});

describe('under GitHub Actions', () => {
  const env = { GITHUB_ACTIONS: 'true' };

  it('annotations follow the text, where no format is asked for', async () => {
    const { stdout } = await run('lint', env);
    const text = (await run('lint')).stdout;
    const github = (await run('lint --format github')).stdout;
    expect(github).toMatch(/^::error file=puppetlb.yaml,line=6,.*\n$/);
    expect(stdout).toBe(text + github);
    expect((await run('lint --format text --format github')).stdout).toBe(stdout);
    expect((await run('build', env)).stderr).toBe(stdout);
  });

  it('a format that is asked for is all there is', async () => {
    expect((await run('lint --format concise', env)).stdout).toBe(`puppetlb.yaml:${place}`);
    expect((await run('lint --format text', env)).stdout).not.toContain('::error');
    expect((await run('lint', { GITHUB_ACTIONS: 'false' })).stdout).not.toContain('::error');
  });

  it('gives the runner no command that stands in the inventory', async () => {
    folder.write('puppetlb.yaml', 'pools: "##[add-mask]x"\n');
    for (const line of ['lint', 'lint --format text', 'lint --format concise']) {
      expect((await run(line, env)).stdout).not.toMatch(/^(?!::).*##\[/m);
      expect((await run(line)).stdout).toContain('##[add-mask]x');
    }
  });

  it('nothing is said of what is fine', async () => {
    expect((await run('lint good.yaml', env)).output).toBe('');
  });
});

describe('in a folder of a repository', () => {
  it('services get the path below its root, people what they typed', async () => {
    folder.make('.git');
    folder.make('sites');
    folder.write('sites/a.yaml', bad);
    const at = folder.at('sites');
    const lint = async (format: string, name = './a.yaml'): Promise<string> =>
      (await runProgram(['lint', '--format', format, name], at)).stdout;
    expect(await lint('concise')).toBe(`./a.yaml:${place}`);
    expect(await lint('github')).toContain('file=sites/a.yaml,');
    expect(await lint('gitlab')).toContain('"path": "sites/a.yaml"');
    expect(await lint('sarif')).toContain('"uri": "sites/a.yaml",\n');
    expect(await lint('checkstyle')).toContain('<file name="sites/a.yaml">');
    expect(await lint('junit')).toContain('<testsuite name="sites/a.yaml"');
    expect(await lint('gitlab', join(at, 'a.yaml'))).toBe(await lint('gitlab'));
  });
});
