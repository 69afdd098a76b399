import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import { fixText } from '../../src/fix/fix-text.ts';
import { formatReport } from '../../src/report/lint/report.ts';
import { codes } from '../../src/rules/codes.ts';
import { lint } from '../../src/rules/lint.ts';
import { Lines } from '../../src/text/positions.ts';
import { besideIn } from '../beside.ts';

const folder = join(import.meta.dirname, '../fixtures/rules');

/** Codes whose mistake no small file can hold; each is tested where it is made. */
const elsewhere = new Set([
  'YML011',
  'HAP380',
  'HAP381',
  'HAP382',
  'HAP383',
  'HAP390',
  'HAP391',
  'HAP392',
  'OPS510',
  'OPS511',
  'HAP401',
  'HAP402',
  'HAP403',
  'HAP404',
  'HAP405',
  'HAP406',
  'HAP407',
  'HAP408',
]);

/** `CODE` of each marker `# expect CODE`, with its line. */
function markers(text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const expected = [...line.matchAll(/# expect ((?:[A-Z]{3}[0-9]{3} ?)+)/g)];
    return expected.flatMap((match) =>
      (match[1] ?? '')
        .trim()
        .split(' ')
        .map((code) => `${index + 1} ${code}`),
    );
  });
}

function places(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, primary }) => {
    const { line } = new Lines(primary.source.text).position(primary.span.start);
    return `${line} ${code}`;
  });
}

function lintFixture(name: string, file: string): readonly Diagnostic[] {
  const bytes = readFileSync(join(folder, name, file));
  const today = /^# on ([0-9-]{10})/.exec(bytes.toString())?.[1];
  return lint({ name: file, bytes, beside: besideIn(join(folder, name), bytes) }, today)
    .diagnostics;
}

describe('fixtures', () => {
  const expected = codes.filter(({ code }) => !elsewhere.has(code));

  it('there is one for every code', () => {
    const names = expected.map(({ code, name }) => `${code}-${name}`);
    expect(readdirSync(folder).sort()).toEqual(names.sort());
  });

  for (const { code, name } of expected) {
    describe(`${code} ${name}`, () => {
      const fixture = `${code}-${name}`;

      it('finds what is marked, and nothing else', async () => {
        const text = readFileSync(join(folder, fixture, 'bad.yaml'), 'utf8');
        const diagnostics = lintFixture(fixture, 'bad.yaml');
        expect(places(diagnostics)).toEqual(markers(text));
        expect(new Set(diagnostics.map((found) => found.code))).toContain(code);
        const report = formatReport('text', diagnostics, { colour: false, codes, version: '0' });
        await expect(report).toMatchFileSnapshot(join(folder, fixture, 'bad.out'));
      });

      it('repairs what has one right answer, and writes nothing else', async () => {
        const path = join(folder, fixture, 'fixed.yaml');
        const before = readFileSync(join(folder, fixture, 'bad.yaml'));
        const { text, repaired, leftAlone, remaining } = fixText({
          name: 'bad.yaml',
          bytes: before,
        });
        expect(leftAlone).toEqual([]);
        expect(existsSync(path) || repaired.length > 0).toBe(repaired.length > 0);
        if (repaired.length === 0) return;
        await expect(text).toMatchFileSnapshot(path);
        expect(repaired.map((one) => one.finding.code)).toContain(code);
        expect(remaining.diagnostics.length).toBeLessThan(lintFixture(fixture, 'bad.yaml').length);
        expect(fixText({ name: 'fixed.yaml', bytes: Buffer.from(text) }).repaired).toEqual([]);
      });

      it('finds nothing in what is right', () => {
        expect(lintFixture(fixture, 'good.yaml')).toEqual([]);
      });
    });
  }
});
