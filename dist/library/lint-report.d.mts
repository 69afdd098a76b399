/**
 * What `puppetlb lint --format json` writes: what was found, sorted by file, place and code.
 */
export interface LintReport {
    /**
     * The version of this format; it changes when a reader of the format would have to change.
     */
    format_version: 1;
    /**
     * The findings; of more than 10,000 the heaviest: errors before warnings before the rest.
     *
     * @maxItems 10000
     */
    diagnostics: Diagnostic[];
    /**
     * How many more findings there are than `diagnostics` lists.
     */
    omitted: number;
    /**
     * How many findings comments of the files suppress; they are not listed.
     */
    suppressed: number;
    /**
     * How many findings there are of each severity, the omitted ones included.
     */
    summary: {
        /**
         * The number of errors; with one or more nothing can be built.
         */
        error: number;
        /**
         * The number of warnings.
         */
        warning: number;
        /**
         * The number of findings that are only worth knowing.
         */
        info: number;
    };
}
/**
 * Something that is wrong, or worth knowing, at a place.
 */
export interface Diagnostic {
    /**
     * The permanent code of what was found; `puppetlb explain CODE` says more.
     */
    code: string;
    /**
     * How much the finding weighs.
     */
    severity: "error" | "warning" | "info";
    /**
     * What is wrong, in one sentence.
     */
    message: string;
    /**
     * What to write instead; it can have several lines.
     */
    help?: string;
    /**
     * The file as it was named on the command line.
     */
    file: string;
    start: Point;
    end: Point1;
    /**
     * What there is to say of the place.
     */
    note?: string;
    /**
     * Other places that the finding is about, at most 100 of them.
     *
     * @maxItems 100
     */
    related: Related[];
    /**
     * How many more places there are than `related` lists.
     */
    related_omitted: number;
    /**
     * Ways to repair the finding; to apply one is enough.
     */
    fixes: Fix[];
}
/**
 * Where the place begins.
 */
export interface Point {
    /**
     * The line, from 1.
     */
    line: number;
    /**
     * The column, from 1, in Unicode code points.
     */
    column: number;
    /**
     * The offset, from 0, in UTF-16 code units of the text without its byte order mark.
     */
    offset: number;
}
/**
 * Where the place has just ended.
 */
export interface Point1 {
    /**
     * The line, from 1.
     */
    line: number;
    /**
     * The column, from 1, in Unicode code points.
     */
    column: number;
    /**
     * The offset, from 0, in UTF-16 code units of the text without its byte order mark.
     */
    offset: number;
}
/**
 * Another place that a finding is about.
 */
export interface Related {
    /**
     * The file as it was named on the command line.
     */
    file: string;
    start: Point2;
    end: Point3;
    /**
     * What there is to say of the place.
     */
    note?: string;
}
/**
 * Where the place begins.
 */
export interface Point2 {
    /**
     * The line, from 1.
     */
    line: number;
    /**
     * The column, from 1, in Unicode code points.
     */
    column: number;
    /**
     * The offset, from 0, in UTF-16 code units of the text without its byte order mark.
     */
    offset: number;
}
/**
 * Where the place has just ended.
 */
export interface Point3 {
    /**
     * The line, from 1.
     */
    line: number;
    /**
     * The column, from 1, in Unicode code points.
     */
    column: number;
    /**
     * The offset, from 0, in UTF-16 code units of the text without its byte order mark.
     */
    offset: number;
}
/**
 * Edits that together repair a finding.
 */
export interface Fix {
    /**
     * What the edits do, in a few words.
     */
    title: string;
    /**
     * Whether it is the one right answer, which `lint --fix` writes.
     */
    is_certain: boolean;
    /**
     * Edits of the file of the finding; all places are those before any edit.
     */
    edits: Edit[];
}
/**
 * A replacement of a part of the file.
 */
export interface Edit {
    start: Point4;
    end: Point5;
    /**
     * What to write instead; may be empty.
     */
    text: string;
}
/**
 * Where the part to replace begins.
 */
export interface Point4 {
    /**
     * The line, from 1.
     */
    line: number;
    /**
     * The column, from 1, in Unicode code points.
     */
    column: number;
    /**
     * The offset, from 0, in UTF-16 code units of the text without its byte order mark.
     */
    offset: number;
}
/**
 * Where the part to replace has just ended; equal to `start` for an insertion.
 */
export interface Point5 {
    /**
     * The line, from 1.
     */
    line: number;
    /**
     * The column, from 1, in Unicode code points.
     */
    column: number;
    /**
     * The offset, from 0, in UTF-16 code units of the text without its byte order mark.
     */
    offset: number;
}
