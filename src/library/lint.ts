import type { LintReport } from '../generated/lint-report.ts';
import { lintReport } from '../report/lint/json.ts';
import * as rules from '../rules/lint.ts';
import { inputFile } from './input.ts';
import type { Source } from './source.ts';

/** How an inventory is judged. */
export interface LintOptions {
  /** Dates are judged as on this day, YYYY-MM-DD; they are not where it is left out. */
  readonly today?: string;
}

/** Says what is wrong with an inventory, and where; lines and columns count from 1. Does not throw on any text. */
export function lint(inventory: Source, options: LintOptions = {}): LintReport {
  const { diagnostics, suppressed } = rules.lint(inputFile(inventory), options.today);
  return lintReport(diagnostics, suppressed.length) as LintReport;
}
