import { findComment, isBlank, type Line, skipBlanks, trimEnd } from './line.ts';
import { report, type Scan } from './scan.ts';

/** Judges what stands behind the quote or bracket that ends a value, outside brackets. */
export function checkBehind(scan: Scan, start: number, end: number, line: Line): void {
  const { text } = scan;
  const at = skipBlanks(text, end, line.end);
  if (at >= line.end) return;
  const sign = text.charAt(at);
  if (sign === '#') {
    if (at === end) report(scan, at, at + 1, { is: 'comment-blank' });
    return;
  }
  const stop = trimEnd(text, at, findComment(text, at, line.end));
  const rest = text.slice(at, stop);
  if (/^,+$/.test(rest)) report(scan, at, stop, { is: 'comma-behind' });
  else if (/^[\]}]+,?$/.test(rest)) {
    report(scan, at, at + 1, { is: 'closes-nothing', sign: rest });
  } else if (/["']/.test(text.charAt(start))) checkBehindQuote(scan, start, end, stop);
  else checkBehindBracket(scan, start, end, { at, stop, rest });
}

function checkBehindQuote(scan: Scan, start: number, end: number, stop: number): void {
  const { text } = scan;
  const sign = text.charAt(start);
  const inner = text.slice(start + 1, end - 1);
  const rest = text.slice(end, stop);
  const isShort = stop - start <= 120;
  if (inner === '' && isShort) {
    report(scan, start, stop, { is: 'doubled-quote', text: withoutQuotes(rest) });
  } else if (rest.length > 1 && rest.endsWith(sign) && !isBlank(rest.charAt(0)) && isShort) {
    const meant = `${inner}${sign}${rest.slice(0, -1)}`.replaceAll("\\'", "'");
    report(scan, end - 1, end, { is: 'quote-inside', sign, text: meant });
  } else {
    const at = skipBlanks(text, end, stop);
    const isJoined = /^: ?[0-9]+$/.test(rest);
    const meant = isJoined ? `${inner}${rest.replace(' ', '')}` : `${inner}${rest}`;
    report(scan, at, stop, { is: 'behind-quote', rest: text.slice(at, stop), text: meant });
  }
}

function withoutQuotes(text: string): string {
  return text.trim().replace(/^["']+|["']+$/g, '');
}

function checkBehindBracket(
  scan: Scan,
  start: number,
  end: number,
  { at, stop, rest }: { readonly at: number; readonly stop: number; readonly rest: string },
): void {
  const { text } = scan;
  const sign = text.charAt(end - 1);
  const all = text.slice(start, stop);
  const isShort = stop - start <= 120;
  const colon = rest.search(/:(?:[ \t]|$)/);
  if (isShort && /^\[[0-9A-Fa-f:.]*\]: ?[0-9]+$/.test(all)) {
    report(scan, start, stop, { is: 'address-brackets', text: all.replace(' ', '') });
  } else if (at === end && isShort) {
    const last = colon > 0 ? at + colon : stop;
    report(scan, start, last, { is: 'brackets-in-text', text: text.slice(start, last) });
  } else report(scan, at, stop, { is: 'behind-bracket', rest, sign });
}
