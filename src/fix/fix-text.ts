import type { Diagnostic } from '../findings/diagnostic.ts';
import { type InputFile, type Linted, lint } from '../rules/lint.ts';
import { isNoWorse } from './accept.ts';
import { applyEdits, type Candidate, findCandidates, withoutOverlaps } from './apply.ts';

/** A finding that was fixed, and its place in the text before any fix. */
export interface Repaired {
  readonly finding: Diagnostic;
  readonly title: string;
  /** An offset into the first text. */
  readonly at: number;
}

/** A text, fixed as far as there is one right answer. */
export interface Fixed {
  /** The text without a byte order mark. */
  readonly text: string;
  /** What was fixed, in order of its place. */
  readonly repaired: readonly Repaired[];
  /** What has one right answer, and would have made the inventory worse here. */
  readonly leftAlone: readonly Repaired[];
  /** The findings that are left, and the inventory as far as it is understood. */
  readonly remaining: Linted;
}

/** A fix can bring up what a mistake had hidden, which can be fixed too; this is the number of rounds. */
const maxRounds = 20;

/** As many syntax errors as a text may have; with fewer a second run would find more. */
const mostHints = 100_000;

/** How often a round looks for the fix that makes an inventory worse. */
const maxTries = 40;

/**
 * Fixes what has one right answer: all fixes that do not touch each other at once, then what is found
 * in the text after them, until there is none. A fix that would make the text worse is not made.
 */
export function fixText(file: InputFile, today?: string): Fixed {
  const check = (bytes: Uint8Array) => lint({ ...file, bytes, mostHints }, today);
  let now = check(file.bytes);
  const repaired: Repaired[] = [];
  const leftAlone: Repaired[] = [];
  const rejected = new Set<string>();
  const origins: ((offset: number) => number)[] = [];
  const toOrigin = (offset: number) => origins.reduceRight((at, toBefore) => toBefore(at), offset);
  const record = ({ finding, fix }: Candidate): Repaired => {
    return { finding, title: fix.title, at: toOrigin(finding.primary.span.start) };
  };
  for (let round = 0; round < maxRounds; round += 1) {
    const isNew = (candidate: Candidate) => !rejected.has(keyOf(record(candidate)));
    const candidates = withoutOverlaps(errorsFirst(findCandidates(now.diagnostics).filter(isNew)));
    if (candidates.length === 0) break;
    const { step, worse } = tryAll(now, candidates, { tries: maxTries }, check);
    for (const candidate of worse) {
      leftAlone.push(record(candidate));
      rejected.add(keyOf(record(candidate)));
    }
    if (step === undefined) continue;
    for (const candidate of step.applied) repaired.push(record(candidate));
    origins.push(step.toBefore);
    now = step.after;
  }
  const { text } = now.source;
  return { text, repaired: inOrder(repaired), leftAlone: inOrder(leftAlone), remaining: now };
}

/** Warnings and infos come after the errors are fixed. */
function errorsFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const errors = candidates.filter(({ finding }) => finding.severity === 'error');
  return errors.length > 0 ? errors : candidates;
}

interface Step {
  readonly after: Linted;
  readonly applied: readonly Candidate[];
  toBefore(offset: number): number;
}

interface Tried {
  readonly step: Step | undefined;
  readonly worse: readonly Candidate[];
}

/** Applies candidates at once; where that makes the text worse, the first half that does not. */
function tryAll(
  before: Linted,
  candidates: readonly Candidate[],
  budget: { tries: number },
  check: (bytes: Uint8Array) => Linted,
): Tried {
  budget.tries -= 1;
  const edited = applyEdits(
    before.source.text,
    candidates.flatMap(({ fix }) => fix.edits),
  );
  const after = check(new TextEncoder().encode(edited.text));
  if (isNoWorse({ before, after, edited, applied: candidates })) {
    return { step: { after, applied: candidates, toBefore: edited.toBefore }, worse: [] };
  }
  const half = Math.floor(candidates.length / 2);
  if (half === 0 || budget.tries <= 0) return { step: undefined, worse: candidates };
  const first = tryAll(before, candidates.slice(0, half), budget, check);
  if (first.step !== undefined) return first;
  const second = tryAll(before, candidates.slice(half), budget, check);
  return { step: second.step, worse: [...first.worse, ...second.worse] };
}

function keyOf({ finding, at }: Repaired): string {
  return `${at} ${finding.code} ${finding.message}`;
}

function inOrder(repaired: readonly Repaired[]): readonly Repaired[] {
  return repaired.toSorted((one, other) => one.at - other.at);
}
