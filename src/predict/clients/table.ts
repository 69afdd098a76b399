import { quote } from '../../text/characters.ts';
import { isError } from '../../text/result.ts';
import { parseClient } from './client.ts';
import { addressFacts, addressFields, nameFields } from './fields.ts';
import { type ClientList, ListBuilder } from './list.ts';

interface Field {
  readonly text: string;
  readonly at: number;
}

type Record = readonly Field[];

/**
 * Reads lines of addresses, names beside them in any order (as /etc/hosts has them), or CSV with or
 * without a line of headings. Everything after "#" is a comment.
 */
export function readTable(text: string): ClientList {
  const list = new ListBuilder();
  const delimiter = delimiterOf(text);
  let columns: Columns | undefined;
  let isFirst = true;
  for (const record of records(text, delimiter)) {
    if (isFirst && isHeading(record, delimiter)) {
      columns = columnsOf(record, list);
      if (columns === undefined) return list;
    } else if (columns === undefined) addLoose(record, list);
    else addByColumn(record, columns, list);
    isFirst = false;
    if (list.isFull) break;
  }
  return list;
}

/** What separates fields; undefined where only blanks do. */
function delimiterOf(text: string): string | undefined {
  const line = /^(?![ \t]*(?:#|\r?$)).*$/m.exec(text)?.[0].replace(/#.*/, '') ?? '';
  return [',', ';', '\t'].find((delimiter) => line.includes(delimiter));
}

/** Records with fields; empty fields and lines are left out, but for those of a table with columns. */
function* records(text: string, delimiter: string | undefined): Generator<Record> {
  const plainEnd = delimiter ?? ' \\t';
  const pattern = `[ ]*(?:"([^"]*(?:""[^"]*)*)"|([^${plainEnd}\\r\\n#]*))`;
  const field = new RegExp(pattern, 'y');
  let record: Field[] = [];
  for (let at = 0; at < text.length; ) {
    field.lastIndex = at;
    const [whole = '', quoted, plain = ''] = field.exec(text) ?? [];
    const start =
      at + whole.length - (quoted === undefined ? plain.length : whole.trimStart().length);
    at += whole.length;
    record.push({ text: quoted?.replaceAll('""', '"') ?? plain.trim(), at: start });
    const end = endOfField(text, at, delimiter);
    at = end.next;
    if (!end.isLine) continue;
    const kept = delimiter === undefined ? record.filter(isFilled) : record;
    if (kept.some(isFilled)) yield kept;
    record = [];
  }
}

function isFilled({ text }: Field): boolean {
  return text !== '';
}

const lineEnd = /\r\n?|\n/g;

/** Where the next field begins, and whether it is that of another line. */
function endOfField(
  text: string,
  from: number,
  delimiter: string | undefined,
): { next: number; isLine: boolean } {
  let at = from;
  while (text.charAt(at) === ' ') at += 1;
  const character = text.charAt(at);
  const isDelimiter = character === (delimiter ?? '\t');
  if (isDelimiter && at + 1 < text.length) return { next: at + 1, isLine: false };
  if (!isDelimiter && !/^[\r\n#]?$/.test(character)) return { next: at, isLine: false };
  lineEnd.lastIndex = at;
  return { next: lineEnd.test(text) ? lineEnd.lastIndex : text.length, isLine: true };
}

function isAddress({ text }: Field): boolean {
  return !isError(parseClient(text));
}

function isLikeAddress({ text }: Field): boolean {
  return /^[0-9a-f]*[.:][0-9a-f.:]*(\/[0-9]*)?$/i.test(text);
}

function isHeading(record: Record, delimiter: string | undefined): boolean {
  if (delimiter !== undefined) return !record.some(isLikeAddress);
  return record.every(({ text }) => addressFields.includes(text.toLowerCase()));
}

/** Without headings: what is an address is a client, the first text beside it its name. */
function addLoose(record: Record, list: ListBuilder): void {
  const filled = record.filter(isFilled);
  const addresses = filled.filter(isAddress);
  const name = filled.find((field) => !addresses.includes(field))?.text;
  for (const { text, at } of addresses) list.add(text, name, () => at);
  if (addresses.length > 0) return;
  const like =
    filled.find(isLikeAddress) ?? filled.find(({ text }) => /[0-9]/.test(text)) ?? filled[0];
  if (like !== undefined) list.add(like.text, undefined, () => like.at);
}

interface Columns {
  readonly address: number;
  readonly name: number;
  /** The column with the name of a fact, where the address is that fact's value. */
  readonly fact: number;
}

function columnsOf(record: Record, list: ListBuilder): Columns | undefined {
  const headings = record.map(({ text }) => text.toLowerCase());
  const find = (names: readonly string[]) =>
    headings.indexOf(names.find((name) => headings.includes(name)) ?? '\0');
  if (['certname', 'name', 'value'].every((name) => headings.includes(name))) {
    return { address: find(['value']), name: find(['certname']), fact: find(['name']) };
  }
  const address = find(addressFields);
  if (address !== -1) return { address, name: find(nameFields), fact: -1 };
  const shown = record.map(({ text }) => text).join(', ');
  const message = `${quote(shown)} has no IP address, and no heading that tells of one`;
  list.addError(record[0]?.at ?? 0, { message, help: 'call the column "ipaddress"' });
  return undefined;
}

function addByColumn(record: Record, { address, name, fact }: Columns, list: ListBuilder): void {
  if (fact !== -1 && !addressFacts.has(record[fact]?.text ?? '')) return;
  const field = record[address];
  const certname = record[name]?.text;
  if (field === undefined || field.text === '') list.withoutAddress += 1;
  else list.add(field.text, certname === '' ? undefined : certname, () => field.at);
}
