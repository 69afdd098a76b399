import { firstLine, lacksColon, type Open, reportColon, reportComma, take } from './flow-state.ts';
import { report, type Scan } from './scan.ts';

/** A word: where it ends, the sign behind it, and whether that is a colon. */
export interface Word {
  readonly at: number;
  readonly end: number;
  readonly sign: number;
  readonly isKey: boolean;
}

/** Reads a word behind a closing quote or bracket, and notes what is missing between the two. */
export function readBehind(scan: Scan, top: Open, word: Word): number {
  const { text } = scan;
  const { at, end, sign, isKey } = word;
  const first = text.charAt(at);
  if (first === '=') return readEquals(scan, top, at);
  if (first === '#') {
    report(scan, at, at + 1, { is: 'comment-blank' });
    const line = text.indexOf('\n', at);
    return line === -1 ? text.length : line;
  }
  if (first === ';') {
    let next = at + 1;
    while (text.charAt(next) === ' ') next += 1;
    reportComma(scan, top, next, sign + 1, at);
    return next;
  }
  if (isKey) reportComma(scan, top, at, sign + 1);
  else if (/["']/.test(text.charAt(top.to - 1))) checkBehindQuote(scan, top, at, end);
  else if (lacksColon(top)) reportColon(scan, top);
  else if (at === top.to) {
    const all = text.slice(Math.max(top.from, end - 200), end);
    report(scan, top.from, end, { is: 'brackets-in-text', text: all });
  } else reportComma(scan, top, at, end);
  take(top, isKey ? 'plain' : 'closed', at, end);
  return sign;
}

function readEquals(scan: Scan, top: Open, at: number): number {
  const { text } = scan;
  const sign = text.startsWith('=>', at) ? '=>' : '=';
  const word = firstLine(text.slice(top.from, Math.min(top.to, top.from + 80)));
  const key = word.replace(/^["']|["']$/g, '');
  const end = text.slice(at + sign.length, at + 80).search(/[,\]}\n]|$/);
  const rest = text.slice(at + sign.length, at + sign.length + end).trim();
  report(scan, top.from, at + sign.length, { is: 'equals', sign, key, rest });
  top.isPaired = true;
  top.last = 'colon';
  return at + sign.length;
}

function checkBehindQuote(scan: Scan, top: Open, at: number, end: number): void {
  const { text } = scan;
  const quote = text.charAt(top.to - 1);
  const rest = text.slice(at, end);
  const inner = text.slice(Math.max(top.from + 1, top.to - 200), top.to - 1);
  const isJoined = at === top.to;
  if (isJoined && inner === '') {
    report(scan, top.from, end, {
      is: 'doubled-quote',
      text: rest.slice(0, 200).replace(/["']+$/, ''),
    });
  } else if (isJoined && rest.endsWith(quote)) {
    const meant = `${inner}${quote}${rest.slice(0, -1)}`;
    report(scan, top.to - 1, top.to, { is: 'quote-inside', sign: quote, text: meant });
  } else if (lacksColon(top)) reportColon(scan, top);
  else {
    const meant = `${inner}${isJoined ? '' : ' '}${rest}`;
    report(scan, at, end, { is: 'behind-quote', rest, text: meant });
  }
}
