import { countSeverities, type Diagnostic, type Severity } from '../../findings/diagnostic.ts';
import { toPaint } from './colour.ts';
import { drawDiagnostic } from './frame.ts';
import { heaviest, severities } from './heaviest.ts';
import { maskFindings } from './mask-findings.ts';
import { Places } from './places.ts';

const maxDrawn = 100;

/**
 * Findings for people. At most 100 are drawn, errors before warnings before the rest, but in the
 * order of their places; the last line counts all, and what is suppressed.
 */
export function formatText(
  diagnostics: readonly Diagnostic[],
  colour: boolean,
  suppressed = 0,
): string {
  if (diagnostics.length === 0) return '';
  const counts = countSeverities(diagnostics);
  const places = new Places();
  const paint = toPaint(colour);
  const blocks = maskFindings(heaviest(diagnostics, maxDrawn)).map((one) =>
    drawDiagnostic(one, places, paint),
  );
  const undrawn = diagnostics.length - blocks.length;
  if (undrawn > 0) blocks.push(`... and ${undrawn} more`);
  return `${[...blocks, summarize(counts, suppressed)].join('\n\n')}\n`;
}

/** How many findings there are of each severity, those without any left out; empty where there is nothing. */
export function summarize(counts: Readonly<Record<Severity, number>>, suppressed = 0): string {
  const counted = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}${counts[severity] === 1 ? '' : 's'}`);
  return [...counted, ...(suppressed > 0 ? [`${suppressed} suppressed`] : [])].join(', ');
}
