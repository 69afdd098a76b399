import { execFileSync } from 'node:child_process';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Run, runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
const { write } = folder;
beforeEach(() => {
  folder.make('.git');
});

const config = 'puppetlb.config.yaml';
const severity = (level: string) => `lint: { severities: { HAP323: ${level} } }\n`;
const inventory =
  'pools:\n  - { name: p, bind: "10.0.9.1:8140", servers: [{ name: a, address: 10.0.0.1 }, { name: b, address: 10.0.0.2 }, { name: c, address: 10.0.0.3 }] }\n';
const run = (words: string, stdin = ''): Promise<Run> =>
  runProgram(words.split(' '), folder.path, { stdin, env: { PATH: '' } });
/** The severity of the one finding, and where each is. */
const said = ({ output }: Run): string[] =>
  [...output.matchAll(/^(\w+)\[(\w+)\]|--> (\S+)/gm)].map(([, level, code, place]) =>
    place === undefined ? `${level} ${code}` : place,
  );

describe('the configuration file', () => {
  it('is the nearest one above the inventory, and alone', async () => {
    write('a/b/inventory.yaml', inventory);
    expect(said(await run('lint a/b/inventory.yaml'))[0]).toBe('info HAP323');
    write(config, severity('off'));
    expect(said(await run('lint a/b/inventory.yaml'))).toEqual([]);
    write(`a/${config}`, severity('warning'));
    expect(said(await run('lint a/b/inventory.yaml'))[0]).toBe('warning HAP323');
    write(`a/b/${config}`, '# nothing yet\n');
    expect(said(await run('lint a/b/inventory.yaml'))[0]).toBe('info HAP323');
  });

  it('is not looked for above the root of the repository', async () => {
    write(config, severity('off'));
    write('inner/.git', 'gitdir: elsewhere\n');
    write('inner/inventory.yaml', inventory);
    expect(said(await run('lint inner/inventory.yaml'))[0]).toBe('info HAP323');
  });

  it('is the one of the current folder for standard input', async () => {
    write(config, severity('off'));
    expect((await run('lint -', inventory)).output).toBe('');
  });

  it('is chosen, or left out, by an option', async () => {
    write('i.yaml', inventory);
    write(config, severity('off'));
    write('strict.yaml', severity('error'));
    expect(said(await run('lint i.yaml --no-config'))[0]).toBe('info HAP323');
    const { code, output } = await run('lint i.yaml --config strict.yaml');
    expect(code).toBe(1);
    expect(output).toContain('error[HAP323]');
    expect((await run('lint i.yaml --config strict.yaml --no-config')).code).toBe(64);
    expect((await run('lint i.yaml --config -')).code).toBe(64);
    expect((await run('lint i.yaml --config missing.yaml')).code).toBe(74);
  });

  it('is judged at its place, once for all inventories', async () => {
    write('i.yaml', inventory);
    write('sub/j.yaml', inventory);
    write(
      config,
      'lint:\n  severities:\n    HAP999: off\n    INV102: info\n    HAP323: of\n  severity: {}\nlnt: {}\n',
    );
    const lint = await run('lint i.yaml sub/j.yaml');
    expect(lint.code).toBe(1);
    expect(
      said(lint).filter((one) => !one.includes('HAP323') && !one.includes('.yaml:2:')),
    ).toEqual([
      'warning LNT602',
      `${config}:3:5`,
      'warning LNT605',
      `${config}:4:5`,
      'error SCH004',
      `${config}:5:13`,
      'error SCH001',
      `${config}:6:3`,
      'error SCH001',
      `${config}:7:1`,
    ]);
    expect((await run('build i.yaml')).code).toBe(1);
    expect((await run('build i.yaml --no-config')).code).toBe(0);
    write(config, 'lint: [\n');
    expect(said(await run('lint i.yaml'))).toContain('error YML001');
  });

  it.each([
    ['[HAP323]\n', 'write "lint:"'],
    ['severities: {}\n', 'move it below "lint"'],
    ['lint: { HAP323: off }\n', 'move it below "severities" in "lint"'],
    ['lint: *x\n', 'is not allowed in a configuration'],
    ['lint: { severities: { HAP323: } }\n', 'one of error, warning, info, off'],
  ])('is spoken of as what it is: %j', async (text, expected) => {
    write(config, text);
    const { output, code } = await run(`lint ${config}`);
    expect(output).toContain(expected);
    expect(output).not.toMatch(/inventory|pools/);
    expect(code).toBe(1);
  });

  it('is linted by its own name too', async () => {
    write('i.yaml', inventory);
    write(config, severity('of'));
    const { output } = await run(`lint i.yaml ${config}`);
    expect(output.match(/SCH004/g)).toHaveLength(1);
    expect((await run(`lint ${config}`)).output).toContain('did you mean "off"?');
    expect((await run(`build ${config}`)).code).toBe(64);
  });

  it('that is a folder is no file', async () => {
    write('i.yaml', inventory);
    folder.make(config);
    const { code, output } = await run('lint i.yaml');
    expect(output).toBe(`puppetlb: ${config}: is a directory\n`);
    expect(code).toBe(74);
  });

  it.each([
    ['a link that leads nowhere', 'nowhere', 'no such file'],
    ['a link to itself', config, 'too many levels of symbolic links'],
  ])('that is %s is not passed over', async (_, target, why) => {
    write('i.yaml', inventory);
    folder.link(target, config);
    const { code, output } = await run('lint i.yaml');
    expect(output).toBe(`puppetlb: ${config}: ${why}\n`);
    expect(code).toBe(74);
  });

  it('that is a pipe is waited for only where it is named', async () => {
    write('i.yaml', inventory);
    execFileSync('mkfifo', [folder.at(config)]);
    const { code, output } = await run('lint i.yaml');
    expect(output).toBe(`puppetlb: ${config}: not a regular file\n`);
    expect(code).toBe(74);
  });

  it('ends in .yaml, and another ending is said once', async () => {
    write('i.yaml', inventory);
    write('sub/j.yaml', inventory);
    write('puppetlb.config.yml', severity('off'));
    const note = `puppetlb: puppetlb.config.yml is ignored; rename it to ${config}\n`;
    const { code, stdout, stderr } = await run('lint i.yaml sub/j.yaml --max-warnings 0');
    expect([code, stderr]).toEqual([0, note]);
    expect(stdout).toContain('2 infos');
    expect((await run('lint puppetlb.config.yml')).stderr).toBe(note);
    expect((await run('lint i.yaml --config puppetlb.config.yml')).output).toBe('');
    write(config, severity('off'));
    expect((await run('lint i.yaml')).output).toBe('');
  });

  it('is kept from reports', async () => {
    write('i.yaml', inventory);
    write(config, severity('off'));
    write('other.yaml', severity('off'));
    for (const words of [
      `--format json=${config}`,
      '--config other.yaml --format json=other.yaml',
    ]) {
      for (const command of ['lint i.yaml', 'build i.yaml']) {
        const { code, output } = await run(`${command} ${words}`);
        expect(output).toContain('is an input or output of this command');
        expect(code).toBe(64);
      }
    }
    expect(folder.read(config)).toBe(severity('off'));
  });

  it.each([
    ['build i.yaml', 1, 0],
    ['diff i.yaml --against old.yaml', 1, 0],
    ['route i.yaml 10.0.3.4', 1, 0],
    ['probe i.yaml', 1, undefined],
  ])('holds for %s', async (words, wrong, fine) => {
    write('i.yaml', inventory);
    write('old.yaml', inventory);
    write(config, severity('error'));
    const { code, output } = await run(words);
    expect(output).toContain('error[HAP323]');
    expect(code).toBe(wrong);
    if (fine !== undefined) expect((await run(`${words} --no-config`)).code).toBe(fine);
  });
});

describe('what comments suppress', () => {
  const suppressed = `# puppetlb-disable-file HAP323 -- known\n${inventory}`;

  it('is counted', async () => {
    write('i.yaml', suppressed.replace('10.0.9.1', '0.0.0.0'));
    expect((await run('lint i.yaml')).output).toMatch(/\n1 warning, 1 suppressed\n$/);
    const report = JSON.parse((await run('lint i.yaml --format json')).output);
    expect(report).toMatchObject({ suppressed: 1, summary: { warning: 1, info: 0 } });
    expect((await run('lint --together i.yaml')).output).toMatch(/\n1 warning, 1 suppressed\n$/);
  });

  it('does not stop build, though a severity made it an error', async () => {
    write('i.yaml', suppressed.replace('pools', `${severity('error')}pools`));
    expect(await run('build i.yaml')).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('HAP323'),
    });
    write('i.yaml', `${severity('error')}${inventory}`);
    expect((await run('build i.yaml')).code).toBe(1);
  });
});
