import type { LintReport } from './lint-report.mjs';
import type { Source } from './source.mjs';
/** A file of a master's health check. */
export interface CompiledFile {
    /** The master's certname, or its name. */
    readonly node: string;
    readonly name: string;
    readonly text: string;
    /** The permissions it is meant to have, for example 0o755. */
    readonly mode: number;
}
/** What is asked of an inventory. */
export interface CompileOptions {
    /** Of an inventory with sites the one whose balancers load the result. */
    readonly site?: string;
}
/** What an inventory becomes. */
export interface Compilation {
    readonly report: LintReport;
    /** The text of haproxy.cfg; undefined where the report has an error, or the site is not one of the inventory's. */
    readonly configuration: string | undefined;
    /** The names of the sites; none where one file is for all balancers. */
    readonly sites: readonly string[];
    /** The health check of every master whose check is of kind node. */
    readonly files: readonly CompiledFile[];
}
/** Compiles an inventory; HAProxy 2.2 and later load the configuration. Does not throw on any text. */
export declare function compile(inventory: Source, options?: CompileOptions): Compilation;
