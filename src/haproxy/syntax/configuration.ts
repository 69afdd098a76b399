import type { SourceText, Span } from '../../text/positions.ts';
import type { ReadWord } from './read-words.ts';
import type { Line, Section } from './section.ts';

/** A place in a file of a configuration. */
export interface FilePlace {
  readonly source: SourceText;
  readonly span: Span;
}

/** A line as HAProxy reads it; one without words is in no section. */
export interface FileLine extends FilePlace {
  /** From 1. */
  readonly number: number;
  /** The words in order, their offsets those of the file; an empty one ends what most directives read. */
  readonly words: readonly ReadWord[];
  /** The comments above it since the last line with words; empty for an empty line between them. */
  readonly above: readonly string[];
  /** The comment behind it. */
  readonly comment: string | undefined;
  /** Whether it is below a condition that HAProxy evaluates when it starts, or is such a condition. */
  readonly isUndecided: boolean;
}

/** A section: the line that opens it, and the lines in it. */
export interface FileSection {
  readonly opening: FileLine;
  readonly lines: readonly FileLine[];
  /** The name in brackets above it, which HAProxy's own filters read. */
  readonly scope: string | undefined;
}

/** A line that HAProxy refuses, or reads differently than it looks. */
export interface ConfigurationProblem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly help?: string | undefined;
  readonly place: FilePlace;
}

/** One or more files as HAProxy reads them, one after the other. */
export interface Configuration {
  readonly sources: readonly SourceText[];
  readonly sections: readonly FileSection[];
  /** Comments after the last line with words. */
  readonly rest: readonly string[];
  readonly problems: readonly ConfigurationProblem[];
}

/** A section of words that are in no file yet, as if they were read. */
export function asRead({ words, lines }: Section<unknown>): FileSection {
  return {
    opening: lineAsRead(words),
    lines: lines.map((line) => lineAsRead(line.words)),
    scope: undefined,
  };
}

const source: SourceText = { name: '', text: '' };
const span: Span = { start: 0, end: 0 };

function lineAsRead(words: Line<unknown>['words']): FileLine {
  return {
    ...{ source, span, number: 0, above: [], comment: undefined, isUndecided: false },
    words: words.map((text) => ({ text, start: 0, end: 0 })),
  };
}

/** The texts of a line's words. */
export function textsOf({ words }: FileLine): string[] {
  return words.map(({ text }) => text);
}

/** The place of a word, or of the whole line where there is no such word. */
export function placeOfWord({ source, span, words }: FileLine, index: number): FilePlace {
  const word = words[index];
  return { source, span: word === undefined ? span : { start: word.start, end: word.end } };
}
