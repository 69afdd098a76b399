import type { LintReport } from './lint-report.mjs';
import type { Source } from './source.mjs';
/** How an inventory is judged. */
export interface LintOptions {
    /** Dates are judged as on this day, YYYY-MM-DD; they are not where it is left out. */
    readonly today?: string;
}
/** Says what is wrong with an inventory, and where; lines and columns count from 1. Does not throw on any text. */
export declare function lint(inventory: Source, options?: LintOptions): LintReport;
