import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import { isError, type ParseError } from '../../text/result.ts';
import { readWords } from './read-words.ts';

/** A line of a section: its arguments, and where it comes from. */
export interface Line<Origin> {
  readonly words: readonly string[];
  readonly origin: Origin;
}

/** A section: the line that opens it, and the lines in it. */
export interface Section<Origin> extends Line<Origin> {
  readonly lines: readonly Line<Origin>[];
}

/** The keywords that open a section (configuration manual; those of 2.2 are among them). */
export const sectionKeywords: ReadonlySet<string> = new Set([
  'acme',
  'backend',
  'cache',
  'crt-list',
  'crt-store',
  'defaults',
  'dynamic-update',
  'fcgi-app',
  'frontend',
  'global',
  'healthcheck',
  'http-errors',
  'listen',
  'log-forward',
  'log-profile',
  'mailers',
  'namespace_list',
  'peers',
  'program',
  'resolvers',
  'ring',
  'traces',
  'userlist',
]);

/** What could not be read, and in which line, from 1. */
export interface LineError extends ParseError {
  readonly line: number;
}

/** Sections with the number of each line from 1, and the lines that are no configuration. */
export interface ReadSections {
  readonly sections: readonly Section<number>[];
  readonly errors: readonly LineError[];
}

/** Reads a configuration into sections; a line before the first section is refused. */
export function readSections(text: string): ReadSections {
  const sections: (Section<number> & { lines: Line<number>[] })[] = [];
  const errors: LineError[] = [];
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    const words = readWords(line, { isStrict: false });
    if (isError(words)) {
      errors.push({ ...words, line: number });
      continue;
    }
    const texts = words.value.words.map((word) => word.text);
    const [first] = texts;
    if (first === undefined) continue;
    const current = sections.at(-1);
    if (sectionKeywords.has(first)) sections.push({ words: texts, origin: number, lines: [] });
    else if (current !== undefined) current.lines.push({ words: texts, origin: number });
    else if (errors.length === 0) errors.push({ ...explainOutside(first), line: number });
  }
  return { sections, errors };
}

/** Why a line before the first section is refused. */
export function explainOutside(word: string): ParseError & { readonly help: string } {
  const near = nearest(word, sectionKeywords);
  const help =
    near === undefined
      ? 'write the line that opens its section above it'
      : `did you mean "${near}"?`;
  return { message: `${quote(word)} is not a section keyword`, help };
}
