import { quote } from '../../text/characters.ts';
import { type Attempt, type Draft, indentOf } from './draft.ts';
import { asWritten, indented, pairText, spaces } from './hint.ts';
import { lastOf, maxLines, neighbour, readEntry, readSpot, type Spot, shift } from './spot.ts';

/** The keys that are only allowed at the beginning of a line. */
const rootKeys: ReadonlySet<string> = new Set(['haproxy', 'puppet', 'defaults', 'hosts', 'pools']);
const haproxyLine = /^ *(?:backend|frontend|listen|peers|resolvers|userlist) +[^\s:]/;

/** What could be wrong with a line below others, before the hints for its words are tried. */
export function* findBlocks(draft: Draft, line: number): Generator<Attempt> {
  const spot = readSpot(draft, line);
  const { text, entry, parent, before, below } = spot;
  if (text.trim() === '') return;
  yield* findCommented(spot);
  yield* findBlockText(spot);
  yield* findContinued(spot);
  const isBelowKey = before.endsWith(':');
  const isBesideKey = isBelowKey && entry.column === parent.keyColumn;
  if (isBesideKey && below.column > entry.column) yield* findIndents(spot);
  const isLike = /^ *[[{]/.test(text) || entry.column === parent.column;
  const isBesideItem = parent.dashes.length > 0 && parent.key === undefined && isLike;
  const isAboveItem = isBelowKey && entry.key === undefined && below.dashes.length > 0;
  if ((isBesideItem || isAboveItem) && !/^ *[-*%–—‐‑−•·+]/.test(text)) yield* findDash(spot);
}

/** What could be wrong with the place of a line among those around it. */
export function* findLevels(draft: Draft, line: number): Generator<Attempt> {
  const spot = readSpot(draft, line);
  if (spot.entry.dashes.length > 0) yield* findSecondValue(spot);
  yield* findIndents(spot);
  yield* findComma(spot);
}

/** The last resort for a line that fits nowhere: without it, or the value above it, the rest is valid. */
export function* findStray(draft: Draft, line: number): Generator<Attempt> {
  const spot = readSpot(draft, line);
  const { text, entry, report } = spot;
  yield* findSecondValue(spot);
  const changes = [{ line, start: 0, end: text.length, text: '' }];
  if (entry.dashes.length > 0 && entry.key === undefined) {
    const help = 'write KEY: VALUE, or move the list below a key of its own';
    yield report('a list item is not allowed among keys', help, changes, 1);
  } else if (entry.key === undefined && !/^\s*(?:&|$)/.test(text)) {
    const help = 'remove it, write "#" before it, or move it inside the quotes of its text';
    yield report('this line is neither KEY: VALUE nor a list item', help, changes);
  }
}

/** The columns of the entries above that lead to a line, of its kind. */
function columnsAbove(lines: readonly string[], line: number, isItem: boolean): Set<number> {
  const columns = new Set<number>();
  let least = Number.POSITIVE_INFINITY;
  for (let at = line - 1; at >= 0 && line - at < maxLines && least > 0; at -= 1) {
    if (indentOf(lines, at) >= least) continue;
    const { column, dashes, key, keyColumn } = readEntry(lines[at]);
    const own = isItem ? dashes : key === undefined || keyColumn === 0 ? [] : [keyColumn];
    for (const found of own.filter((one) => one < least)) columns.add(found);
    least = Math.min(least, column);
  }
  return columns;
}

/** The possible columns of an entry, the nearest first. */
function columnsFor({ lines, line, entry, below }: Spot): number[] {
  const isItem = entry.dashes.length > 0;
  if (!isItem && rootKeys.has(entry.key ?? '')) return [0];
  const columns = columnsAbove(lines, line, isItem);
  if (!isItem && below.column > 0) columns.add(below.column);
  const distance = (column: number) => Math.abs(column - entry.column);
  const compare = (a: number, b: number) => distance(a) - distance(b) || (isItem ? a - b : b - a);
  return [...columns].sort(compare).slice(0, 6);
}

/** A key or an item at another column than its neighbours, with or without the lines below it. */
function* findIndents(spot: Spot, commented?: string): Generator<Attempt> {
  const { lines, line, entry, report } = spot;
  const { column, dashes, key } = entry;
  const subject = `${dashes.length > 0 ? '- ' : ''}${key === undefined ? '' : `${key}:`}`.trim();
  if (subject === '') return;
  const last = lastOf(lines, line, (at) => indentOf(lines, at) > column);
  const other = commented === undefined ? '' : `comment it out like "${commented}:" above it, or `;
  for (const to of columnsFor(spot).filter((one) => one !== column)) {
    const [theirs, right] = placeWords(column, to);
    const message = `${asWritten(subject)} is ${indented(column)}, its neighbours ${theirs}`;
    for (const end of new Set([last, line])) {
      yield report(message, other + right, shift(lines, line, end, to), subject.length);
    }
  }
}

function placeWords(column: number, to: number): [theirs: string, right: string] {
  if (to === 0) return ['are not', 'write it at the beginning of the line'];
  return [`by ${column === 0 ? spaces(to) : to}`, `indent it by ${spaces(to)}`];
}

/** A line whose key above is commented out: it is right once that is not. */
function* findCommented(spot: Spot): Generator<Attempt> {
  const { lines, line, entry, report } = spot;
  const pattern = /^( *#)((?: *- +)* *[\w.-]+:(?: .*| *[|>][-+]?)?)$/;
  const [, start = '', written] = pattern.exec(lines[line - 1] ?? '') ?? [];
  const commented = readEntry(written).key;
  if (commented === undefined) return;
  const end = start.length + (start !== '#' && written?.startsWith(' ') ? 1 : 0);
  const changes = [{ line: line - 1, start: start.length - 1, end, text: '' }];
  const [indent] = findIndents(spot, commented);
  const help = `comment it out like "${commented}:" above it, or write that without "#"`;
  const isItem = entry.dashes.length > 0;
  const stray = 'this line is neither KEY: VALUE nor a list item';
  const message = isItem ? 'a list item is not allowed among keys' : stray;
  yield indent === undefined ? report(message, help, changes) : { ...indent, changes };
}

/** The text below "|" or ">", or what should be one. */
function* findBlockText({
  lines,
  line,
  text,
  indent,
  above,
  before,
  parent,
  report,
}: Spot): Generator<Attempt> {
  if (haproxyLine.test(text) && parent.key !== undefined && before.endsWith(':')) {
    const changes = [{ line: above, start: before.length, end: before.length, text: ' |' }];
    const message = `HAProxy lines below "${parent.key}" need "|" after the colon`;
    yield report(message, `write ${parent.key}: |`, changes);
  }
  const header = headerAbove(lines, line);
  if (header === undefined) return;
  const first = neighbour(lines, header, 1) ?? line;
  const expected = first === line ? indentOf(lines, header) + 2 : indentOf(lines, first);
  const help = `indent it by ${spaces(expected)} or more`;
  if (first === line && indent < expected) {
    const key = (lines[header] ?? '').trim().replace(/^(?:- +)+/, '');
    const last = lastOf(lines, line, (at) => readEntry(lines[at]).key === undefined);
    const changes = shift(lines, line, last, expected);
    yield report(
      `the text below ${quote(key)} is not indented`,
      help.replace('it', 'each of its lines'),
      changes,
    );
  } else if (indent < expected) {
    const theirs = indent === 0 ? spaces(expected) : expected;
    const message = `the line is ${indented(indent)}, the first line of the text by ${theirs}`;
    yield report(message, help, shift(lines, line, line, expected));
  }
  const empty = lines.findIndex(
    (one, at) => at > header && at < line && at < first && one.length > indent,
  );
  if (empty === -1) return;
  const at = { line: empty, start: 0, end: lines[empty]?.length ?? 0 };
  const message = `the empty line has ${spaces(at.end)}, the text below it is indented by ${indent}`;
  yield {
    ...at,
    message,
    help: 'remove the empty line, or its spaces',
    changes: [{ ...at, text: '' }],
  };
}

/** The line above that ends in "|" or ">", with no line between that is indented as little. */
function headerAbove(lines: readonly string[], line: number): number | undefined {
  let least = Number.POSITIVE_INFINITY;
  for (let at = line - 1; at >= 0 && line - at < maxLines && least > 0; at -= 1) {
    const indent = indentOf(lines, at);
    if (indent >= least) continue;
    if (/(?::|^ *-)\s+[|>][-+0-9]*\s*(?:#.*)?$/.test(lines[at] ?? '')) return at;
    least = indent;
  }
  return undefined;
}

/** A line that goes on with the one above: the value of its key, a text in quotes, what is in brackets. */
function* findContinued(spot: Spot): Generator<Attempt> {
  const { lines, line, text, indent, entry, before, parent, report } = spot;
  const least = parent.keyColumn + 1;
  const isText = entry.dashes.length === 0 && entry.key === undefined;
  const [open = '#'] = /["'](?=[^"']*$)/.exec(before) ?? [];
  const help = `indent it by ${spaces(least)} or more`;
  const found = indented(indent, 'only ');
  if (isText && parent.key !== undefined && before.endsWith(':') && indent < least) {
    const message = `the value below "${parent.key}" is not indented`;
    const pair = pairText(parent.key, text.trim());
    yield report(message, `write ${pair}`, shift(lines, line, line, least));
  } else if (isText && text.includes(open)) {
    const message = `this line of a text in quotes is ${found}`;
    yield report(message, help, shift(lines, line, line, least));
  } else if (/[[{,]$/.test(before)) {
    const last = lastOf(lines, line, (at) => !/^\s*[\]}]/.test(lines[at - 1] ?? ''));
    const changes = shift(lines, line, last, least);
    yield report(
      `this line inside brackets is ${found}`,
      `${help}, up to the closing bracket`,
      changes,
    );
  }
}

/** A line in brackets, without a comma behind the one above. */
function* findComma({ text, above, before, report }: Spot): Generator<Attempt> {
  const [word] = /^(?:"[^"]*"|'[^']*'|[A-Za-z][\w-]*:|[[{])/.exec(text.trim()) ?? [];
  const [after] = /(?:"[^"]*"|'[^']*'|[}\]]|[^\s,}\]]+)$/.exec(before) ?? [];
  if (word === undefined || after === undefined) return;
  const comma = [{ line: above, start: before.length, end: before.length, text: ',' }];
  const message = `a comma is missing before ${asWritten(word)}`;
  yield report(message, `write ${after}, ${word}`, comma, word.length);
}

/** A line without "- " beside the items of a list. */
function* findDash({ line, text, indent, entry, parent, below, report }: Spot): Generator<Attempt> {
  const column = below.dashes.at(-1) ?? parent.dashes.at(-1);
  if (column === undefined || entry.dashes.length > 0) return;
  const [word = ''] = /^(?:[\w.-]+:?|.)/.exec(text.trim()) ?? [];
  const item = { line, start: 0, end: indent, text: `${' '.repeat(column)}- ` };
  const help = 'write "- " before each list item, in the column of the "-" above';
  yield report(`"- " is missing before ${quote(word)}`, help, [item], word.length);
}

/** A key with a value on its line and another below it. */
function* findSecondValue({ indent, above, before, parent }: Spot): Generator<Attempt> {
  const { key, keyColumn } = parent;
  if (key === undefined || indent <= keyColumn || before.endsWith(':')) return;
  const colon = before.indexOf(':', keyColumn + key.length) + 1;
  const start = colon + before.slice(colon).search(/\S/);
  const at = { line: above, start, end: before.length };
  const message = `"${key}" has a value on its line and another below it`;
  yield { ...at, message, help: 'remove one of the two', changes: [{ ...at, text: '' }] };
}
