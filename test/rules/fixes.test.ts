import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Fix } from '../../src/findings/diagnostic.ts';
import { lint } from '../../src/rules/lint.ts';
import { applyFix } from './apply.ts';

const folder = join(import.meta.dirname, '../fixtures/rules');

function lintText(text: string): readonly Diagnostic[] {
  return lint({ name: 'fixed.yaml', bytes: Buffer.from(text) }).diagnostics;
}

function fixesIn(file: string): { text: string; found: Diagnostic; fix: Fix }[] {
  const { diagnostics } = lint({ name: file, bytes: readFileSync(join(folder, file)) });
  return diagnostics.flatMap((found) =>
    found.fixes.map((fix) => ({ text: found.primary.source.text, found, fix })),
  );
}

/** How often each finding of a list is there, by code and message. */
function countFindings(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, message } of diagnostics) {
    const name = `${code} ${message}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** What stands behind a "#", in order; no fixture here has one in a text. */
function comments(text: string): string[] {
  return [...text.matchAll(/(?:^|\s)(#.*)$/gm)].map(([, comment = '']) => comment);
}

const fixes = readdirSync(folder).flatMap((name) => fixesIn(`${name}/bad.yaml`));

/** Codes with an answer that `lint --fix` writes, and with one that a person chooses. */
const certain = [
  ...['CHK203', 'CHK221', 'CHK230', 'HAP301', 'HAP303', 'HAP307', 'HAP308', 'HAP322', 'HAP333'],
  ...['INV111', 'INV112', 'INV115', 'PUP402', 'SCH001', 'SCH003', 'SCH006'],
  ...['YML001', 'YML003', 'YML008', 'YML015'],
];
const suggested = ['HAP320', 'HAP321', 'HAP326', 'INV125', 'LNT603', 'LNT604', 'SCH001', 'SCH004'];

describe('a fix', () => {
  it.each([
    [true, certain],
    [false, suggested],
  ])('is there for each code that has one right answer (%s), or several', (isCertain, codes) => {
    const found = fixes.filter(({ fix }) => (fix.isCertain ?? false) === isCertain);
    expect([...new Set(found.map((one) => one.found.code))].sort()).toEqual(codes);
  });

  for (const [index, { text, found, fix }] of fixes.entries()) {
    const name = `${found.code} ${fix.title} (${index + 1}): ${found.message}`;

    it(`repairs its finding, makes no error, and keeps every comment but one that it is about: ${name}`, () => {
      const fixed = applyFix(text, fix);
      const before = countFindings(lintText(text));
      const after = lintText(fixed);
      const errors = after.filter(({ severity }) => severity === 'error');
      const same = `${found.code} ${found.message}`;
      expect(countFindings(after).get(same) ?? 0).toBe((before.get(same) ?? 0) - 1);
      for (const [finding, count] of countFindings(errors)) {
        expect(before.get(finding) ?? 0, finding).toBeGreaterThanOrEqual(count);
      }
      if (!found.code.startsWith('LNT')) expect(comments(fixed)).toEqual(comments(text));
    });
  }
});
