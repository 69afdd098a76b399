import type { Diagnostic, Fix } from '../findings/diagnostic.ts';
import type { Edit } from '../yaml/edit.ts';

/** A finding and the one answer to it. */
export interface Candidate {
  readonly finding: Diagnostic;
  readonly fix: Fix;
}

/** The findings that have one right answer, in order of their first edit. */
export function findCandidates(diagnostics: readonly Diagnostic[]): Candidate[] {
  const candidates = diagnostics.flatMap((finding) => {
    const fix = finding.fixes.find(({ isCertain }) => isCertain === true);
    return fix === undefined || fix.edits.length === 0 ? [] : [{ finding, fix }];
  });
  return candidates.sort((one, other) => firstOf(one.fix) - firstOf(other.fix));
}

function firstOf({ edits }: Fix): number {
  return edits.reduce((least, { span }) => Math.min(least, span.start), Number.POSITIVE_INFINITY);
}

/** Those of the candidates whose edits do not touch each other; of two that do, the first. */
export function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const edits = candidates.flatMap(({ fix }, owner) => fix.edits.map((edit) => ({ edit, owner })));
  edits.sort((one, other) => compareEdits(one.edit, other.edit) || one.owner - other.owner);
  const rejected = new Set<number>();
  let last: { end: number; start: number; owner: number } | undefined;
  for (const { edit, owner } of edits) {
    if (rejected.has(owner)) continue;
    const { start, end } = edit.span;
    const isTouching = last !== undefined && (start < last.end || start === last.start);
    if (isTouching && last !== undefined && last.owner !== owner) {
      rejected.add(Math.max(owner, last.owner));
      if (owner > last.owner) continue;
    }
    last = { start, end: Math.max(end, last?.end ?? 0), owner };
  }
  return candidates.filter((_, index) => !rejected.has(index));
}

function compareEdits({ span: one }: Edit, { span: other }: Edit): number {
  return one.start - other.start || one.end - other.end;
}

/** A text after edits that do not overlap, and where an offset in it was before them. */
export interface Edited {
  readonly text: string;
  toBefore(offset: number): number;
}

/** Applies edits that do not overlap; cost grows with the text and n log n of the edits. */
export function applyEdits(text: string, edits: readonly Edit[]): Edited {
  const inOrder = [...edits].sort(compareEdits);
  const pieces: string[] = [];
  const steps: { after: number; before: number; width: number }[] = [];
  let at = 0;
  let length = 0;
  for (const { span, text: written } of inOrder) {
    pieces.push(text.slice(at, span.start), written);
    length += span.start - at + written.length;
    steps.push({ after: length - written.length, before: span.start, width: written.length });
    at = span.end;
  }
  pieces.push(text.slice(at));
  const ends = inOrder.map(({ span }) => span.end);
  return {
    text: pieces.join(''),
    toBefore(offset) {
      const index = lastAtMost(steps, offset);
      const step = steps[index];
      if (step === undefined) return offset;
      const behind = offset - step.after - step.width;
      return behind < 0 ? step.before : (ends[index] ?? 0) + behind;
    },
  };
}

function lastAtMost(steps: readonly { readonly after: number }[], offset: number): number {
  let low = -1;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((steps[middle]?.after ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
