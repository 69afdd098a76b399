import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root, stagedTree } from '../built.ts';
import { runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const commands = [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) =>
  text.trim(),
);

it('the README has two commands', () => {
  expect(commands).toHaveLength(2);
});

it('shows pictures that are there and small', () => {
  const pictures = [...readme.matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, name = '']) => name);
  expect(pictures).toEqual(['docs/preview-dark.png', 'docs/preview.png']);
  for (const name of pictures) {
    const bytes = readFileSync(join(root, name));
    expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
    expect(bytes.length).toBeLessThan(150_000);
  }
});

it('the first works in a fresh clone, with nothing installed', () => {
  spawnSync('git', ['clone', '--quiet', stagedTree(), 'clone'], { cwd: folder.path });
  const run = spawnSync('sh', ['-c', commands[0] ?? ''], {
    cwd: folder.at('clone'),
    encoding: 'utf8',
  });
  expect(run.stdout).toBe(readFileSync(join(root, 'examples/fleet/haproxy.cfg'), 'utf8'));
  expect(run.status).toBe(0);
});

it('the second is what continuous integration runs', () => {
  expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain(`\nexec ${commands[1]}\n`);
});

it('what it says HAProxy loads without a warning is loaded so', async () => {
  const [, yaml = ''] = /^```yaml next\.yaml\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  folder.write('puppetlb.yaml', yaml);
  const { stdout } = await runProgram(['build'], folder.path, { env: { PATH: '' } });
  expect(stdout).toContain('timeout server 30s\n');
  const words = ['-c', '-dW', '-f', folder.write('haproxy.cfg', stdout)];
  const { status, stderr } = spawnSync('haproxy', words, { encoding: 'utf8' });
  expect([status, stderr.match(/\[(?:WARNING|ALERT)\].*/g)]).toEqual([0, null]);
});
