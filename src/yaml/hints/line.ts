/** A line of a text by offsets; `end` is before the line break, `next` behind it. */
export interface Line {
  readonly start: number;
  /** The number of plain blanks it begins with. */
  readonly indent: number;
  /** The first character that is no blank of any kind; `end` in a line of blanks. */
  readonly body: number;
  readonly end: number;
  readonly next: number;
}

/** Blanks that YAML does not take for blanks, or not in every place: all but U+0020. */
export const oddBlank: RegExp = /[\t\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\u3164]/;

/** The line that begins at an offset. */
export function readLine(text: string, start: number): Line {
  const lineBreak = text.indexOf('\n', start);
  const next = lineBreak === -1 ? text.length : lineBreak + 1;
  let end = lineBreak === -1 ? text.length : lineBreak;
  if (end > start && text.charAt(end - 1) === '\r') end -= 1;
  let body = start;
  while (body < end && text.charAt(body) === ' ') body += 1;
  const indent = body - start;
  while (body < end && (text.charAt(body) === ' ' || oddBlank.test(text.charAt(body)))) body += 1;
  return { start, indent, body, end, next };
}

/** Where the line of an offset begins. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The first offset from `at` that holds neither a blank nor a tab. */
export function skipBlanks(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && isBlank(text.charAt(next))) next += 1;
  return next;
}

/** The offset behind the last character before `end` that is neither a blank nor a tab. */
export function trimEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && isBlank(text.charAt(last - 1))) last -= 1;
  return last;
}

/** Whether a character is a blank or a tab. */
export function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

/** Whether a word may end at an offset: at a blank, a line break or the end of the text. */
export function isGap(text: string, at: number): boolean {
  return at >= text.length || ' \t\n\r'.includes(text.charAt(at));
}

/** Where a comment begins between two offsets of a line, or `end`. */
export function findComment(text: string, start: number, end: number): number {
  for (let at = start; at < end; at += 1) {
    if (text.charAt(at) === '#' && (at === start || isBlank(text.charAt(at - 1)))) return at;
  }
  return end;
}
