import type { Diagnostic } from '../findings/diagnostic.ts';
import { hasError } from '../findings/diagnostic.ts';
import type { Linted } from '../rules/lint.ts';
import type { Candidate, Edited } from './apply.ts';

/** What is there before and after edits, and which findings they were for. */
export interface TextChange {
  readonly before: Linted;
  readonly after: Linted;
  readonly edited: Edited;
  readonly applied: readonly Candidate[];
}

/**
 * Whether a text is no worse than it was: what could be read still can, what was without an error still is,
 * and nothing that was to be fixed is wrong in the same place. A mistake may have hidden others.
 */
export function isNoWorse(change: TextChange): boolean {
  const { before, after } = change;
  if (before.inventory !== undefined && after.inventory === undefined) return false;
  if (!hasError(before.diagnostics) && hasError(after.diagnostics)) return false;
  return !isStillWrong(change);
}

function isStillWrong({ after, edited, applied }: TextChange): boolean {
  const name = ({ code, message }: Diagnostic, start: number) => `${start} ${code} ${message}`;
  const repaired = new Set(applied.map(({ finding }) => name(finding, startOf(finding))));
  return after.diagnostics.some((found) =>
    repaired.has(name(found, edited.toBefore(startOf(found)))),
  );
}

function startOf({ primary }: Diagnostic): number {
  return primary.span.start;
}
