import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSides } from '../../src/diff/compare.ts';
import { fileSide, type Side } from '../../src/diff/side.ts';
import { editScript } from '../../src/text/edit-script.ts';
import { comparable } from '../comparable.ts';
import { corpus } from '../haproxy/corpus.ts';
import { assertProperty } from '../property.ts';

const version = { major: 2, minor: 6 };
const sides: readonly Side[] = corpus.map(({ file, bytes }) =>
  fileSide(file, [{ name: file, text: bytes.toString('latin1') }]),
);

/** What makes a difference, as a text in which the order of keys says nothing. */
function meaningOf({ proxies }: Side): string {
  const { global, services, alone, others } = comparable(proxies);
  const byKey = (value: object) =>
    Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return JSON.stringify([global, byKey(services as object), alone, others], (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(byKey(value))
      : value,
  );
}

describe('compareSides', () => {
  it('finds no change between a configuration and itself', () => {
    for (const side of sides) {
      expect(compareSides({ before: side, after: side }, version).changes, side.name).toEqual([]);
    }
  });

  it('finds none where only comments and places are others', () => {
    for (const [at, { file, bytes }] of corpus.entries()) {
      const before = sides[at];
      const text = `# a comment\n\n${bytes.toString('latin1')}\n# another\n`;
      const after = fileSide(file, [{ name: file, text }]);
      if (before === undefined) throw new Error(file);
      expect(compareSides({ before, after }, version).changes, file).toEqual([]);
    }
  });

  it('finds a change exactly where HAProxy makes a difference', () => {
    const meanings = sides.map(meaningOf);
    for (const [at, before] of sides.entries()) {
      for (const step of [1, 7, 61, 200]) {
        const other = (at + step) % sides.length;
        const after = sides[other];
        if (after === undefined) continue;
        const { changes } = compareSides({ before, after }, version);
        const isSame = meanings[at] === meanings[other];
        expect(changes.length === 0, `${before.name} ${after.name}`).toBe(isSame);
      }
    }
  });
});

describe('editScript', () => {
  it('leads from one list of lines to the other', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', '}'), {
      maxLength: 60,
    });
    assertProperty(
      fc.property(lines, lines, (before, after) => {
        let [at, other] = [0, 0];
        for (const { isSame, from, to } of editScript(before, after)) {
          expect([from[0], to[0]]).toEqual([at, other]);
          expect(from[1] - from[0] + (to[1] - to[0])).toBeGreaterThan(0);
          if (isSame) expect(before.slice(...from)).toEqual(after.slice(...to));
          [at, other] = [from[1], to[1]];
        }
        expect([at, other]).toEqual([before.length, after.length]);
      }),
      500,
    );
  });

  it('keeps what is the same, and gives up on what is not', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => `line ${at}`);
    const script = editScript(many, many.with(9, 'x').with(15_000, 'y'));
    expect(script.map(({ isSame, from }) => [isSame, ...from])).toEqual([
      [true, 0, 9],
      [false, 9, 10],
      [true, 10, 15_000],
      [false, 15_000, 15_001],
      [true, 15_001, 20_000],
    ]);
    const others = many.map((line) => `${line}!`);
    expect(editScript(many, others)).toHaveLength(1);
    expect(editScript(many.fill('{'), others.fill('}'))).toHaveLength(1);
  });
});
