import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { isSame, type Preview, previewOf } from '../../src/diff/preview.ts';
import { builtSide } from '../../src/diff/side.ts';
import { hasError } from '../../src/findings/diagnostic.ts';
import { type Fixed, fixText } from '../../src/fix/fix-text.ts';
import { type Linted, lint } from '../../src/rules/lint.ts';
import { accepted } from '../integration/accepted.ts';
import { mutated } from '../integration/inventories.ts';
import { assertProperty, timeoutOf } from '../property.ts';
import { type Slipped, slip, slipped } from './slipped.ts';

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

function write(inventory: unknown, isFlow: boolean, isWindows: boolean): string {
  const text = stringify(inventory, {
    aliasDuplicateObjects: false,
    // A text of HAProxy is refused where its lines are folded.
    doubleQuotedMinMultiLineLength: 10_000,
    lineWidth: 0,
    collectionStyle: isFlow ? 'flow' : 'any',
  });
  return isWindows ? text.replaceAll('\n', '\r\n') : text;
}

const texts = (values: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.tuple(values, fc.boolean(), fc.boolean()).map((words) => write(...words));

/** Servers of which some have no id. */
const partlyNumbered = fc
  .uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 })
  .map((places) => [
    { name: 'first', address: '10.0.0.100' },
    ...places.map((at) => ({
      name: `s${at}`,
      address: `10.0.0.${101 + at}`,
      ...(at % 2 === 0 ? {} : { id: 20 + at }),
    })),
  ]);

/** Inventories with a ring whose servers do not all have ids, which is repaired. */
const rings = partlyNumbered.map((servers) => ({
  pools: [{ name: 'ring', bind: '10.0.9.9:8140', 'hash-type': 'consistent', servers }],
}));

function expectMeant({ meant, written }: Slipped): Fixed {
  const right = lintText(meant);
  const fixed = fix(written);
  const { text, leftAlone, remaining } = fixed;
  expect(errorsOf(right)).toEqual([]);
  expect([written, errorsOf(remaining)]).toEqual([written, []]);
  expect(leftAlone).toEqual([]);
  expect(isSame(previewOfBoth(right, lintText(text)))).toBe(true);
  expect(fix(text).text).toBe(text);
  return fixed;
}

/** Whether HAProxy makes no difference between both sides, though ids that it does not use may be others. */
function expectNobodyMoves({ action: need, risks: dangers, pools }: Preview): void {
  const moved = pools.flatMap(({ paths: ways }) =>
    ways.map(({ movement }) => movement?.moved ?? 0),
  );
  expect({ need, dangers, moved }).toEqual({
    need: 'nothing',
    dangers: [],
    moved: moved.map(() => 0),
  });
}

/** Repairs a text, which ends, is done at once and leaves nothing worse. */
function expectRepaired(text: string): { readonly before: Linted; readonly fixed: Fixed } {
  const before = lintText(text);
  const fixed = fix(text);
  const after = lintText(fixed.text);
  expect(fixed.remaining.diagnostics.map(({ message }) => message)).toEqual(
    after.diagnostics.map(({ message }) => message),
  );
  expect(fix(fixed.text).text).toBe(fixed.text);
  expect(fixed.text === text).toBe(fixed.repaired.length === 0);
  if (before.inventory !== undefined) expect(after.inventory).toBeDefined();
  if (before.inventory !== undefined && !hasError(before.diagnostics)) {
    expect(hasError(after.diagnostics)).toBe(false);
    expectNobodyMoves(previewOfBoth(before, after));
  }
  return { before, fixed };
}

describe('repairs', () => {
  it.each([
    [1, '\n'],
    [1, '\r\n'],
    [2, '\n'],
    [3, '\r\n'],
  ])('make of one slip in each piece what was meant: %d %j', (number, lineBreak) => {
    const one = slip([number], lineBreak, true);
    expect(expectMeant(one).repaired.length).toBeGreaterThan(fix(one.meant).repaired.length);
  });

  it(
    'make of what was written what was meant, and move nobody',
    () => {
      const property = fc.property(slipped, (one) => {
        expectMeant(one);
      });
      assertProperty(property, 75);
    },
    timeoutOf(120_000),
  );

  it(
    'keep what could be built',
    () => {
      const property = fc.property(texts(accepted), (text) => {
        const { before } = expectRepaired(text);
        expect(errorsOf(before)).toEqual([]);
      });
      assertProperty(property, 25);
    },
    timeoutOf(120_000),
  );

  it(
    'change rings without ids, and move nobody',
    () => {
      const property = fc.property(texts(rings), (text) => {
        const { before, fixed } = expectRepaired(text);
        expect(errorsOf(before)).toEqual([]);
        expect(fixed.text).not.toBe(text);
      });
      assertProperty(property, 25);
    },
    timeoutOf(120_000),
  );

  it(
    'end, are done at once, and leave nothing worse',
    () => {
      const property = fc.property(texts(mutated), (text) => {
        expectRepaired(text);
      });
      assertProperty(property, 63);
    },
    timeoutOf(120_000),
  );
});
