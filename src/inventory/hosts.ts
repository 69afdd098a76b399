import type { CodeInfo } from '../findings/diagnostic.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { quote } from '../text/characters.ts';
import { isError, type ParseError, type Result } from '../text/result.ts';
import { suggestRange } from '../text/suggest-range.ts';
import { isMapping } from '../yaml/document.ts';
import { present } from './check.ts';
import { type FindHosts, toHostFinder } from './host-finder.ts';
import { maxHosts } from './limits.ts';
import { MappingReader } from './mapping-reader.ts';
import type { Host, ServerFacts } from './model.ts';
import { below, type Setting } from './place.ts';
import { mergeFacts, parseCertname, parseServerAddress, readFacts } from './server-facts.ts';
import { parseName } from './values/name.ts';
import { expandRange, parseRange } from './values/range.ts';
import { refuse } from './values/suggest.ts';

/** The hosts, ranges resolved, and whether every entry was understood. */
export interface Hosts {
  readonly list: readonly Host[];
  /** Of two hosts with one name, the first; a rule reports the second. */
  readonly byName: ReadonlyMap<string, Host>;
  /** Finds hosts by a pattern. */
  readonly find: FindHosts;
  readonly isComplete: boolean;
}

/** Reads `hosts`; they are complete only where the inventory holds nothing that might be meant for them. */
export function readHosts(reading: MappingReader, isInventoryWhole: boolean): Hosts {
  const list: Host[] = [];
  let isComplete = isInventoryWhole && reading.isValid;
  for (const key of Object.keys(reading.values)) {
    const value = reading.values[key];
    const entry = new MappingReader(
      below(reading.place, key),
      isMapping(value) ? value : {},
      reading.context,
    );
    const hosts = readEntry(key, entry);
    if (hosts === 'too many') return toHosts(list, new Map(), false);
    if (hosts === undefined) isComplete = false;
    else for (const host of hosts) list.push(host);
  }
  const byName = new Map<string, Host>();
  for (const host of list) if (!byName.has(host.name.value)) byName.set(host.name.value, host);
  return toHosts(list, byName, isComplete);
}

function toHosts(
  list: readonly Host[],
  byName: ReadonlyMap<string, Host>,
  isComplete: boolean,
): Hosts {
  return { list, byName, find: toHostFinder(byName), isComplete };
}

function readEntry(key: string, entry: MappingReader): Host[] | 'too many' | undefined {
  const names = readNames(key, entry);
  if (names === undefined) return undefined;
  if (!entry.context.takeHosts(names.length)) {
    const message = `the inventory has more than ${maxHosts} hosts with this entry`;
    const details = { help: 'use smaller ranges' };
    entry.report(entry.place, valueCodes.range, message, details, 'key');
    return 'too many';
  }
  const shared = withoutRanges(entry);
  const own = readRanges(entry, names.length);
  const exceptions = readExceptions(entry, names);
  return names.map((name, index) => {
    const layers = [shared, own[index], exceptions.get(name)].filter(
      (layer) => layer !== undefined,
    );
    return {
      place: entry.place,
      name: { value: name, from: entry.place },
      facts: mergeFacts(layers),
    };
  });
}

function readNames(key: string, entry: MappingReader): string[] | undefined {
  const range = parseRange(key);
  const names = isError(range) || range.value === undefined ? [key] : expandRange(range.value);
  const problem = isError(range) ? range : (names.map(parseName).find(isError) ?? undefined);
  if (problem === undefined) return names;
  const isBadRange = key.includes('[') && !isError(range);
  const code = key.includes('[') ? valueCodes.range : valueCodes.name;
  const meant = suggestRange(key);
  const badRange = meant === undefined ? 'write a range such as compile[01:12]' : `write ${meant}`;
  const help = isBadRange ? badRange : problem.help;
  entry.report(entry.place, code, problem.message, { help }, 'key');
  return undefined;
}

const ranged = ['address', 'id', 'certname'];

function withoutRanges(entry: MappingReader): ServerFacts {
  const values = Object.assign(Object.create(null), entry.values);
  for (const key of ranged) delete values[key];
  return readFacts(new MappingReader(entry.place, values, entry.context));
}

/** Address, id and certname for each host of a range. */
function readRanges(entry: MappingReader, count: number): ServerFacts[] {
  const addresses = readRange(entry, 'address', count, valueCodes.address, parseServerAddress);
  const certnames = readRange(entry, 'certname', count, valueCodes.certname, parseCertname);
  const ids = readRange(entry, 'id', count, valueCodes.range, parseId);
  return Array.from({ length: count }, (_, index) => ({
    ...present('address', addresses[index]),
    ...present('certname', certnames[index]),
    ...present('id', ids[index]),
    isValid: entry.isValid,
  }));
}

function parseId(text: string): Result<number> {
  const id = Number(text);
  if (/^[1-9][0-9]{0,6}$/.test(text) && id <= 1048575) return { value: id };
  return refuse(text, 'is not an id', 'write a number from 1 to 1048575');
}

/** The settings of one ranged property, up to the first that is refused. */
function readRange<T>(
  entry: MappingReader,
  key: string,
  count: number,
  code: CodeInfo,
  parse: (text: string) => Result<T>,
): Setting<T>[] {
  const value = entry.values[key];
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const place = below(entry.place, key);
  const isRanged = /\[[0-9]+:[0-9]+\]/.test(String(value));
  const isText = key === 'id' && typeof value === 'string' && count === 1 && !value.includes('[');
  const texts = isText
    ? refuse(value, 'is a text, not an id', 'write a whole number, without quotes')
    : rangeTexts(String(value), count);
  const settings: Setting<T>[] = [];
  if (isError(texts)) entry.check(place, valueCodes.range, texts);
  else {
    for (const text of texts.value) {
      const result = parse(text);
      const own = isRanged && key !== 'id' && isError(result) ? ofRange(text, result) : result;
      const setting = entry.check(place, code, own);
      if (setting === undefined) break;
      settings.push(setting);
    }
  }
  return settings;
}

/** The help for one value does not fit a whole range. */
function ofRange(text: string, { message }: ParseError): ParseError {
  const help = 'write the numbers of the range without leading zeros';
  return /[.:]0[0-9]/.test(text) ? { message, help } : { message };
}

function rangeTexts(value: string, count: number): Result<string[]> {
  const range = parseRange(value);
  if (isError(range)) return range;
  if (range.value === undefined) {
    if (count === 1) return { value: [value] };
    const meant = suggestRange(value);
    const help = meant === undefined ? `write a range of ${count} values` : `write "${meant}"`;
    return refuse(value, `is one value for ${count} hosts`, help);
  }
  if (range.value.count === count) return { value: expandRange(range.value) };
  const hosts = count === 1 ? 'one host' : `${count} hosts`;
  const mistake = `has ${range.value.count} values for ${hosts}`;
  return refuse(value, mistake, 'write two ranges of the same length');
}

function readExceptions(
  entry: MappingReader,
  names: readonly string[],
): ReadonlyMap<string, ServerFacts> {
  const exceptions = entry.inside('except');
  const known = new Set(names);
  const found = new Map<string, ServerFacts>();
  for (const name of Object.keys(exceptions.values)) {
    const exception = exceptions.inside(name);
    if (known.has(name)) found.set(name, readFacts(exception));
    else {
      const near = entry.context.nearest(name, known);
      const help =
        near === undefined
          ? `write a name from ${names[0]} to ${names.at(-1)}`
          : `did you mean "${near}"?`;
      const message = `${quote(name)} is not a host of this entry`;
      exception.report(exception.place, valueCodes.unknownHost, message, { help }, 'key');
    }
  }
  return found;
}
