import { closeQuote, readKey } from './key.ts';
import { isGap, type Line, lineStart, readLine, trimEnd } from './line.ts';
import { report, type Scan } from './scan.ts';

/** Where a quoted text ends, or where to read on behind one that nobody closed. */
export interface Quoted {
  readonly isClosed: boolean;
  readonly end: number;
}

/**
 * Reads a quoted text whose lines must be indented by more than `indent`, and notes where it is
 * not closed: a line that looks like a key or an item of a list is none of its lines.
 */
export function readQuoted(scan: Scan, start: number, indent: number, isInFlow: boolean): Quoted {
  const { text } = scan;
  const sign = text.charAt(start);
  const close = closeQuote(text, sign, start + 1, text.length) ?? closeBelow(scan, start, indent);
  if (close === undefined) return unclosed(scan, start, isInFlow);
  if (sign === '"') checkEscapes(scan, start, close);
  return { isClosed: true, end: close };
}

/** Where a quoted text of several lines ends. */
function closeBelow(scan: Scan, start: number, indent: number): number | undefined {
  const { text } = scan;
  const sign = text.charAt(start);
  let line = readLine(text, lineStart(text, start));
  for (let at = line.next; at < text.length; at = line.next) {
    line = readLine(text, at);
    const isText = line.body < line.end;
    if (isText && (isEntry(text, line) || opensQuote(text, line.body, sign))) return undefined;
    const close = closeQuote(text, sign, line.start, line.end);
    if (isText && line.indent <= indent) {
      if (close === undefined) return undefined;
      const least = indent + 1;
      report(scan, line.body, line.end, { is: 'quoted-indent', found: line.indent, least });
    }
    if (close !== undefined) return close;
  }
  return undefined;
}

/** Whether a quote at the beginning of a line opens a text and closes none. */
function opensQuote(text: string, at: number, sign: string): boolean {
  return text.charAt(at) === sign && /[\w.-]/.test(text.charAt(at + 1));
}

/** Whether a line looks like a key or an item of a list. */
export function isEntry(text: string, line: Line): boolean {
  if (text.charAt(line.body) === '-' && isGap(text, line.body + 1)) return true;
  const key = readKey(text, line.body, line.end);
  return key !== undefined && key.end - key.start < 200;
}

function unclosed(scan: Scan, start: number, isInFlow: boolean): Quoted {
  const { text } = scan;
  const line = readLine(text, lineStart(text, start));
  const sign = text.charAt(start);
  const rest = text.slice(start + 1, trimEnd(text, start, line.end));
  const meant = isInFlow ? untilSign(rest) : withoutQuote(rest);
  const isShort = meant !== '' && meant.length <= 80;
  report(scan, start, start + 1, { is: 'unclosed-quote', sign, text: isShort ? meant : undefined });
  return { isClosed: false, end: isInFlow ? start + 1 + meant.length : line.next };
}

/** The text up to what could end it in brackets. */
function untilSign(text: string): string {
  const end = text.search(/[,\]}[{]|:\s/);
  return (end === -1 ? text : text.slice(0, end)).trimEnd();
}

function withoutQuote(text: string): string {
  return text.length > 1 && /["'”’]$/.test(text) ? text.slice(0, -1) : text;
}

const escapes: ReadonlySet<string> = new Set('0abefnrtvNL P_/"\\\t\n\r');
const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Notes the first escape that YAML does not know. */
function checkEscapes(scan: Scan, start: number, end: number): void {
  const inner = scan.text.slice(start + 1, end - 1);
  for (let at = inner.indexOf('\\'); at !== -1; at = inner.indexOf('\\', at + 2)) {
    if (isEscape(inner, at)) continue;
    const sign = inner.slice(at, at + 2);
    const text = inner.length <= 80 && !inner.includes('\n') ? inner : undefined;
    report(scan, start + 1 + at, start + 3 + at, { is: 'bad-escape', sign, text });
    return;
  }
}

function isEscape(text: string, at: number): boolean {
  const sign = text.charAt(at + 1);
  const count = digits[sign];
  if (count === undefined) return escapes.has(sign);
  const number = text.slice(at + 2, at + 2 + count);
  if (number.length < count || !/^[0-9a-fA-F]+$/.test(number)) return false;
  return Number.parseInt(number, 16) <= 0x10ffff;
}
