import { nameCharacter, quote } from '../../text/characters.ts';
import { suggestRange } from '../../text/suggest-range.ts';
import { inQuotes } from '../quote.ts';
import type { Slice } from './draft.ts';
import { quoteHelp, shorten } from './hint.ts';
import { findComment } from './line.ts';

const smartQuotes = '“”„‟«»‘’‚‛‹›′″＂＇';
const addressAndPort = /^(?:\*|[0-9]+(?:\.[0-9]+){3}|\[[0-9A-Fa-f:.]*\]): +[0-9]+$/;

/** What could be wrong with the values of a line: nearly always they need quotes. */
export function* findValues(line: string): Generator<Slice> {
  for (const { index, 0: before } of line.matchAll(/(?:^\s*(?:- +)*|: +|[[{,] *)(?=[^\s#])/g)) {
    const start = index + before.length;
    const inFlow = flowEnd(line, start);
    const colon = line.slice(start, inFlow).search(/:(?:\s|$)/);
    const isInFlow = inFlow < line.length && /[[{][^\]}]*$/.test(line.slice(0, start));
    const ends = [colon === -1 ? inFlow : start + colon, inFlow, findComment(line, start)];
    for (const end of new Set(isInFlow ? ends.slice(0, 2) : ends)) {
      const written = line.slice(start, end).trimEnd();
      if (written !== '') yield* readValue(line.slice(0, start), start, written);
    }
  }
}

/** Where a value ends in brackets: at the comma or the bracket behind it, or with the line. */
export function flowEnd(line: string, start: number): number {
  let depth = 0;
  const end = findComment(line, start);
  for (let at = start; at < end; at += 1) {
    const character = line.charAt(at);
    if ('[{'.includes(character)) depth += 1;
    else if (depth === 0 && ',]}'.includes(character)) return at;
    else if (']}'.includes(character)) depth -= 1;
  }
  return end;
}

/** What could be wrong with a value as it is written behind the rest of its line. */
function* readValue(before: string, start: number, written: string): Generator<Slice> {
  const first = written.charAt(0);
  const all: All = { start, end: start + written.length, from: start, to: start + written.length };
  if (smartQuotes.includes(first)) {
    const isClosed = written.length > 1 && smartQuotes.includes(written.slice(-1));
    const text = written.slice(1, isClosed ? -1 : undefined);
    const message = `"${first}" (${nameCharacter(first)}) is not a quote in YAML`;
    yield toSlice(all, inQuotes(text), message, quoteHelp(text, 'write'), isClosed);
  } else if (/^["']/.test(first)) yield* readQuoted(all, written);
  else if (/^\[[0-9A-Fa-f:.]*\] ?: ?[0-9]+$/.test(written)) {
    const text = inQuotes(written.replaceAll(' ', ''));
    yield toSlice(
      all,
      text,
      'YAML reads "[" as the start of a list',
      `write the address in quotes: ${text}`,
      true,
    );
  } else if (addressAndPort.test(written)) {
    const address = written.replace(/ +/, '');
    const text = /^[0-9]/.test(address) ? address : inQuotes(address);
    yield toSlice(
      all,
      text,
      'there is a space between the address and the port',
      `write ${text}`,
      true,
    );
  } else if (/^(?:[@`%*|>?,\]}]|&(?:\s|$))/.test(written)) yield* readStart(all, written);
  else if (/^(?:[^[{:]|:(?=\S))+[[{](?!.*: )|^\[[^\][,]*\][^\s,\]}:]/.test(written)) {
    const message = `YAML reads the brackets in ${quote(written)} as a list or a mapping`;
    const meant = suggestRange(written) ?? written;
    yield toSlice(all, inQuotes(meant), message, quoteHelp(meant), true);
  } else if (/^- /.test(written)) yield readDash(all, written, /[[{]/.test(before));
  else if (
    /^[^[{].*:(?:\s|$)|^:/.test(written) &&
    !/; *[\w-]+:/.test(written) &&
    /:\s*$/.test(before)
  ) {
    yield readColon(all, written, before);
  }
}

/** The columns of a whole value, which is what changes. */
type All = Pick<Slice, 'start' | 'end' | 'from' | 'to'>;

function toSlice(at: All, text: string, message: string, help: string, isCertain = false): Slice {
  return { ...at, text, message, help, title: isCertain ? `write ${text}` : undefined };
}

/** A value that begins with a character that no unquoted value can begin with. */
function* readStart(all: All, written: string): Generator<Slice> {
  const first = written.charAt(0);
  // A variable of a template is not meant as the text that it is.
  const isOwn = /^[@`*&]/.test(written) && !/[{}$%]|^@@/.test(written);
  const message = `a value without quotes cannot begin with "${first}"`;
  yield toSlice(
    { ...all, end: all.start + 1 },
    inQuotes(written),
    message,
    quoteHelp(written),
    isOwn,
  );
  if (!/^[|>]./.test(written)) return;
  const rest = all.end - written.slice(1).trimStart().length;
  const help = `write "${first}" at the end of its line, and the text indented below it`;
  const below = `text cannot follow "${first}" on the same line`;
  yield toSlice({ ...all, start: rest, from: all.start + 1 }, '', below, help);
}

function readDash(all: All, written: string, isInFlow: boolean): Slice {
  const text = inQuotes(written);
  const where = isInFlow ? 'be inside brackets' : 'begin on the line of its key';
  const help = isInFlow
    ? 'write [a, b], or remove the brackets and write each item on a "-" line'
    : `write ${shorten(written)} on its own line; or, if it is text, in quotes: ${text}`;
  return toSlice(all, text, `a list with "-" cannot ${where}`, help);
}

/** A colon and a space in a value; the word before it may be a key, but not in a sentence. */
function readColon(all: All, written: string, line: string): Slice {
  const [before = '', rest = ''] = written.split(/:(?:\s|$)/, 2);
  const word = rest === '' ? undefined : /(?:^|[ ,])([a-z][a-z0-9-]*)$/.exec(before)?.[1];
  const isText = /[^ ,] +[^ ,]+ /.test(before) || /(?:description|reason)"?\s*:\s*$/.test(line);
  const text = inQuotes(written);
  if (word === undefined || isText) {
    const message = 'a value that contains ": " needs quotes';
    return toSlice(all, text, message, quoteHelp(written, 'write'), !/^:|:$/.test(written));
  }
  const pair = written.slice(written.indexOf(`${word}:`));
  const inside = before === word ? `{ ${written} }` : `${shorten(pair)} on its own line`;
  const help = `write ${inside}; or, if it is text, in quotes: ${text}`;
  return toSlice(all, text, `"${word}:" is a second key on this line`, help);
}

/** What could be wrong with a value that begins with a quote. */
function* readQuoted(all: All, written: string): Generator<Slice> {
  const mark = written.charAt(0);
  const shown = mark === '"' ? `'"'` : `"'"`;
  const pattern = mark === '"' ? /^"(?:[^"\\]|\\.)*"/ : /^'(?:[^']|''(?=.*'))*'/;
  const close = (pattern.exec(written)?.[0].length ?? 0) - 1;
  const inner = written.slice(1, close);
  const rest = written.slice(close + 1);
  const at = (column: number, length: number): All => {
    return { ...all, start: all.start + column, end: all.start + column + length };
  };
  if (/^(["'])\1+[^"'].*\1\1$/.test(written)) {
    const text = written.replace(/^["']+|["']+$/g, '');
    yield toSlice(all, inQuotes(text), 'the quotes are doubled', quoteHelp(text, 'write'), true);
  } else if (close === -1) {
    const text = written.slice(1).replace(/["'”’]$/, '');
    const help = text === '' ? `write ${shown} where the text ends` : closeHelp(written, text);
    yield toSlice(at(0, 1), inQuotes(text), `this ${shown} is not closed`, help);
  } else if (rest === '' || /^\s*:\s*[[{]/.test(rest)) return;
  else if (rest.length > 1 && rest.endsWith(mark) && !rest.startsWith(' ')) {
    const text = `${inner}${mark}${rest.slice(0, -1)}`.replaceAll("\\'", "'");
    const single = quoteHelp(text, 'write the text in single quotes:');
    const twice = `write it twice, or write the text in double quotes: ${inQuotes(text)}`;
    const help = mark === '"' ? single : twice;
    yield toSlice(at(close, 1), inQuotes(text), `this ${shown} ends the text`, help);
  } else {
    const text = inner + rest.replace(/^: (?=[0-9]+$)/, ':');
    const behind = rest.trim();
    const help = quoteHelp(text, 'write the whole value in quotes:');
    const place = at(written.length - rest.trimStart().length, behind.length);
    yield toSlice(place, inQuotes(text), `${quote(behind)} follows the closing quote`, help);
  }
}

/** What to write for a text whose quote is not closed; the quote may be an apostrophe. */
function closeHelp(written: string, text: string): string {
  const help = quoteHelp(text, 'write');
  const isApostrophe = /^'\w\S* /.test(written);
  return isApostrophe ? `${help}; or, if it is an apostrophe, ${inQuotes(written)}` : help;
}
