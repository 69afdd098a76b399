import type { SyntaxHint } from './hint.ts';
import { type Line, readLine, skipBlanks, trimEnd } from './line.ts';
import { type Level, report, type Scan } from './scan.ts';

/** Reads the header of a block scalar ("|" or ">") and the lines of its text. */
export function readBlockText(scan: Scan, at: number, line: Line, level: Level): number {
  const { text } = scan;
  let header = at + 1;
  while (/[-+0-9]/.test(text.charAt(header))) header += 1;
  const behind = skipBlanks(text, header, line.end);
  const digit = /[1-9]/.exec(text.slice(at, header))?.[0];
  if (behind < line.end && (behind === header || text.charAt(behind) !== '#')) {
    checkHeader(scan, at, behind, line, level);
  }
  const own = digit === undefined ? undefined : Math.max(0, level.indent) + Number(digit);
  return readLines(scan, line.next, level, own);
}

/** A text right behind the sign: the first line of the block, or a text that begins with the sign. */
function checkHeader(scan: Scan, at: number, behind: number, line: Line, level: Level): void {
  const { text } = scan;
  const sign = text.charAt(at);
  const next = firstLine(text, line.next);
  if (next !== undefined && next.indent > Math.max(0, level.indent)) {
    report(scan, behind, line.end, { is: 'text-behind-sign', sign });
    return;
  }
  const value = text.slice(at, trimEnd(text, at, line.end));
  report(scan, at, at + 1, { is: 'bad-start', sign, text: value });
}

function firstLine(text: string, from: number): Line | undefined {
  for (let at = from; at < text.length; ) {
    const line = readLine(text, at);
    if (line.body < line.end) return line;
    at = line.next;
  }
  return undefined;
}

/** Reads the lines of a text that is indented by `own`, or by as much as its first line. */
export function readLines(scan: Scan, from: number, level: Level, own: number | undefined): number {
  const { text } = scan;
  const first = firstLine(text, from);
  const indent = own ?? first?.indent ?? 0;
  level.state = 'hollow';
  if (first === undefined || indent <= level.indent || first.indent <= level.indent) return from;
  level.state = 'closed';
  level.textIndent = indent;
  const before = scan.found.length;
  for (let at = from; at < text.length; ) {
    const line = readLine(text, at);
    if (isEnd(text, line, indent, level.indent)) return at;
    const hint = checkTextIndent(line, indent, at < first.start);
    if (hint !== undefined && scan.found.length === before) {
      report(scan, hint.is === 'text-less' ? line.body : line.start, line.end, hint);
    }
    at = line.next;
  }
  return text.length;
}

function isEnd(text: string, line: Line, indent: number, parent: number): boolean {
  const isEmpty = line.body === line.end && line.end - line.start === line.indent;
  if (isEmpty || line.indent >= indent) return false;
  return line.indent <= parent || text.charAt(line.body) === '#';
}

function checkTextIndent(line: Line, expected: number, isAbove: boolean): SyntaxHint | undefined {
  const { indent: found } = line;
  if (line.body < line.end)
    return found < expected ? { is: 'text-less', found, expected } : undefined;
  return isAbove && found > expected ? { is: 'text-above', found, expected } : undefined;
}
