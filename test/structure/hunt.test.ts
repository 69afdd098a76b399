import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { useFolder } from '../use-folder.ts';

const root = join(import.meta.dirname, '../..');

const tests = `import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertProperty, runsOf, sample, seed } from './property.ts';
describe('numbers', () => {
  it("aren't (all) below 500", () => {
    assertProperty(fc.property(fc.nat({ max: 100_000 }), (one) => one < 500), 20);
  });
  it('are counted', () => {
    let count = 0;
    assertProperty(fc.property(fc.nat(), () => { count += 1; }), 7);
    expect([count, runsOf(7), sample(fc.nat(), 3).length]).toEqual([7, 7, 3].map((one) => one * 4));
    expect(seed).toBe(11);
  });
});
`;

const folder = useFolder();
beforeAll(() => {
  for (const name of ['scripts', 'test']) folder.make(name);
  cpSync(join(root, 'scripts/hunt.mjs'), folder.at('scripts/hunt.mjs'));
  cpSync(join(root, 'test/property.ts'), folder.at('test/property.ts'));
  folder.link(join(root, 'node_modules'), 'node_modules');
  folder.write('package.json', '{ "type": "module" }');
  folder.write('test/numbers.test.ts', tests);
  const plain =
    "import { it } from 'vitest';\nit('is no property', () => { throw new Error('run'); });\n";
  folder.write('test/plain.test.ts', plain);
});

function hunt(...words: readonly string[]) {
  const all = [folder.at('scripts/hunt.mjs'), ...words];
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|PUPPETLB|NODE_)/.test(name),
  );
  const env = { ...Object.fromEntries(own), NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', env });
  return { status, stdout, stderr, last: stdout.trimEnd().split('\n').slice(-5) };
}

describe('a hunt', () => {
  it('prints its seed, the smallest counterexample and how to see it again', () => {
    const { status, stdout, last } = hunt('--seed', '11', '--times', '4');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^seed 11, 4 times as many cases\n/);
    expect(last.filter((line) => line !== '')).toEqual([
      "test/numbers.test.ts > numbers aren't (all) below 500",
      '  Counterexample: [500]',
      "  npm run hunt -- --seed 11 --times 4 --test '^numbers aren'\\''t \\(all\\) below 500$' test/numbers.test.ts",
      'seed 11: 1 failed',
    ]);
  });

  it('repeats one test', () => {
    const again = ['--seed', '11', '--times', '4', '--test'];
    const failed = hunt(...again, "^numbers aren't \\(all\\) below 500$", 'test/numbers.test.ts');
    expect([failed.status, failed.last.at(-1)]).toEqual([1, 'seed 11: 1 failed']);
    const held = hunt(...again, '^numbers are counted$', 'test/numbers.test.ts');
    expect([held.status, held.last.at(-1)]).toEqual([0, 'seed 11: 0 failed']);
  });

  it('draws another seed each time', () => {
    const seeds = [1, 2].map(
      () => /^seed (\d+), 10 times/.exec(hunt('--test', 'nothing').stdout)?.[1],
    );
    expect(seeds[0]).toMatch(/^\d+$/);
    expect(seeds[0]).not.toBe(seeds[1]);
  });

  it('does not call a name that no test has a success', () => {
    const { status, stderr } = hunt('--test', '^nothing$');
    expect([status, stderr]).toEqual([64, 'no test was run: none is called ^nothing$\n']);
  });

  it.each([
    [['--seed', 'x'], '--seed is "x"; write a whole number from 0 on'],
    [['--times', '0'], '--times is "0"; write a whole number from 1 on'],
    [['--nothing'], "Unknown option '--nothing'"],
    [['--test', '('], 'Unterminated group'],
  ])('refuses %j', (words, message) => {
    const { status, stdout, stderr } = hunt(...words);
    expect([status, stdout]).toEqual([64, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('usage: npm run hunt');
  });
});
