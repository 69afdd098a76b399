import type { Diagnostic } from '../../findings/diagnostic.ts';
import { formatCheckstyle } from './checkstyle.ts';
import { formatConcise } from './concise.ts';
import type { Format, ReportOptions } from './formats.ts';
import { formatGithub } from './github.ts';
import { formatGitlab } from './gitlab.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { maskFindings } from './mask-findings.ts';
import { formatSarif } from './sarif.ts';
import { formatText } from './text.ts';

/** The whole report of sorted findings; it ends with one line break, or is empty. */
export function formatReport(
  format: Format,
  found: readonly Diagnostic[],
  options: ReportOptions,
): string {
  const diagnostics = maskFindings(found);
  const { suppressed = [] } = options;
  switch (format) {
    case 'text':
      return formatText(diagnostics, options.colour, suppressed.length);
    case 'concise':
      return formatConcise(diagnostics);
    case 'json':
      return formatJson(diagnostics, suppressed.length);
    case 'github':
      return formatGithub(diagnostics, options);
    case 'sarif':
      return formatSarif(diagnostics, options);
    case 'gitlab':
      return formatGitlab(diagnostics, options);
    case 'junit':
      return formatJunit(diagnostics, options);
    case 'checkstyle':
      return formatCheckstyle(diagnostics, options);
  }
}
