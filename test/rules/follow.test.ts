import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Diagnostic } from '../../src/findings/diagnostic.ts';
import { lint } from '../../src/rules/lint.ts';
import { applyFix } from './apply.ts';
import { followed } from './follow.ts';
import { answers, beyondMachines } from './follow-by-hand.ts';

const folder = join(import.meta.dirname, '../fixtures/rules');

function lintText(text: string | Uint8Array): readonly Diagnostic[] {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const today = /^# on ([0-9-]{10})/.exec(bytes.toString())?.[1];
  return lint({ name: 'bad.yaml', bytes }, today).diagnostics;
}

/** How many findings of each code there are. */
function count(findings: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** Whether one finding less of a code is there, and no other one more. */
function helps(code: string, before: readonly Diagnostic[], text: string): boolean {
  const [was, is] = [count(before), count(lintText(text))];
  if ((is.get(code) ?? 0) >= (was.get(code) ?? 0)) return false;
  return [...is].every(([other, number]) => number <= (was.get(other) ?? 0));
}
/** The text with what a person answered, from the line of the finding on. */
function answered({ code, primary: { source, span } }: Diagnostic): string[] {
  const pointed = source.text.slice(span.start, span.end);
  const answer = answers[`${code} ${pointed.split('\n')[0]?.slice(0, 24).trimEnd()}`];
  if (answer === undefined) return [];
  const line = source.text.lastIndexOf('\n', span.start - 1) + 1;
  return [source.text.slice(0, line) + source.text.slice(line).replace(answer[0], () => answer[1])];
}

/** The helps of findings of all fixtures that stay, or make others, whatever a machine makes of their help. */
function leftOver(): string[] {
  return readdirSync(folder).flatMap((name) => {
    const before = lintText(readFileSync(join(folder, name, 'bad.yaml')));
    const isHelped = (found: Diagnostic) => {
      const fixed = found.fixes.map((fix) => applyFix(found.primary.source.text, fix));
      const texts = [...fixed, ...followed(found), ...answered(found)];
      return texts.some((text) => helps(found.code, before, text));
    };
    return before.filter((found) => !isHelped(found)).map(({ code, help }) => `${code} ${help}`);
  });
}

it('whoever follows a help is rid of the finding, and has no new one', () => {
  const expected = Object.entries(beyondMachines).flatMap(([code, [, ...helps]]) =>
    helps.map((help) => `${code} ${help}`),
  );
  expect([...new Set(leftOver())].sort()).toEqual(expected.sort());
}, 300_000);
