import type { SourceText } from '../../text/positions.ts';
import { isError } from '../../text/result.ts';
import type { ConfigurationProblem, FilePlace } from './configuration.ts';
import { type ReadWord, readWords } from './read-words.ts';
import { maxWords } from './words.ts';

/** A line of a file, split into words. */
export interface ReadLine extends FilePlace {
  readonly number: number;
  readonly words: readonly ReadWord[];
  readonly comment: string | undefined;
}

/** The lines of a file, each with what is wrong with it. */
export function* readLines(
  source: SourceText,
): Generator<{ line: ReadLine; problems: readonly ConfigurationProblem[] }> {
  const { text } = source;
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    number += 1;
    yield readLine(source, { start, end }, number);
    start = end + 1;
  }
}

function readLine(
  source: SourceText,
  { start, end }: { start: number; end: number },
  number: number,
): { line: ReadLine; problems: readonly ConfigurationProblem[] } {
  const problems: ConfigurationProblem[] = [];
  const whole = source.text.slice(start, end);
  const { text, cut } = cutLine(whole);
  const at = (from: number, to: number): FilePlace => ({
    source,
    span: { start: start + from, end: start + to },
  });
  if (cut !== undefined) problems.push({ ...cut, place: at(text.length, whole.length) });
  const place = at(text.length - text.trimStart().length, text.trimEnd().length);
  const read = readWords(text, { isStrict: false, start });
  if (isError(read)) {
    const { message, help } = read;
    problems.push({ severity: 'error', message, help, place });
    return { line: { ...place, number, words: [], comment: undefined }, problems };
  }
  const { words, end: stop } = read.value;
  const comment = stop < text.length ? text.slice(stop + 1) : undefined;
  if (comment !== undefined && stop > 0 && !/\s/.test(text.charAt(stop - 1))) {
    const message = '"#" inside a word begins a comment: HAProxy ignores the rest of the line';
    const help = 'write a space before it, or write \\# if the character is meant';
    problems.push({ severity: 'error', message, help, place: at(stop, text.length) });
  }
  problems.push(...checkWords(words, source));
  return { line: { ...place, number, words, comment }, problems };
}

/** HAProxy reads a line up to a carriage return, and a file up to a NUL. */
function cutLine(whole: string): { text: string; cut?: Omit<ConfigurationProblem, 'place'> } {
  const at = whole.search(/[\r\0]/);
  if (at === -1 || (at === whole.length - 1 && whole.endsWith('\r'))) {
    return { text: at === -1 ? whole : whole.slice(0, at) };
  }
  const isNul = whole.charAt(at) === '\0';
  const message = isNul
    ? 'the line contains a NUL character: HAProxy refuses the file'
    : 'a carriage return ends the line: HAProxy ignores the rest';
  return { text: whole.slice(0, at), cut: { severity: 'error', message, help: 'remove it' } };
}

function checkWords(words: readonly ReadWord[], source: SourceText): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const [last] = words.slice(maxWords);
  if (last !== undefined) {
    const message = `the line has ${words.length} words, and HAProxy reads ${maxWords}`;
    problems.push({
      severity: 'error',
      message,
      place: { source, span: { start: last.start, end: last.end } },
    });
  }
  for (const { text, start, end, variables = [] } of words) {
    const place = { source, span: { start, end } };
    for (const name of variables) {
      const message = `"${name}" is an environment variable; its value is unknown here`;
      problems.push({ severity: 'info', message, place });
    }
    if (text !== '' || variables.length > 0) continue;
    const message = 'HAProxy ignores the rest of the line after an empty word';
    const help = 'remove it; HAProxy 3.3 and later refuse the line';
    problems.push({ severity: 'error', message, help, place });
  }
  return problems;
}
