import type { Diagnostic } from '../../findings/diagnostic.ts';
import { groupByFile } from './by-file.ts';
import type { ReportOptions } from './formats.ts';
import { heaviest, maxListed } from './heaviest.ts';
import { messageLines } from './message.ts';
import { Places } from './places.ts';
import { openTag, toDocument } from './xml.ts';

/** The version of Checkstyle whose reports look like this; what reads them looks for one. */
const version = '4.3';

/**
 * Findings as an XML report of Checkstyle, by file; files without any are named too. At most 10,000 are listed, the
 * heaviest; a comment counts the others.
 */
export function formatCheckstyle(
  diagnostics: readonly Diagnostic[],
  { names = [], pathOf = (name) => name }: ReportOptions,
): string {
  const places = new Places();
  const listed = heaviest(diagnostics, maxListed);
  const lines = [`${openTag('checkstyle', { version })}>`];
  for (const [path, group] of groupByFile(listed, names, pathOf)) {
    lines.push(`  ${openTag('file', { name: path })}>`);
    for (const diagnostic of group) lines.push(`    ${toError(diagnostic, places)}`);
    lines.push('  </file>');
  }
  const omitted = diagnostics.length - listed.length;
  if (omitted > 0) lines.push(`  <!-- and ${omitted} more -->`);
  return toDocument([...lines, '</checkstyle>']);
}

function toError(diagnostic: Diagnostic, places: Places): string {
  const { code, severity, primary } = diagnostic;
  const { line, column } = places.place(primary.source, primary.span).start;
  const message = messageLines(diagnostic, places).join('\n');
  const tag = openTag('error', { line, column, severity, message, source: `puppetlb.${code}` });
  return `${tag}/>`;
}
