import { describe, expect, it } from 'vitest';
import { program, root } from '../built.ts';
import { runsOf, seed, timeoutOf } from '../property.ts';
import { useFolder } from '../use-folder.ts';
import { attempt } from './attempt.ts';
import { toCases } from './cases.ts';
import { judgeFresh, limits } from './fresh.ts';
import { judgeRuns } from './judge.ts';
import { checkModels } from './models.ts';

const runs = runsOf(200);
const make = toCases(root);

const folder = useFolder();

/** A case as a person can repeat it. */
function name(index: number): string {
  return `npm run fuzz -- --seed ${seed} --first ${index} --runs 1 (${make(seed, index).how})`;
}

describe('hostile input', () => {
  it(
    'is answered, the same twice',
    async () => {
      const own = folder.make('in');
      for (let index = 0; index < runs; index += 1) {
        const { problem } = await attempt(make(seed, index), own);
        expect(problem, name(index)).toBeUndefined();
      }
    },
    timeoutOf(300_000),
  );

  it(
    'is answered by the built program, and in the memory that is allowed',
    async () => {
      const step = Math.max(1, Math.floor(runs / 12));
      for (let index = 0; index < runs; index += step) {
        expect(
          await judgeFresh(make(seed, index), program, folder.path),
          name(index),
        ).toBeUndefined();
      }
    },
    timeoutOf(300_000),
  );

  it('is the same for the same seed, and another for another one', () => {
    const at = 5000;
    const bytes = (other: number) => make(other, at).stdin.toString('latin1');
    expect(bytes(seed)).toBe(bytes(seed));
    expect(bytes(seed)).not.toBe(bytes(seed + 1));
  });

  it.each([
    ['our own error', { code: 70 }],
    ['a signal', { code: null }],
    ['a warning of Node', { code: 0, stderr: '(node:1) Warning: x\n' }],
    ['a trace', { code: 1, stderr: 'puppetlb: x\n    at main (a.js:1:2)\n' }],
    ['a colour', { code: 1, stderr: 'puppetlb: \u001b[31mx\n' }],
    ['a report that is none', { code: 1, stdout: 'x' }],
    ['an error without its exit code', { code: 0, stdout: '{"summary":{"error":1}}' }],
  ])('is not answered by %s', (_, said) => {
    const run = { stdout: '{"summary":{"error":0}}', stderr: '', ...said };
    expect(judgeRuns([['lint', '-', '--format', 'json']], [run])).toBeDefined();
  });

  it('may take two seconds of a processor and 256 MiB', () => {
    expect(limits).toEqual({ time: 2000, memory: 256 * 1024 });
  });
});

describe('models', () => {
  it('with hostile words are read back as they were meant', () => {
    checkModels(seed, 250);
  });
});
