import type { SourceProblem } from '../problem.ts';
import type { SyntaxHint } from './hint.ts';
import type { Scan } from './scan.ts';

/** Slips that tell where a line belongs, and so may only follow from one above. */
const structural: ReadonlySet<SyntaxHint['is']> = new Set<SyntaxHint['is']>([
  'indent',
  'second-value',
  'dash-missing',
  'value-indent',
  'item-among-keys',
  'stray',
  'text-less',
]);

const fewLines = 5;

/**
 * Forgets what was found in the last line about its place where the line has another slip, or where
 * one a few lines above is the more likely reason. `known` is how many problems there were before.
 */
export function forgetDoubtful(scan: Scan, known: number): void {
  const found = scan.found.splice(known);
  if (found.length === 0) return;
  const certain = found.filter((problem) => !isStructural(problem));
  const kept = certain.length > 0 || isDoubtful(scan) ? certain : found.slice(0, 1);
  scan.found.push(...kept);
  scan.lastHint = scan.step;
}

/** Whether a slip was found a few lines above. */
export function isDoubtful({ step, lastHint }: Scan): boolean {
  return step - lastHint <= fewLines;
}

function isStructural(problem: SourceProblem): boolean {
  return problem.kind === 'syntax' && structural.has(problem.hint.is);
}
