import { quote } from '../../text/characters.ts';
import { addressFacts, addressFields, nameFields } from './fields.ts';
import { findJsonError, locateJson } from './json-places.ts';
import { type ClientList, ListBuilder } from './list.ts';

/**
 * Reads JSON: a list of addresses, of objects with an address and perhaps a name, an object of addresses
 * by name, or what PuppetDB answers about facts or inventory; also one value a line.
 */
export function readJson(text: string): ClientList {
  const list = new ListBuilder();
  if (readValue(text, 0, list, false)) return list;
  const first = text.slice(0, endOfLine(text, 0));
  if (parse(first) !== undefined && text.trim() !== first.trim()) addLines(text, list);
  else list.addError(...findJsonError(text));
  return list;
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed === -1 ? text.length : feed;
}

function addLines(text: string, list: ListBuilder): void {
  for (let at = 0; at < text.length && !list.isFull; ) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    if (line.trim() !== '' && !readValue(line, at, list, true)) {
      const [offset, error] = findJsonError(line);
      list.addError(at + offset, error);
    }
    at = end + 1;
  }
}

type Path = readonly (string | number)[];

/** Notes the path of a value that is wrong; the number of the note stands for its offset. */
type Note = (path: Path) => number;

/** Adds what a text of JSON holds, with the offsets of all mistakes found at once; false where it is none. */
function readValue(text: string, start: number, list: ListBuilder, isLine: boolean): boolean {
  const read = parse(text);
  if (read === undefined) return false;
  const paths: Path[] = [];
  const first = list.problems.length;
  const note: Note = (path) => paths.push(path) - 1;
  if (isLine) addEntry(read.value, [], note, list);
  else addTop(read.value, note, list);
  const offsets = paths.length === 0 ? [] : locateJson(text, paths);
  const placed = list.problems.slice(first).map((problem) => {
    return { ...problem, at: start + (offsets[problem.at] ?? 0) };
  });
  list.problems.splice(first, placed.length, ...placed);
  return true;
}

function addTop(value: unknown, note: Note, list: ListBuilder): void {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      addEntry(entry, [index], note, list);
      if (list.isFull) break;
    }
  } else if (isObject(value) && !isEntry(value)) {
    for (const [name, entry] of Object.entries(value)) {
      addEntry(entry, [name], note, list, name);
      if (list.isFull) break;
    }
  } else addEntry(value, [], note, list);
}

/** Whether an object is a client itself, and not clients by name. */
function isEntry(value: object): boolean {
  return nameFields.concat(addressFields).some((key) => key in value);
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function addEntry(entry: unknown, path: Path, note: Note, list: ListBuilder, key?: string): void {
  if (isObject(entry)) addObject(entry, path, note, list, key);
  else addValue(entry, key, path, note, list);
}

function addValue(
  value: unknown,
  name: string | undefined,
  path: Path,
  note: Note,
  list: ListBuilder,
): void {
  if (value === null || value === '') list.withoutAddress += 1;
  else if (typeof value === 'string') list.add(value, name, () => note(path));
  else {
    const shown = typeof value === 'object' ? 'what stands in brackets' : quote(String(value));
    const message = `${shown} is not an IP address in quotes`;
    list.addError(note(path), { message, help: 'write a text, for example "10.0.3.17"' });
  }
}

function addObject(
  entry: { readonly [key: string]: unknown },
  path: Path,
  note: Note,
  list: ListBuilder,
  key?: string,
): void {
  const isFact = 'certname' in entry && 'name' in entry && 'value' in entry;
  if (isFact && !isAddressFact(entry['name'])) return;
  const named = nameFields.map((field) => entry[field]).find((name) => typeof name === 'string');
  const name = typeof named === 'string' ? named : key;
  const found = isFact ? factAddress(entry['value']) : findAddress(entry);
  if (found === undefined) {
    const message = `${name === undefined ? 'this entry' : quote(name)} has no key that tells of an IP address`;
    list.addError(note(path), { message, help: 'call it "ipaddress"' });
    return;
  }
  const start = isFact ? [...path, 'value'] : path;
  addValue(found.value, name, [...start, ...found.path], note, list);
}

function isAddressFact(name: unknown): boolean {
  return typeof name === 'string' && (addressFacts.has(name) || name === 'networking');
}

interface Found {
  readonly value: unknown;
  readonly path: Path;
}

/** The value of a fact: an address, or all that is known of networking. */
function factAddress(value: unknown): Found {
  if (!isObject(value)) return { value, path: [] };
  const key = ['ip', 'ip6'].find((candidate) => typeof value[candidate] === 'string');
  return key === undefined ? { value: null, path: [] } : { value: value[key], path: [key] };
}

/** The address among the keys of an object, also where a dotted key is spelled as objects. */
function findAddress(entry: { readonly [key: string]: unknown }): Found | undefined {
  const candidates = addressFields.flatMap((field) => {
    const path = field in entry ? [field] : field.split('.');
    const value = path.reduce<unknown>(
      (inner, step) => (isObject(inner) ? inner[step] : undefined),
      entry,
    );
    return value === undefined || isObject(value) ? [] : [{ value, path }];
  });
  return candidates.find(({ value }) => value !== null) ?? candidates[0];
}
