import fc from 'fast-check';
import { expect, it } from 'vitest';
import { previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';
import { formatPreviewJson } from '../../src/report/preview/preview-json.ts';
import { assertProperty } from '../property.ts';

const version = { major: 2, minor: 6, patch: 12 };

interface Pool {
  readonly balance: string;
  readonly bind: string;
  readonly servers: readonly string[];
}

const pool: fc.Arbitrary<Pool> = fc.record({
  balance: fc.constantFrom('source', 'source\n  hash-type consistent', 'leastconn'),
  bind: fc.constantFrom('*', '[::]'),
  servers: fc.array(
    fc.constantFrom('', 'weight 2', 'weight 3 id 7', 'backup', 'disabled', 'weight 0'),
    { minLength: 1, maxLength: 3 },
  ),
});

function text(at: number, letters: string, { balance, bind, servers }: Pool): string {
  const lines = servers.map(
    (words, place) => `  server ${letters.charAt(place)} 10.0.${at}.${place}:8140 ${words}\n`,
  );
  const ids = lines.map((line, place) => line.replace('id 7', `id 7${place}`)).join('');
  return `listen pool${at}\n  mode tcp\n  bind ${bind}:${8140 + at}\n  balance ${balance}\n${ids}`;
}

/** All that is said of a pool, its changes aside. */
function poolsOf(before: string, after: string): Record<string, unknown>[] {
  const side = (name: string, own: string) => fileSide(name, [{ name, text: own }]);
  const sides = { before: side('old.cfg', before), after: side('new.cfg', after) };
  const preview = previewOf(sides, { version, clients: undefined, dates: [], running: undefined });
  return JSON.parse(formatPreviewJson(preview, undefined)).pools;
}

it('says of pools that are alike what it says of each alone', () => {
  // Few kinds of servers, and their names in turns: many pools are alike, others nearly so.
  const pair = fc.tuple(pool, pool, fc.constantFrom('abc', 'bca', 'xyz'));
  assertProperty(
    fc.property(fc.array(pair, { minLength: 2, maxLength: 5 }), (pairs) => {
      const texts = [...pairs, ...pairs].map(([before, after, letters], at) => [
        text(at, at < pairs.length ? letters : 'mno', before),
        text(at, at < pairs.length ? letters : 'mno', after),
      ]);
      const joined = (side: 0 | 1) => texts.map((own) => own[side]).join('\n');
      const alone = texts.flatMap(([before = '', after = '']) => poolsOf(before, after));
      expect(poolsOf(joined(0), joined(1))).toEqual(alone);
    }),
    25,
  );
});
