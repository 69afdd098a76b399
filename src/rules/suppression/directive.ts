import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/positions.ts';
import type { Codes } from '../codes.ts';

/** A word of a comment, and where it stands. */
export interface Written {
  readonly text: string;
  readonly span: Span;
}

const kinds = ['disable-next-line', 'disable-line', 'disable-file', 'disable', 'enable'] as const;

/** What a comment does: for the next line, its own, the file, or from here on until `enable`. */
export type Kind = (typeof kinds)[number];

/** A comment that suppresses findings: `# puppetlb-disable-line CODE[,CODE...] -- reason`. */
export interface SuppressionDirective {
  readonly kind: Kind;
  /** From its `#` to the end of the line. */
  readonly span: Span;
  /** The word `puppetlb-...` itself. */
  readonly word: Span;
  readonly names: readonly Written[];
  readonly reason: string | undefined;
  /** Where a reason begins that has no `--` before it. */
  readonly undashed?: number;
}

/** A comment that was meant to be one, and the kind that it most likely means. */
export interface Malformed extends Written {
  readonly meant: Kind;
}

/** Reads a comment; undefined where it is one for people. A directive may follow other words behind a `#` of its own. */
export function readDirective(
  text: string,
  comment: Span,
  isAlone: boolean,
  codes: Codes,
): SuppressionDirective | Malformed | undefined {
  const whole = text.slice(comment.start, comment.end).trimEnd();
  // From the beginning of a run of signs, so that a long one is looked at once.
  const begin = /(?<![#\s])\s*(#[#\s]*)(?=puppetlb)/.exec(whole);
  if (begin === null) return undefined;
  const [before, signs = ''] = begin;
  const start = comment.start + begin.index + before.length;
  const end = comment.start + whole.length;
  const words = text.slice(start, end);
  const [, kind, rest = ''] = /^puppetlb-([a-z-]+)(?=[\s,]|$)(.*)$/.exec(words) ?? [];
  if (isKind(kind)) {
    const span = { start: start - signs.length, end };
    const word = { start, end: end - rest.length };
    return { kind, span, word, ...readNames(rest, word.end, codes) };
  }
  const meant = suggestKind(words, isAlone);
  if (meant === undefined) return undefined;
  const wrong = /^puppetlb[\s:=_-]*[^\s:=]*/.exec(words)?.[0] ?? '';
  return { span: { start, end: start + wrong.length }, text: wrong, meant };
}

function isKind(text: string | undefined): text is Kind {
  return kinds.some((kind) => kind === text);
}

/** What a typing mistake means; after a space only what is plainly a directive is one. */
function suggestKind(words: string, isAlone: boolean): Kind | undefined {
  const [, sign = '', text = ''] = /^puppetlb([\s:=_-]*)([^\s:=,]*)/.exec(words) ?? [];
  const word = text.toLowerCase().replaceAll('_', '-');
  if (/^disable(-|next|line|file|$)/.test(word)) {
    if (word.includes('next')) return 'disable-next-line';
    if (word.includes('file')) return 'disable-file';
    return word.includes('line') ? 'disable-line' : 'disable';
  }
  if (word === 'enable') return 'enable';
  if (/^(ignore|suppress|noqa|nolint|skip|off|allow)\b/.test(word)) {
    return isAlone ? 'disable-next-line' : 'disable-line';
  }
  const near = sign.trim() === '' ? undefined : nearest(word, kinds);
  return isKind(near) ? near : undefined;
}

function readNames(
  rest: string,
  start: number,
  codes: Codes,
): Pick<SuppressionDirective, 'names' | 'reason' | 'undashed'> {
  const dashes = /(?:^|\s)(?:--+|[\u2013\u2014])(?:\s+|$)/.exec(rest);
  const list = rest.slice(0, dashes?.index ?? rest.length).split(/\s#/)[0] ?? '';
  const names: Written[] = [];
  let end = 0;
  for (const { 0: text, index } of list.matchAll(/[^\s,]+/g)) {
    const isListed = names.length === 0 || list.slice(end, index).includes(',');
    if (!isListed && codes.find(text) === undefined && !/^[a-z]{3}[0-9]+$/i.test(text)) {
      return { names, reason: list.slice(index).trim(), undashed: start + index };
    }
    end = index + text.length;
    names.push({ text, span: { start: start + index, end: start + end } });
  }
  const reason = dashes === null ? '' : rest.slice(dashes.index + dashes[0].length).trim();
  return { names, reason: reason === '' ? undefined : reason };
}
