import { valueCodes } from '../findings/value-codes.ts';
import { type BindProperty, bindOptions, bindProperties } from '../haproxy/facts/bind-options.ts';
import { readBindOptions } from '../haproxy/model/bind.ts';
import { quote } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import { isError, type Result } from '../text/result.ts';
import { isMapping, type Mapping } from '../yaml/document.ts';
import { ownedInBind } from './extra-conflicts.ts';
import { MappingReader } from './mapping-reader.ts';
import type { Bind, BindOptions } from './model.ts';
import { below, type Setting } from './place.ts';
import { parseSite } from './sites.ts';
import { suggestProperty } from './suggest-property.ts';
import { type ListenEndpoint, parseListenEndpoints } from './values/listen-endpoint.ts';
import { parseExtra, parseLine } from './values/options.ts';
import { parseTime } from './values/time.ts';

/** Reads the binds of a pool or a frontend; one entry that names several addresses is as many binds. */
export function readBinds(owner: MappingReader): Bind[] {
  const { bind } = owner.values;
  if (!isSiteMap(bind, owner.context.sites)) return readEntries(owner, 'bind');
  const sites = owner.inside('bind');
  return Object.keys(bind).flatMap((name) => {
    const place = below(sites.place, name);
    const site = parseSite(name, sites);
    if (isError(site)) {
      sites.report(place, valueCodes.site, site.message, { help: site.help }, 'key');
      owner.context.markInvalid(owner.place.path);
      return [];
    }
    const from = { value: name, from: place };
    return readEntries(sites, name).map((one) => ({ ...one, site: from }));
  });
}

const optionNames = ['address', 'extra', ...bindProperties];

/** Whether a bind is a mapping of sites: none of its keys is another property, or meant as one. */
export function isSiteMap(bind: unknown, sites: ReadonlySet<string>): bind is Mapping {
  if (!isMapping(bind)) return false;
  const keys = Object.keys(bind);
  const isOption = (key: string) =>
    !sites.has(key) && suggestProperty(key, optionNames) !== undefined;
  return keys.length > 0 && !keys.some(isOption);
}

function readEntries(owner: MappingReader, key: string): Bind[] {
  const entries = owner.values[key];
  if (!Array.isArray(entries)) return readEntry(owner, key);
  const place = below(owner.place, key);
  const items = new MappingReader(
    place,
    Object.assign(Object.create(null), entries),
    owner.context,
  );
  return entries.flatMap((_, index) => readEntry(items, index));
}

function readEntry(owner: MappingReader, key: string | number): Bind[] {
  const value = owner.values[key];
  const place = below(owner.place, key);
  if (typeof value === 'string') {
    const endpoints = owner.check(place, valueCodes.bind, parseListenEndpoints(value));
    return endpointsOf(endpoints).map((endpoint) => ({ place, endpoint, extra: [] }));
  }
  if (!isMapping(value)) return [];
  const options = new MappingReader(place, value, owner.context);
  const endpoints = endpointsOf(options.parsed('address', valueCodes.bind, parseListenEndpoints));
  const read = readOptions(options);
  const extra = options.parsedItems('extra', valueCodes.extra, parseBindExtra);
  const [first, ...more] = endpoints;
  const isSeveral = more.length > 0 || first?.value.lastPort !== first?.value.port;
  if (read.id !== undefined && first !== undefined && isSeveral) {
    const help = 'write a bind for each port, or remove the line';
    options.report(below(place, 'id'), valueCodes.bind, '"id" is for a bind with one port only', {
      help,
    });
    return [];
  }
  return endpoints.map((endpoint) => ({ place, endpoint, ...read, extra }));
}

function endpointsOf(
  endpoints: Setting<readonly ListenEndpoint[]> | undefined,
): Setting<ListenEndpoint>[] {
  if (endpoints === undefined) return [];
  const { value, from } = endpoints;
  return value.map((endpoint) => ({ value: endpoint, from }));
}

function readOptions(from: MappingReader): BindOptions {
  const options: { [name: string]: Setting<unknown> } = {};
  for (const name of bindProperties) {
    const setting = readOption(from, name);
    if (setting !== undefined) options[name] = setting;
  }
  return options;
}

function readOption(from: MappingReader, name: BindProperty): Setting<unknown> | undefined {
  switch (bindOptions.get(name)?.takes) {
    case 'nothing':
      return from.boolean(name);
    case 'number':
      return from.number(name);
    case 'time':
      return from.parsed(name, valueCodes.time, parseTime);
    default:
      return from.parsed(name, valueCodes.bind, name === 'interface' ? parseInterface : parseLine);
  }
}

function parseInterface(text: string): Result<string> {
  const line = parseLine(text);
  if (isError(line)) return line;
  if (/^[^\s/:]{1,15}$/.test(text)) return { value: text };
  return { message: `${quote(text)} is not the name of a network interface` };
}

/** Reads extra words of a bind line; HAProxy must know each of them. */
function parseBindExtra(text: string): Result<readonly string[]> {
  const words = parseExtra(text, ownedInBind);
  if (isError(words)) return words;
  const [unknown] = readBindOptions(words.value).unknown;
  if (unknown === undefined) return words;
  if (bindOptions.has(unknown)) {
    return { message: `${quote(unknown)} has no value`, help: `write ["${unknown} VALUE"]` };
  }
  const near = nearest(unknown, [...bindOptions.keys()]);
  const help = near === undefined ? 'remove it' : `did you mean "${near}"?`;
  return { message: `${quote(unknown)} is not an HAProxy bind option`, help };
}
