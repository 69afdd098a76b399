import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Edit } from '../../yaml/edit.ts';
import { layoutOf } from '../../yaml/layout.ts';
import { isSuppressible } from '../codes.ts';

/**
 * The edit of the primary label's source that suppresses a finding, by a comment on a line of its own
 * above it; undefined where comments cannot. What else the code finds on that line is suppressed with it.
 */
export function suppressionEdit(diagnostic: Diagnostic, reason: string): Edit | undefined {
  const { code, primary } = diagnostic;
  if (!isSuppressible(diagnostic)) return undefined;
  const { text } = primary.source;
  const { lines, lineOf } = layoutOf(primary.source);
  const { start, end } = lines.span(lineOf(primary.span.start));
  const indent = /^[ \t]*/.exec(text.slice(start, end))?.[0] ?? '';
  const isCrlf = /^[^\n]*\r\n/.test(text);
  const comment = `${indent}# puppetlb-disable-next-line ${code} -- ${onOneLine(reason)}`;
  return { span: { start, end: start }, text: `${comment}${isCrlf ? '\r\n' : '\n'}` };
}

function onOneLine(reason: string): string {
  return reason.replace(/\s+/g, ' ').trim();
}
