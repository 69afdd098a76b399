import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compareCases, type Recorded, recordCases } from './syntax/kept.ts';

const file = new URL('./syntax/before.json', import.meta.url);

/** `SYNTAX_RECORD=1 npx vitest run test/source/syntax-kept` writes down what is reported, to be kept. */
it('keeps the lines, the repairs and the fixes that were reported', () => {
  const now = recordCases();
  if (process.env['SYNTAX_RECORD'] !== undefined) {
    writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
  }
  const before = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const { lines, columns, helps, fixes, added } = compareCases(before, now);
  const show = ({ of, lost }: { of: number; lost: readonly string[] }) =>
    `${of - lost.length} of ${of}`;
  process.stdout.write(
    `lines kept: ${show(lines)}, columns: ${show(columns)}, helps: ${show(helps)}, fixes: ${show(fixes)}\n`,
  );
  expect(lines.lost).toEqual([]);
  expect(added.lost.length).toBeLessThanOrEqual(added.of / 50);
  expect(helps.lost.length, helps.lost.join('\n')).toBeLessThanOrEqual(helps.of / 10);
  expect(fixes.lost.length, fixes.lost.join('\n')).toBeLessThanOrEqual(fixes.of / 10);
});
