import { quote } from '../text/characters.ts';
import type { SyntaxHint } from '../yaml/hints/hint.ts';

/** A message and what to do about it. */
export interface SyntaxWords {
  readonly message: string;
  readonly help?: string;
}

/** What a file of ours that is YAML holds. */
export type YamlFile = 'inventory' | 'configuration';

/** One such file. */
export const aFile: Readonly<Record<YamlFile, string>> = {
  inventory: 'an inventory',
  configuration: 'a configuration',
};

/** The words of every hint, by what it is. */
export type HintTexts = {
  readonly [Is in SyntaxHint['is']]: (
    hint: Extract<SyntaxHint, { is: Is }>,
    file: YamlFile,
  ) => SyntaxWords;
};

const maxShown = 80;

/** A text in the quotes that suit it, or undefined where it is too long to be written out. */
export function inQuotes(text: string): string | undefined {
  if (text.length > maxShown || text.includes('\n')) return undefined;
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}

/** What to write with a text in quotes behind it, or in general where that is too long. */
export function quoteHelp(text: string, before = 'write it in quotes:'): string {
  const quoted = inQuotes(text);
  return quoted === undefined ? 'write the value in quotes' : `${before} ${quoted}`;
}

/** A word as it is written where that is in quotes, and in quotes where it is not. */
export function asWritten(text: string): string {
  return /^(["']).*\1:?$/.test(text) ? text : quote(text);
}

/** `KEY: VALUE` as it is to be written, cut where it is long. */
export function pairText(key: string, rest: string): string {
  const name = key.length > maxShown ? `${key.slice(0, maxShown - 3)}…` : key;
  if (rest === '') return `${name}:`;
  return `${name}: ${rest.length > maxShown ? `${rest.slice(0, maxShown - 3)}…` : rest}`;
}

/** `1 blank` or `4 blanks`. */
export function blanks(count: number): string {
  return count === 1 ? '1 blank' : `${count} blanks`;
}

/** `indented by 4 blanks` or `not indented`. */
export function indented(count: number, sort = ''): string {
  return count === 0 ? 'not indented' : `indented by ${sort}${blanks(count)}`;
}
