import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { hasError } from '../../src/diagnostics/diagnostic.ts';
import { isSame, type Preview, previewOf } from '../../src/diff/preview.ts';
import { builtSide } from '../../src/diff/side.ts';
import { type Fixed, fixText } from '../../src/fix/fix-text.ts';
import { type Linted, lint } from '../../src/rules/lint.ts';
import { inventories, mutated } from '../integration/inventories.ts';
import { slipped } from './slipped.ts';

function lintText(text: string): Linted {
  return lint({ name: 'puppetlb.yaml', bytes: Buffer.from(text) });
}

function fix(text: string): Fixed {
  return fixText({ name: 'puppetlb.yaml', bytes: Buffer.from(text) });
}

function errorsOf({ diagnostics }: Linted): readonly string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ code, message }) => `${code} ${message}`);
}

/** What HAProxy makes of both, and whom the change moves. */
function previewOfBoth(before: Linted, after: Linted): Preview {
  const [one, other] = [before, after].map(({ inventory }) => {
    if (inventory === undefined) throw new Error('there is no inventory');
    return builtSide('puppetlb.yaml', inventory);
  });
  if (one === undefined || other === undefined) throw new Error('there are not two sides');
  const version = { major: 3, minor: 0 };
  return previewOf(
    { before: one, after: other },
    { version, clients: undefined, dates: [], running: undefined },
  );
}

/** Rings without ids, among all kinds of pools. */
const texts = fc
  .tuple(fc.oneof(inventories, mutated), fc.boolean(), fc.boolean(), fc.boolean())
  .map(([inventory, isFlow, isRing, isWindows]) => {
    const copy = structuredClone(inventory) as { pools?: unknown };
    if (isRing && Array.isArray(copy.pools)) {
      for (const pool of copy.pools) {
        if (typeof pool === 'object' && pool !== null)
          Object.assign(pool, { 'hash-type': 'consistent' });
      }
    }
    const text = stringify(copy, isFlow ? { collectionStyle: 'flow' } : {});
    return isWindows ? text.replaceAll('\n', '\r\n') : text;
  });

describe('repairs', () => {
  it('make of what was written what was meant, and move nobody', () => {
    const rounds: number[] = [];
    fc.assert(
      fc.property(slipped, ({ meant, written }) => {
        const right = lintText(meant);
        const { text, repaired, leftAlone, remaining } = fix(written);
        expect(errorsOf(right)).toEqual([]);
        expect([written, errorsOf(remaining)]).toEqual([written, []]);
        expect(leftAlone).toEqual([]);
        expect(isSame(previewOfBoth(right, lintText(text)))).toBe(true);
        expect(fix(text).text).toBe(text);
        rounds.push(repaired.length);
      }),
      { numRuns: 300 },
    );
    expect(Math.max(...rounds)).toBeGreaterThan(8);
  }, 120_000);

  it('keep what could be built, end, are done at once, and leave nothing worse', () => {
    let [built, changed] = [0, 0];
    fc.assert(
      fc.property(texts, (text) => {
        const before = lintText(text);
        const fixed = fix(text);
        const after = lintText(fixed.text);
        expect(fixed.remaining.diagnostics.map(({ message }) => message)).toEqual(
          after.diagnostics.map(({ message }) => message),
        );
        expect(fix(fixed.text).text).toBe(fixed.text);
        expect(fixed.text === text).toBe(fixed.repaired.length === 0);
        if (fixed.text !== text) changed += 1;
        if (before.inventory === undefined) return;
        expect(after.inventory).toBeDefined();
        if (hasError(before.diagnostics)) return;
        built += 1;
        expect(hasError(after.diagnostics)).toBe(false);
        expect(isSame(previewOfBoth(before, after))).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(changed).toBeGreaterThan(5);
    expect(built).toBeGreaterThan(5);
  }, 120_000);
});
