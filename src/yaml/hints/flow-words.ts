import { readBehind } from './flow-behind.ts';
import {
  begin,
  type Flow,
  innermost,
  lacksColon,
  type Open,
  reportColon,
  reportComma,
  take,
} from './flow-state.ts';
import { isBlank, isGap, trimEnd } from './line.ts';
import { checkFirst, isAddress } from './plain.ts';
import { readQuoted } from './quoted.ts';
import { report, type Scan } from './scan.ts';

/** Reads a text in quotes. */
export function readQuote(flow: Flow, at: number): number {
  const { scan, indent } = flow;
  const top = innermost(flow);
  const { end } = readQuoted(scan, at, indent, true);
  if (top === undefined) return end;
  if (top.last === 'closed' && lacksColon(top)) reportColon(scan, top);
  else if (top.last === 'plain' || top.last === 'closed') reportComma(scan, top, at, end);
  take(top, 'closed', at, end);
  return end;
}

/** Reads ":", or the word that begins with it. */
export function readColon(flow: Flow, at: number): number {
  const { scan } = flow;
  const { text } = scan;
  const top = innermost(flow);
  const isBehind = top?.last === 'closed' && top.to === at;
  if (top === undefined || !(isBehind || isFlowGap(text, at + 1))) return readPlain(flow, at);
  if (isBehind && text.charAt(at - 1) === ']' && /[0-9]/.test(text.charAt(at + 1))) {
    let end = at + 1;
    while (/[0-9]/.test(text.charAt(end))) end += 1;
    const address = text.slice(Math.max(top.from, at - 60), end);
    report(scan, top.from, end, { is: 'address-brackets', text: address });
    take(top, 'closed', top.from, end);
    return end;
  }
  if (top.isPaired && top.last === 'closed') return readSecondColon(scan, top, top.from, at);
  top.isPaired = true;
  top.last = 'colon';
  return at + 1;
}

function isFlowGap(text: string, at: number): boolean {
  return isGap(text, at) || ',[]{}'.includes(text.charAt(at));
}

/** Reads a word, up to the sign that ends it. */
export function readPlain(flow: Flow, at: number): number {
  const { scan } = flow;
  const { text } = scan;
  const top = innermost(flow);
  if (top === undefined) return at + 1;
  if (text.charAt(at) === '-' && isFlowGap(text, at + 1) && top.last !== 'plain') {
    if (!flow.hasDash) report(scan, at, at + 1, { is: 'dash-in-brackets' });
    flow.hasDash = true;
    return at + 1;
  }
  if (/[!&]/.test(text.charAt(at)) && !isGap(text, at + 1)) return skipProperty(text, at);
  const sign = plainEnd(text, at);
  const end = trimEnd(text, at, sign);
  const isKey = text.charAt(sign) === ':';
  if (top.last === 'closed') return readBehind(scan, top, { at, end, sign, isKey });
  if (top.last === 'plain' && !isKey) {
    top.to = end;
    return sign;
  }
  if (top.last === 'plain') reportComma(scan, top, at, sign + 1);
  else if (!checkFirst(scan, at, text.slice(at, end))) {
    take(top, 'plain', at, end);
    return sign;
  } else if (isKey && top.last === 'colon') return readSecondColon(scan, top, at, sign);
  take(top, 'plain', at, end);
  return sign;
}

function skipProperty(text: string, at: number): number {
  let end = at + 1;
  while (!isFlowGap(text, end)) end += 1;
  return end;
}

/** Where a word ends: at a sign of brackets, a colon with a gap, a comment or a line break. */
function plainEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (',[]{}\n'.includes(character)) break;
    if (character === ':' && isFlowGap(text, at + 1)) break;
    if (character === '#' && isBlank(text.charAt(at - 1))) break;
  }
  return at;
}

/** A colon in a value: a comma is missing before the last word, or quotes around all of it. */
function readSecondColon(scan: Scan, top: Open, from: number, colon: number): number {
  const { text } = scan;
  const value = text.slice(from, colon);
  const split = Math.max(value.lastIndexOf(' '), value.lastIndexOf(';'));
  const word = value.slice(split + 1);
  const before = value.slice(0, Math.max(0, split)).trimEnd();
  const isSeparated = /;$/.test(before) || value.charAt(split) === ';';
  if (split > 0 && /^[A-Za-z][\w-]*$/.test(word) && (isSeparated || !before.includes(' '))) {
    const at = from + split + 1;
    take(top, 'plain', from, from + before.replace(/;$/, '').length);
    reportComma(scan, top, at, colon + 1, isSeparated ? top.to : undefined);
    take(top, 'plain', at, colon);
    return colon;
  }
  let end = colon + 1;
  while (end < text.length && end < colon + 200 && !',[]{}\n'.includes(text.charAt(end))) end += 1;
  const rest = text.slice(colon + 1, end).trim();
  const stop = trimEnd(text, from, end);
  if (isAddress(value) && /^[0-9]/.test(rest)) {
    report(scan, from, stop, { is: 'address-port', text: `${value}:${rest}` });
  } else {
    const all = text.slice(from, stop);
    report(scan, from, stop, { is: 'colon-in-value', text: all, word: undefined, isWhole: false });
  }
  begin(top);
  take(top, 'closed', from, stop);
  return end;
}
