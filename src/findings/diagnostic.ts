import type { SourceText, Span } from '../text/positions.ts';
import type { Edit } from '../yaml/edit.ts';

/** How much a finding weighs; an error means that nothing is written. */
export type Severity = 'error' | 'warning' | 'info';

/** What a severity can be set to; `off` means that the finding is not made. */
export type SeveritySetting = Severity | 'off';

/** A place in a source, and what there is to say of it. */
export interface Label {
  readonly source: SourceText;
  readonly span: Span;
  readonly note?: string;
}

/** Edits of the primary label's source that fix a finding, and what they do in a few words. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Whether it is the one right answer, which `lint --fix` writes by itself; others are for a person to choose. */
  readonly isCertain?: boolean;
}

/** Something that is wrong, or worth knowing, at a place; how it looks is up to the reports. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  readonly primary: Label;
  readonly related: readonly Label[];
  readonly fixes: readonly Fix[];
}

/** A finding that a comment of its file suppresses, and the reason that the comment gives. */
export interface Suppressed {
  readonly diagnostic: Diagnostic;
  readonly reason: string | undefined;
}

/** What a rule, or a code that no rule owns, reports and why. */
export interface CodeInfo {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  /** The lower severity that some of its findings have. */
  readonly mildSeverity?: Severity;
  readonly summary: string;
  readonly why: string;
}

const less = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** The severities that findings of a code can have, in words. */
export function severityText({ severity, mildSeverity }: CodeInfo): string {
  return mildSeverity === undefined ? severity : `${severity} or ${mildSeverity}`;
}

/** Orders by file, place, code and message; the same everywhere. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    less(a.primary.source.name, b.primary.source.name) ||
    less(a.primary.span.start, b.primary.span.start) ||
    less(a.primary.span.end, b.primary.span.end) ||
    less(a.code, b.code) ||
    less(a.message, b.message)
  );
}

/** How many findings there are of each severity. */
export function countSeverities(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
}

/** Whether any finding is an error. */
export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
