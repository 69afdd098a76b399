import { findComment, lineStart, readLine } from './line.ts';
import { isFull, report, type Scan } from './scan.ts';

/** Brackets that are open: what was read last in them, and whether their entry has its colon. */
export interface Open {
  readonly at: number;
  readonly sign: '{' | '[';
  last: 'start' | 'comma' | 'colon' | 'plain' | 'closed';
  isPaired: boolean;
  /** The last word, quoted text or pair of brackets. */
  from: number;
  to: number;
}

/** A list or mapping in brackets, whose lines must be indented by more than `indent`. */
export interface Flow {
  readonly scan: Scan;
  readonly indent: number;
  readonly stack: Open[];
  /** How many problems were known before it. */
  readonly known: number;
  isNewLine: boolean;
  isShort: boolean;
  hasDash: boolean;
  /** The outermost brackets were closed by a wrong sign. */
  isWrong: boolean;
  /** Where to read on when nobody closed it. */
  abandoned: number | undefined;
}

/** The innermost brackets that are open. */
export function innermost({ stack }: Flow): Open | undefined {
  return stack[stack.length - 1];
}

/** Begins a further entry, as behind a comma. */
export function begin(open: Open): void {
  open.last = 'comma';
  open.isPaired = false;
}

/** Takes what stands between two offsets for the last thing read. */
export function take(open: Open, last: 'plain' | 'closed', from: number, to: number): void {
  open.last = last;
  open.from = from;
  open.to = to;
}

/**
 * Notes that a comma is missing between what was read last and what stands at an offset; `sign` is
 * where another sign stands in its place.
 */
export function reportComma(scan: Scan, open: Open, at: number, end: number, sign?: number): void {
  const { text } = scan;
  const last = lastLine(text.slice(Math.max(open.from, open.to - 40), open.to));
  report(scan, sign ?? at, sign === undefined ? end : sign + 1, {
    is: 'comma-missing',
    after: /[\]}]$/.test(last) ? last.slice(-1) : last,
    before: firstLine(text.slice(at, Math.min(end, at + 40))),
    sign: sign === undefined ? undefined : text.charAt(sign),
  });
  begin(open);
}

/** The first line of a text, without the blanks behind it. */
export function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').trimEnd();
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1).trimStart();
}

/** Notes that a colon is missing behind what was read last, a key in braces. */
export function reportColon(scan: Scan, open: Open): void {
  const key = firstLine(scan.text.slice(open.from, Math.min(open.to, open.from + 80)));
  report(scan, open.from, open.to, { is: 'colon-missing', key, rest: '' });
  open.isPaired = true;
}

/** Whether what was read last stands in braces and has no colon yet, as a key without one. */
export function lacksColon({ sign, isPaired }: Open): boolean {
  return sign === '{' && !isPaired;
}

/** Notes brackets that nobody closed, and what would close them. */
export function reportUnclosed({ scan }: Flow, open: Open, closers: string): void {
  if (isFull(scan)) return;
  const { text } = scan;
  const closer = closers.replace(/^["']/, '').charAt(0);
  const line = readLine(text, lineStart(text, open.at));
  const last = readLine(text, lineStart(text, open.to));
  const rest = text.slice(open.to, last.end);
  const comment = findComment(rest, 0, rest.length);
  const isOneLine = open.to <= line.end || open.to < line.next;
  report(scan, open.at, open.at + 1, {
    is: 'unclosed-bracket',
    sign: open.sign,
    closers,
    place: !isOneLine ? 'below' : comment < rest.length ? 'comment' : 'end',
    inComment: rest.slice(comment).includes(closer),
  });
}

/** What closes brackets, the last one first. */
export function closersOf(stack: readonly Open[]): string {
  const closers = stack.map(({ sign }) => (sign === '{' ? '}' : ']'));
  return closers.reverse().join('');
}
