import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';
import { useFolder } from './use-folder.ts';

const out = useFolder();
const root = join(import.meta.dirname, '..');

/** The example that keeps the mistake of the article it comes from. */
const wrong = 'seed';

/** The files of an example for several pairs of balancers; of any other one the one that it becomes. */
const builds: Readonly<Record<string, readonly (readonly [file: string, ...options: string[]])[]>> =
  {
    sites: [
      ['fra.cfg', '--site', 'fra'],
      ['muc.cfg', '--site', 'muc'],
    ],
  };

describe('examples', () => {
  for (const name of readdirSync(join(root, 'examples'))) {
    const folder = join(root, 'examples', name);

    it(`${name} becomes what stands beside it`, async () => {
      const words = ['build', 'inventory.yaml', '--haproxy', 'off'];
      if (name === wrong) {
        const run = await runProgram(words, folder);
        expect(run.code).toBe(1);
        expect(run.stdout).toBe('');
        await expect(run.stderr).toMatchFileSnapshot(join(folder, 'lint.out'));
      } else {
        for (const [file, ...options] of builds[name] ?? [['haproxy.cfg']]) {
          const run = await runProgram([...words, ...options], folder);
          expect(run.code).toBe(0);
          await expect(run.stdout).toMatchFileSnapshot(join(folder, file));
        }
        expect((await runProgram(['lint', 'inventory.yaml'], folder)).output).toBe('');
      }
    });
  }

  it('nodes become the folders that stand beside them', async () => {
    const folder = join(root, 'examples/nodes');
    const words = ['build', 'inventory.yaml', '--haproxy', 'off', '--out-dir', out.path];
    expect((await runProgram(words, folder)).code).toBe(0);
    const written = readdirSync(out.path, { recursive: true, encoding: 'utf8' }).sort();
    for (const name of written.filter((path) => statSync(out.at(path)).isFile())) {
      const text = out.read(name);
      await expect(text).toMatchFileSnapshot(join(folder, name));
    }
    const there = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    expect(there).toEqual([...written, 'inventory.yaml'].sort());
  });

  it('the smallest inventory becomes the listen block to the letter', async () => {
    const folder = join(root, 'examples/smallest');
    const { stdout } = await runProgram(['build', 'inventory.yaml', '--listen-only'], folder);
    expect(stdout).toBe(`listen puppetmaster_8140
  bind 10.0.0.100:8140
  mode tcp
  balance source
  hash-type map-based
  option httpchk

  server puppetmaster1 10.0.0.101:8140 check port 9200 inter 2000 rise 3 fall 3
  server puppetmaster2 10.0.0.102:8140 check port 9200 inter 2000 rise 3 fall 3
`);
    expect(readFileSync(join(folder, 'haproxy.cfg'), 'utf8')).toContain(`\n${stdout}`);
  });
});
