import type { Edit } from '../../yaml/edit.ts';
import type { SuppressionDirective, Written } from './directive.ts';

/** Takes names out of a directive, and all of it where none is left: its line, or what stands behind others. */
export function removeNames(
  text: string,
  directive: SuppressionDirective,
  names: ReadonlySet<Written>,
): Edit[] {
  if (directive.names.every((name) => names.has(name))) return [removeDirective(text, directive)];
  let isBehindOne = false;
  return directive.names.flatMap((name, index): Edit[] => {
    if (!names.has(name)) {
      isBehindOne = true;
      return [];
    }
    // What stands before the first name that stays goes with the comma behind it, another with the one before.
    const start = isBehindOne ? directive.names[index - 1]?.span.end : name.span.start;
    const end = isBehindOne ? name.span.end : directive.names[index + 1]?.span.start;
    return [{ span: { start: start ?? name.span.start, end: end ?? name.span.end }, text: '' }];
  });
}

function removeDirective(text: string, { span }: SuppressionDirective): Edit {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = text.slice(lineStart, span.start);
  const lineBreak = text.indexOf('\n', span.end);
  if (before.trim() === '') {
    return {
      span: { start: lineStart, end: lineBreak === -1 ? text.length : lineBreak + 1 },
      text: '',
    };
  }
  const start = lineStart + before.trimEnd().length;
  return { span: { start, end: span.end }, text: '' };
}
