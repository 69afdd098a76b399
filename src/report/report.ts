import type { CodeInfo, Diagnostic, Suppressed } from '../diagnostics/diagnostic.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

/** For people, for programs, for the log of a GitHub Actions step, for code scanning. */
export type Format = 'text' | 'json' | 'github' | 'sarif';

/** Every format, the default first. */
export const formats: readonly Format[] = ['text', 'json', 'github', 'sarif'];

/** What a report needs to know beside the findings: all known codes, puppetlb's own version, what is suppressed. */
export interface ReportOptions {
  readonly colour: boolean;
  readonly codes: readonly CodeInfo[];
  readonly version: string;
  readonly suppressed?: readonly Suppressed[];
}

/** The whole report of sorted findings; it ends with one line break, or is empty. */
export function formatReport(
  format: Format,
  diagnostics: readonly Diagnostic[],
  options: ReportOptions,
): string {
  const { suppressed = [] } = options;
  switch (format) {
    case 'text':
      return formatText(diagnostics, options.colour, suppressed.length);
    case 'json':
      return formatJson(diagnostics, suppressed.length);
    case 'github':
      return formatGithub(diagnostics, options.codes);
    case 'sarif':
      return formatSarif(diagnostics, options.codes, options.version, suppressed);
  }
}
