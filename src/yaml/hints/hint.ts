import { quote } from '../../text/characters.ts';
import type { Span } from '../../text/positions.ts';
import { inQuotes } from '../quote.ts';

/** What a syntax error most likely is and what to write, with a fix where one answer is right. */
export interface SyntaxHint {
  readonly message: string;
  readonly help: string;
  /** The text is a template; then no other error is reported. */
  readonly isTemplate?: boolean;
  readonly fix?: {
    readonly title: string;
    readonly edits: readonly { readonly span: Span; readonly text: string }[];
  };
}

const maxShown = 80;

/** What to write with a text in quotes behind it, or in general where that is too long. */
export function quoteHelp(text: string, before = 'write it in quotes:'): string {
  return text.length > maxShown ? 'write the value in quotes' : `${before} ${inQuotes(text)}`;
}

/** A word as it is written where that is in quotes, and in quotes where it is not. */
export function asWritten(text: string): string {
  return /^(["']).*\1:?$/.test(text) ? text : quote(text);
}

/** `KEY: VALUE` as it is to be written, cut where it is long. */
export function pairText(key: string, rest: string): string {
  return rest === '' ? `${shorten(key)}:` : `${shorten(key)}: ${shorten(rest)}`;
}

/** A text, cut where it is long. */
export function shorten(text: string): string {
  return text.length > maxShown ? `${text.slice(0, maxShown - 3)}…` : text;
}

/** `1 space` or `4 spaces`. */
export function spaces(count: number): string {
  return count === 1 ? '1 space' : `${count} spaces`;
}

/** `indented by 4 spaces` or `not indented`. */
export function indented(count: number, sort = ''): string {
  return count === 0 ? 'not indented' : `indented by ${sort}${spaces(count)}`;
}
