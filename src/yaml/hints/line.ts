/** A line of a text by offsets; `end` is before the line break, `next` behind it. */
export interface Line {
  readonly start: number;
  /** The first character that is not white space of any kind; `end` in an empty line. */
  readonly body: number;
  readonly end: number;
  readonly next: number;
}

/** White space that is not a space in YAML, or not in every place: all but U+0020. */
export const oddSpace: RegExp = /[\t\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\u3164]/;

/** The line that begins at an offset. */
export function readLine(text: string, start: number): Line {
  const lineBreak = text.indexOf('\n', start);
  const next = lineBreak === -1 ? text.length : lineBreak + 1;
  let end = lineBreak === -1 ? text.length : lineBreak;
  if (end > start && text.charAt(end - 1) === '\r') end -= 1;
  let body = start;
  while (body < end && (text.charAt(body) === ' ' || oddSpace.test(text.charAt(body)))) body += 1;
  return { start, body, end, next };
}

/** Where the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** Where a comment begins behind a column of a line, or where the line ends. */
export function findComment(line: string, start: number): number {
  const comment = /(?<=^|[ \t])#/g;
  comment.lastIndex = start;
  return comment.exec(line)?.index ?? line.length;
}
