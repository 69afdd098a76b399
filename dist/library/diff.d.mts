import type { LintReport } from './lint-report.mjs';
import type { Preview } from './preview.mjs';
import type { Source } from './source.mjs';
/** What a comparison is asked. */
export interface DiffOptions {
    /** Addresses of agents, or networks of at most 1,048,576 addresses; the preview then says of each which master it reaches before and after. */
    readonly clients?: readonly string[];
    /** Of inventories with sites the one that is compared. */
    readonly site?: string;
}
/** What a reload would change. */
export interface Comparison {
    /** What was found in the inventory, or in the one it is compared with where that has an error. */
    readonly report: LintReport;
    /** Undefined where the report has an error. */
    readonly preview: Preview | undefined;
}
/**
 * Compares what an inventory builds with what is there: a configuration of HAProxy, in one source or in
 * several that it reads in their order, or another inventory. Throws a
 * RangeError on a client that is no address, and where an inventory has sites and none of them is named.
 */
export declare function diff(inventory: Source, against: Source | readonly Source[], options?: DiffOptions): Comparison;
