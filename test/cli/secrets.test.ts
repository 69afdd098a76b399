import { beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/report/lint/formats.ts';
import { buildIn, type Run, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const word = 'hunter2Hunter';
const inventory = `haproxy:
  global:
    extra:
      - setenv API_TOKEN ${word}
      - cluster-secret ${word}
pools:
  - name: one
    bind: 10.0.0.100:8140
    check: tcp
    extra:
      - option tcp-check
      - tcp-check send "AUTH ${word}"
    servers:
      - { name: a, address: 10.0.0.101 }
      - { name: b, address: 10.0.0.102 }
`;

const folder = useFolder();
const { write } = folder;
let built = '';
beforeAll(async () => {
  write('puppetlb.yaml', inventory);
  built = await buildIn(folder.path);
  write(
    'old.cfg',
    built.replaceAll(word, `${word}Old`).replace('listen one', '# pw: hunter2Hunter\nlisten one'),
  );
  write(
    'other.cfg',
    `${built}userlist u\n  user x password ${word}\nlisten s\n  mode http\n  bind :80\n  stats auth admin:${word}\n  stats auth "${word}\nbackend b\n  acl k req.hdr(X-Api-Key) ${word}\n  http-request set-header Authorization "Basic ${word}" typo\n  server s 10.0.0.1:80 bogus password ${word}\n`,
  );
  write(
    'broken.yaml',
    inventory.replace('cluster-secret', 'clusterz-secret').replace('a, address', 'b, address'),
  );
  write(
    'inline.yaml',
    inventory.replace(/extra:\n {6}- setenv.*\n.*\n/, `extra: setenv API_TOKEN ${word}\n`),
  );
});

const run = (line: string): Promise<Run> =>
  runProgram(line.split(' '), folder.path, { env: { PATH: process.env['PATH'] ?? '' } });

describe('no secret is shown', () => {
  const previews = ['', ' --unified --verbose', ' --format json --unified', ' --format markdown'];
  it.each([
    ...[...previews, ' --format html'].flatMap((words) => [
      `diff --against old.cfg${words}`,
      `diff --against other.cfg --haproxy auto${words}`,
    ]),
    'build --check -o old.cfg',
    'build --check -o other.cfg',
    ...formats.flatMap((format) => [
      `lint broken.yaml inline.yaml --haproxy auto --format ${format}`,
      `build broken.yaml --format ${format}`,
      `import other.cfg -o new.yaml --force --haproxy auto --format ${format}`,
    ]),
    'lint --fix --diff inline.yaml',
    'import other.cfg -o new.yaml --force --haproxy auto',
  ])('%s', async (line) => {
    const { output } = await run(line);
    expect(output).not.toBe('');
    expect(output).not.toContain('hunter2');
  });

  it('but what is built and imported is whole', async () => {
    expect(built).toContain(`setenv API_TOKEN ${word}`);
    expect((await run('import old.cfg')).stdout).toContain(`${word}Old`);
    expect((await run('lint --fix inline.yaml')).code).toBeLessThan(2);
    expect(folder.read('inline.yaml')).toContain(word);
  });

  it('and a patch with a masked line says that git refuses it', async () => {
    const { stderr } = await run('diff --against old.cfg --unified');
    expect(stderr).toMatch(/^puppetlb: secrets are masked in the diff/);
  });
});
