import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compareSides } from '../../src/diff/compare.ts';
import { builtSide, fileSide } from '../../src/diff/side.ts';
import { importFiles } from '../../src/import/import.ts';
import { lint } from '../../src/rules/lint.ts';
import { Lines } from '../../src/text/positions.ts';

const folder = join(import.meta.dirname, '../fixtures/real-shapes');

interface Shape {
  readonly file: string;
  readonly pools: number;
  readonly goal: string;
  readonly mentions: readonly (readonly [line: number, word: string])[];
}

const shapes = readFileSync(join(folder, 'index.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line): Shape => {
    const [file = '', , , , , pools = '', goal = '', mentions = ''] = line.split('\t');
    const pairs = mentions.split('; ').filter((text) => text !== '');
    return {
      file,
      pools: Number(pools),
      goal,
      mentions: pairs.map((text) => {
        const [, number, word = ''] = /^([0-9]+) (.*)$/.exec(text) ?? [];
        return [Number(number), word];
      }),
    };
  });

/** What is wrong with what import makes of a shape; nothing where it reaches its goal. */
function shortcomings({ file, pools, goal, mentions }: Shape): string[] {
  const bytes = readFileSync(join(folder, file));
  const { text = '', sources, diagnostics, proxies } = importFiles([{ name: file, bytes }]);
  const inventory = lint({ name: 'inventory.yaml', bytes: new TextEncoder().encode(text) });
  const errors = inventory.diagnostics.filter(({ severity }) => severity === 'error');
  const found = errors.map(({ message }) => `is refused: ${message}`);
  if (inventory.inventory === undefined) return ['has no inventory', ...found];
  const made = inventory.inventory;
  const sides = { before: { ...fileSide(file, sources), proxies }, after: builtSide('', made) };
  const { changes } = compareSides(sides, made.haproxy.version.value);
  if (goal === 'no change') {
    for (const { section, subject, kind } of changes) {
      found.push(`${section} ${subject.kind} ${subject.name ?? ''} ${kind}`);
    }
  }
  if (made.pools.length !== pools) found.push(`has ${made.pools.length} pools, not ${pools}`);
  const said = diagnostics.map(({ primary, message }) => ({
    line: new Lines(primary.source.text).position(primary.span.start).line,
    message,
  }));
  for (const [number, word] of changes.length === 0 ? [] : mentions) {
    const isSaid = said.some(({ line, message }) => line === number && message.includes(word));
    if (!isSaid) found.push(`does not name "${word}" of line ${number}`);
  }
  return found;
}

describe('configurations in the shape of real ones', () => {
  let count = 0;

  for (const shape of shapes) {
    it(`${shape.file} reaches its goal: ${shape.goal}`, () => {
      const found = shortcomings(shape);
      if (found.length === 0) count += 1;
      expect(found).toEqual([]);
    });
  }

  afterAll(() => {
    process.stdout.write(`${count} of ${shapes.length}\n`);
  });
});
