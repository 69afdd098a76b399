/**
 * What `puppetlb lint --format json` prints: the findings, sorted by file, place and code.
 */
export interface LintReport {
    /**
     * The version of this format; it changes when programs that read it must change.
     */
    format_version: 1;
    /**
     * The findings. At most 10,000: errors first, then warnings.
     *
     * @maxItems 10000
     */
    diagnostics: Diagnostic[];
    /**
     * The number of findings that `diagnostics` does not list.
     */
    omitted: number;
    /**
     * The number of findings suppressed by comments; they are not listed.
     */
    suppressed: number;
    /**
     * The number of findings of each severity, including omitted ones.
     */
    summary: {
        /**
         * The number of errors. With an error, `build` writes nothing.
         */
        error: number;
        /**
         * The number of warnings.
         */
        warning: number;
        /**
         * The number of infos.
         */
        info: number;
    };
}
/**
 * A finding: something that is wrong, or worth knowing, with its place.
 */
export interface Diagnostic {
    /**
     * The permanent code; `puppetlb explain CODE` explains it.
     */
    code: string;
    /**
     * The severity of the finding.
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
     * The file, as named on the command line.
     */
    file: string;
    start: Point;
    end: Point1;
    /**
     * A note about the place.
     */
    note?: string;
    /**
     * Related places, at most 100.
     *
     * @maxItems 100
     */
    related: Related[];
    /**
     * The number of places that `related` does not list.
     */
    related_omitted: number;
    /**
     * Ways to fix the finding; apply one of them.
     */
    fixes: Fix[];
}
/**
 * The start of the place.
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
 * The end of the place (exclusive).
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
 * A related place.
 */
export interface Related {
    /**
     * The file, as named on the command line.
     */
    file: string;
    start: Point2;
    end: Point3;
    /**
     * A note about the place.
     */
    note?: string;
}
/**
 * The start of the place.
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
 * The end of the place (exclusive).
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
 * Edits that together fix a finding.
 */
export interface Fix {
    /**
     * What the edits do, in a few words.
     */
    title: string;
    /**
     * Whether `lint --fix` applies it: it is the only possible fix.
     */
    is_certain: boolean;
    /**
     * Edits of the file of the finding; all places refer to the text before any edit.
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
 * The start of the part to replace.
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
 * The end of the part to replace (exclusive); equal to `start` for an insertion.
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
