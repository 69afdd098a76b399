import { quote } from '../../text/characters.ts';
import { type Attempt, type Change, type Draft, indentOf } from './draft.ts';
import { asWritten, blanks, indented, pairText } from './hint.ts';

/** The keys that stand at the beginning of a line, and nowhere else. */
const rootKeys: ReadonlySet<string> = new Set(['haproxy', 'puppet', 'defaults', 'hosts', 'pools']);
const haproxyLine = /^ *(?:backend|frontend|listen|peers|resolvers|userlist) +[^\s:]/;
const maxLines = 500;

/** A line as an entry: the columns of its dashes and of its key. */
interface Entry {
  readonly column: number;
  readonly dashes: readonly number[];
  readonly key: { readonly column: number; readonly text: string } | undefined;
}

const entryPattern = /^( *)((?:- +)*)(-$|(?:"[^"]*"|'[^']*'|[^\s#"'[{-][^#]*?)(?=\s*:(?:\s|$)))?/;

function readEntry(line = ''): Entry {
  const [all = '', blank = '', dashes = '', last = ''] = entryPattern.exec(line) ?? [];
  const columns = [...`${dashes}${last === '-' ? '-' : ''}`.matchAll(/-/g)];
  const hasKey = last !== '-' && last !== '';
  return {
    column: blank.length,
    dashes: columns.map(({ index }) => blank.length + index),
    key: hasKey ? { column: all.length - last.length, text: last } : undefined,
  };
}

/** A line with the one above it, as the hints look at them. */
interface Spot {
  readonly lines: readonly string[];
  readonly line: number;
  readonly text: string;
  readonly entry: Entry;
  readonly above: number;
  readonly before: string;
  readonly parent: Entry;
  /** Makes an attempt that shows the line, from its first character on. */
  say(message: string, help: string, changes: readonly Change[], length?: number): Attempt;
}

function readSpot({ lines }: Draft, line: number): Spot {
  const text = lines[line] ?? '';
  const start = Math.max(0, text.search(/\S/));
  const above = neighbour(lines, line, -1) ?? -1;
  const before = (lines[above] ?? '').replace(/(?:^|\s+)#.*$/, '').trimEnd();
  const say: Spot['say'] = (message, help, changes, length = text.length) => {
    return { line, start, end: start + length, message, help, changes };
  };
  const [entry, parent] = [readEntry(text), readEntry(before)];
  return { lines, line, text, entry, above, before, parent, say };
}

/** The next line with content, above or below. */
export function neighbour(
  lines: readonly string[],
  line: number,
  step: 1 | -1,
): number | undefined {
  for (let at = line + step; at >= 0 && at < lines.length; at += step) {
    if (indentOf(lines, at) !== Number.POSITIVE_INFINITY) return at;
  }
  return undefined;
}

/** What could be wrong with a line below others that no hint for its words should explain. */
export function* findBlocks(draft: Draft, line: number): Generator<Attempt> {
  const spot = readSpot(draft, line);
  if (spot.text.trim() === '') return;
  yield* findCommented(spot);
  yield* findBlockText(spot);
  yield* findContinued(spot);
  const { lines, text, entry, parent, before } = spot;
  const below = readEntry(lines[neighbour(lines, line, 1) ?? lines.length]);
  const isLike = /^ *[[{]/.test(text) || entry.column === parent.column;
  const isBesideItem = parent.dashes.length > 0 && parent.key === undefined && isLike;
  const isAboveItem = before.endsWith(':') && entry.key === undefined && below.dashes.length > 0;
  const isBeside = before.endsWith(':') && entry.column === parent.key?.column;
  if (isBeside && below.column > entry.column) yield* findIndents(spot);
  if ((isBesideItem || isAboveItem) && !/^ *[-*%]/.test(text)) yield* findDash(spot);
}

/** What could be wrong with the place of a line among those around it. */
export function* findLevels(draft: Draft, line: number): Generator<Attempt> {
  const spot = readSpot(draft, line);
  if (spot.entry.dashes.length > 0) yield* findSecondValue(spot);
  yield* findIndents(spot);
  yield* findComma(spot);
}

/** What is left to be said of a line that fits nowhere: without it, or the value above it, the rest is right. */
export function* findStray(draft: Draft, line: number): Generator<Attempt> {
  const spot = readSpot(draft, line);
  const { text, entry, say } = spot;
  yield* findSecondValue(spot);
  yield* findDash(spot);
  const changes = [{ line, start: 0, end: text.length, text: '' }];
  const second = /^ *[^:[{]* (?<key>[a-z][\w-]*): (?<rest>.*)$/.exec(text)?.groups;
  if (haproxyLine.test(text)) {
    const help =
      'write "sections: |" above them, below "haproxy:", or let puppetlb import make an inventory from them';
    yield say('lines of HAProxy stand here without a key', help, changes);
  } else if (entry.dashes.length > 0) {
    const help = 'write KEY: VALUE, or put the list below a key of its own';
    yield say('an item of a list cannot stand among keys', help, changes, 1);
  } else if (second !== undefined) {
    const pair = quote(`${second['key']}: ${second['rest']}`);
    const help = `write ${pair} on a line of its own; or, if it is a text, ${quote(text.trim())}`;
    yield say(`"${second['key']}:" is a second key on this line`, help, changes);
  } else if (entry.key === undefined && text.trim() !== '') {
    const help = 'delete it, or write "#" before it; more of a text in quotes belongs inside them';
    yield say('this line is neither KEY: VALUE nor an item of a list', help, changes);
  }
}

function shift(lines: readonly string[], from: number, to: number, column: number): Change[] {
  const own = indentOf(lines, from);
  const changes: Change[] = [];
  for (let line = from; line <= to; line += 1) {
    const found = indentOf(lines, line);
    if (found === Number.POSITIVE_INFINITY) continue;
    const text = ' '.repeat(Math.max(0, found + column - own));
    changes.push({ line, start: 0, end: found, text });
  }
  return changes;
}

/** The last of the lines from one on that are all like that. */
function lastOf(lines: readonly string[], line: number, isLike: (line: number) => boolean): number {
  let last = line;
  while (last + 1 < lines.length && last - line < maxLines && isLike(last + 1)) last += 1;
  return last;
}

/** The columns at which an entry of the same kind could stand: those of the lines above that lead to it. */
function columnsAbove(lines: readonly string[], line: number, isItem: boolean): number[] {
  const columns = new Set<number>();
  let least = Number.POSITIVE_INFINITY;
  for (let at = line - 1; at >= 0 && line - at < maxLines && least > 0; at -= 1) {
    if (indentOf(lines, at) === Number.POSITIVE_INFINITY) continue;
    const { column, dashes, key } = readEntry(lines[at]);
    for (const found of isItem ? dashes : [key?.column]) {
      if (found !== undefined && found < least) columns.add(found);
    }
    least = Math.min(least, column);
  }
  return [...columns];
}

/** A key or an item at another column than its neighbours, with or without what stands below it. */
function* findIndents({ lines, line, entry, say }: Spot, commented?: string): Generator<Attempt> {
  const { column, dashes, key } = entry;
  const isItem = dashes.length > 0;
  if (!isItem && key === undefined) return;
  const isRoot = !isItem && rootKeys.has(key?.text ?? '');
  const columns = isRoot ? [0] : columnsAbove(lines, line, isItem);
  const below = neighbour(lines, line, 1);
  if (!isRoot && !isItem && below !== undefined) columns.push(indentOf(lines, below));
  const wanted = columns.filter((to) => to !== column && (isRoot || isItem || to > 0));
  const last = lastOf(lines, line, (at) => indentOf(lines, at) > column);
  const subject = `${isItem ? '- ' : ''}${key === undefined ? '' : `${key.text}:`}`.trim();
  for (const to of wanted
    .sort((a, b) => Math.abs(a - column) - Math.abs(b - column) || (isItem ? a - b : b - a))
    .slice(0, 6)) {
    const right = to === 0 ? 'write it at the beginning of the line' : `indent it by ${blanks(to)}`;
    const theirs = to === 0 ? 'are not' : `by ${column === 0 ? blanks(to) : to}`;
    const message = `${asWritten(subject)} is ${indented(column)}, its neighbours ${theirs}`;
    const help =
      commented === undefined ? right : `comment it out like "${commented}:" above it, or ${right}`;
    for (const end of new Set([last, line])) {
      yield say(message, help, shift(lines, line, end, to), subject.length);
    }
  }
}

/** A line whose key above is commented out: it is right once that is not. */
function* findCommented(spot: Spot): Generator<Attempt> {
  const { lines, line, entry, say } = spot;
  const pattern = /^( *#)((?: *- +)* *[\w.-]+:(?: .*| *[|>][-+]?)?)$/;
  const [, sign = '', written] = pattern.exec(lines[line - 1] ?? '') ?? [];
  const commented = readEntry(written).key?.text;
  if (commented === undefined) return;
  const changes = [{ line: line - 1, start: sign.length - 1, end: sign.length, text: '' }];
  const [indent] = findIndents(spot, commented);
  const help = `comment it out like "${commented}:" above it, or write that without "#"`;
  if (indent !== undefined) yield { ...indent, changes };
  else if (entry.dashes.length > 0) {
    yield say('an item of a list cannot stand among keys', help, changes, 1);
  } else yield say('this line is neither KEY: VALUE nor an item of a list', help, changes);
}

/** The text below "|" or ">", or what should be one. */
function* findBlockText({
  lines,
  line,
  text,
  above,
  before,
  parent,
  say,
}: Spot): Generator<Attempt> {
  const indent = indentOf(lines, line);
  if (haproxyLine.test(text) && before.endsWith(':')) {
    const key = parent.key?.text ?? '';
    const changes = [{ line: above, start: before.length, end: before.length, text: ' |' }];
    yield say(`lines of HAProxy stand below "${key}" without "|"`, `write ${key}: |`, changes);
  }
  const header = headerAbove(lines, line);
  if (header === undefined) return;
  const first = neighbour(lines, header, 1) ?? line;
  const least = indentOf(lines, header) + 2;
  const expected = indentOf(lines, first);
  if (first === line && indent < least) {
    const key = (lines[header] ?? '').trim().replace(/^(?:- +)+/, '');
    const last = lastOf(lines, line, (at) => readEntry(lines[at]).key === undefined);
    const help = `indent each of its lines by ${blanks(least)} or more`;
    yield say(
      `the text below ${quote(key)} is not indented`,
      help,
      shift(lines, line, last, least),
    );
  } else if (first < line && indent < expected) {
    const theirs = indent === 0 ? blanks(expected) : expected;
    const message = `the line is ${indented(indent)}, the first line of the text by ${theirs}`;
    const changes = shift(lines, line, line, expected);
    yield say(message, `indent it by ${blanks(expected)} or more`, changes);
  }
  const empty = lines.findIndex((one, at) => at > header && at < first && one.length > expected);
  if (empty === -1) return;
  const found = lines[empty]?.length ?? 0;
  const changes = [{ line: empty, start: 0, end: found, text: '' }];
  const message = `an empty line above the text has ${blanks(found)}, the text is indented by ${expected}`;
  const help = 'delete the empty line, or its blanks';
  yield { line: empty, start: 0, end: found, message, help, changes };
}

/** The line above that ends in "|" or ">", where nothing between stands as far left. */
function headerAbove(lines: readonly string[], line: number): number | undefined {
  let least = Number.POSITIVE_INFINITY;
  for (let at = line - 1; at >= 0 && line - at < maxLines; at -= 1) {
    const indent = indentOf(lines, at);
    const isHeader = /(?::|^ *-)\s+[|>][-+0-9]*\s*(?:#.*)?$/.test(lines[at] ?? '');
    if (isHeader && indent < least) return at;
    least = Math.min(least, indent);
  }
  return undefined;
}

/** A line that goes on with the one above: the value of its key, a text in quotes, what is in brackets. */
function* findContinued({
  lines,
  line,
  text,
  entry,
  above,
  before,
  parent,
  say,
}: Spot): Generator<Attempt> {
  const indent = indentOf(lines, line);
  const least = (parent.key?.column ?? parent.column) + 1;
  const isEntry = entry.dashes.length > 0 || entry.key !== undefined;
  const [open = ''] = /["'](?=[^"']*$)/.exec(before) ?? [];
  if (!isEntry && before.endsWith(':') && indent < least) {
    const key = parent.key?.text ?? '';
    const changes = shift(lines, line, line, least + 1);
    yield say(
      `the value of "${key}" stands below it and is not indented`,
      `write ${pairText(key, text.trim())}`,
      changes,
    );
  } else if (!isEntry && open !== '' && text.includes(open)) {
    const message = `a further line of a text in quotes is ${indented(indent, 'only ')}`;
    yield say(message, `indent it by ${blanks(least)} or more`, shift(lines, line, line, least));
  }
  if (/[[{,]$/.test(before)) {
    const message = `a line inside brackets is ${indented(indent, 'only ')}`;
    const help = `indent it by ${blanks(least)} or more, up to the closing bracket`;
    const last = lastOf(lines, line, (at) => !/^\s*[\]}]/.test(lines[at - 1] ?? ''));
    yield say(message, help, shift(lines, line, last, least));
  }
}

/** A line in brackets, without a comma behind the one above. */
function* findComma({ text, above, before, say }: Spot): Generator<Attempt> {
  const [word] = /^(?:"[^"]*"|'[^']*'|[A-Za-z][\w-]*:|[[{])/.exec(text.trim()) ?? [];
  const [after] = /(?:"[^"]*"|'[^']*'|[}\]]|[^\s,}\]]+)$/.exec(before) ?? [];
  if (word === undefined || after === undefined) return;
  const comma = [{ line: above, start: before.length, end: before.length, text: ',' }];
  const message = `a comma is missing before ${asWritten(word)}`;
  yield say(message, `write ${after}, ${word}`, comma, word.length);
}

/** A line without "- " beside the items of a list. */
function* findDash({ lines, line, text, entry, parent, say }: Spot): Generator<Attempt> {
  const below = readEntry(lines[neighbour(lines, line, 1) ?? lines.length]);
  const column = below.dashes.at(-1) ?? parent.dashes.at(-1);
  if (column === undefined || entry.dashes.length > 0) return;
  const [word = ''] = /^(?:[\w.-]+:?|.)/.exec(text.trim()) ?? [];
  const item = { line, start: 0, end: text.search(/\S/), text: `${' '.repeat(column)}- ` };
  const help = 'write "- " before each item of a list, at the column of the "-" above';
  yield say(`"- " is missing before ${quote(word)}`, help, [item], word.length);
}

/** A key with a value on its line and another below it. */
function* findSecondValue({
  lines,
  line,
  above,
  before,
  parent: { key },
}: Spot): Generator<Attempt> {
  if (key === undefined || indentOf(lines, line) <= key.column || before.endsWith(':')) return;
  const colon = before.indexOf(':', key.column + key.text.length);
  const start = colon + 1 + before.slice(colon + 1).search(/\S/);
  const changes = [{ line: above, start, end: before.length, text: '' }];
  const message = `"${key.text}" has a value on its line and another below it`;
  yield { line: above, start, end: before.length, message, help: 'delete one of the two', changes };
}
