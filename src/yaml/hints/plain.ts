import type { SyntaxHint } from './hint.ts';
import { findComment, isGap, type Line, lineStart, oddBlank, trimEnd } from './line.ts';
import { report, reportTemplate, type Scan } from './scan.ts';

const addressPattern = /^(?:\*|[0-9]+(?:\.[0-9]+){3}|\[[0-9A-Fa-f:.]*\])$/;
const smartQuotes: ReadonlySet<string> = new Set('“”„‟«»‘’‚‛‹›′″＂＇');

/** Whether a text is an address, or the sign for all of them, before a port. */
export function isAddress(text: string): boolean {
  return text.length < 60 && addressPattern.test(text);
}

/** Judges a text without quotes that is a value, from `at` to the end of its line. */
export function checkPlain(scan: Scan, at: number, line: Line): void {
  const { text } = scan;
  const end = trimEnd(text, at, findComment(text, at, line.end));
  const value = text.slice(at, end);
  const template = value.search(/\{[{%]|<%/);
  if (template !== -1) reportTemplate(scan, at + template);
  else if (checkFirst(scan, at, value)) checkColon(scan, at, value);
}

/** Whether a text begins with what a text may begin with; notes where it doesn't. */
export function checkFirst(scan: Scan, at: number, value: string): boolean {
  const { text } = scan;
  const first = value.charAt(0);
  if (first !== '\t' && oddBlank.test(first)) {
    report(scan, at, at + 1, { is: 'unseen-blank', character: first, alone: value.length === 1 });
    return false;
  }
  if (smartQuotes.has(first) && isSmartlyQuoted(value)) {
    report(scan, at, at + value.length, smartQuote(value));
    return false;
  }
  if (first === '-' && isGap(text, at + 1)) {
    report(scan, at, at + 1, { is: 'dash-behind-key', text: value });
    return false;
  }
  const isAlone = '*&?'.includes(first) && (value.length === 1 || isGap(text, at + 1));
  if (!isAlone && !/^[@`%,\]}|>]/.test(value)) return true;
  report(scan, at, at + 1, { is: 'bad-start', sign: first, text: value });
  return false;
}

/** Whether a text without blanks, or one that YAML cannot read, is put in typographic quotes. */
function isSmartlyQuoted(value: string): boolean {
  return smartQuotes.has(value.charAt(value.length - 1)) || /:(?: |$)/.test(value);
}

/** What is wrong with a text in typographic quotes. */
export function smartQuote(value: string): SyntaxHint {
  const last = value.charAt(value.length - 1);
  const text = value.slice(1, smartQuotes.has(last) ? -1 : undefined);
  return { is: 'smart-quote', character: value.charAt(0), text } as const;
}

/** Whether a text begins with a typographic quote that ends it, without a blank, or is never closed. */
export function isSmartlyOpen(value: string): boolean {
  if (value.length < 2 || !smartQuotes.has(value.charAt(0))) return false;
  const close = [...value.slice(1)].findIndex((character) => smartQuotes.has(character));
  return close === -1 || (close === value.length - 2 && !value.includes(' '));
}

/** Notes a colon with a blank in a value, which YAML takes for the end of a key. */
export function checkColon(scan: Scan, at: number, value: string): void {
  const colon = value.search(/:(?:[ \t]|$)/);
  if (colon === -1) return;
  const before = value.slice(0, colon);
  const rest = value.slice(colon + 1).trim();
  const end = at + value.length;
  const comment = before.lastIndexOf('#');
  if (comment > 0) {
    report(scan, at + comment, at + comment + 1, { is: 'comment-blank' });
    return;
  }
  if (isAddress(before) && /^[0-9]/.test(rest)) {
    report(scan, at, end, { is: 'address-port', text: `${before}:${rest}` });
    return;
  }
  const word = rest === '' ? undefined : /(?:^|[ ,])([a-z][a-z0-9-]*)$/.exec(before)?.[1];
  const isSentence = word !== undefined && /[^ ,] +[^ ,]+ /.test(before);
  report(scan, at, end, {
    is: 'colon-in-value',
    text: value,
    word: isSentence || isProse(scan.text, at) ? undefined : word,
    isWhole: before === word,
  });
}

/** Whether a value is that of a key for sentences. */
function isProse(text: string, at: number): boolean {
  const start = lineStart(text, at);
  const before = text.slice(Math.max(start, at - 40), at);
  return /(?:description|reason)"?[ ]*: *$/.test(before);
}
