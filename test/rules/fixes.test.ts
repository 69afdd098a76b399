import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, Fix } from '../../src/diagnostics/diagnostic.ts';
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

describe('a fix', () => {
  it('is there for each code that has one right answer', () => {
    expect([...new Set(fixes.map(({ found }) => found.code))].sort()).toEqual([
      'HAP320',
      'HAP321',
      'HAP322',
      'HAP326',
      'LNT603',
      'LNT604',
      'SCH003',
      'SCH006',
    ]);
  });

  for (const [index, { text, found, fix }] of fixes.entries()) {
    const name = `${found.code} ${fix.title} (${index + 1}): ${found.message}`;

    it(`repairs its finding, makes none, and keeps every comment but one that it is about: ${name}`, () => {
      const fixed = applyFix(text, fix);
      const before = countFindings(lintText(text));
      const after = lintText(fixed);
      const same = `${found.code} ${found.message}`;
      expect(countFindings(after).get(same) ?? 0).toBe((before.get(same) ?? 0) - 1);
      for (const [finding, count] of countFindings(after)) {
        expect(before.get(finding) ?? 0, finding).toBeGreaterThanOrEqual(count);
      }
      if (!found.code.startsWith('LNT')) expect(comments(fixed)).toEqual(comments(text));
    });
  }
});
