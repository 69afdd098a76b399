import type { Fix } from '../findings/diagnostic.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { type TimeoutName, timeoutNames } from '../haproxy/facts/timeouts.ts';
import { parseVersion } from '../haproxy/facts/versions.ts';
import { readSections } from '../haproxy/syntax/section.ts';
import { quote } from '../text/characters.ts';
import { isError, type ParseError, type Result } from '../text/result.ts';
import { readBesidePaths } from './beside-paths.ts';
import { present } from './check.ts';
import { bareGlobal, globalDefaults, haproxyDefaults, timeoutDefaults } from './defaults.ts';
import { describe } from './describe.ts';
import { ownedInGlobal } from './extra-conflicts.ts';
import type { MappingReader } from './mapping-reader.ts';
import type { Global, Haproxy, Sections, Site, Timeouts } from './model.ts';
import { below, builtin, type NodeRef, type Setting, spanOfPlace } from './place.ts';
import { truthOf } from './suggest-off.ts';
import { parseAddress } from './values/address.ts';
import { parseLog } from './values/log.ts';
import { parseExtra, parseUser } from './values/options.ts';
import { parsePath } from './values/path.ts';
import { parseStatsSocket } from './values/stats-socket.ts';
import { parseTime, parseTimeout } from './values/time.ts';

/** Reads `haproxy`. */
export function readHaproxy(haproxy: MappingReader, sites: readonly Site[]): Haproxy {
  const version = haproxy.parsed('version', valueCodes.version, parseMinor);
  const beside = readBesidePaths(haproxy);
  const baseline =
    beside === undefined ? haproxy.word<'none' | 'full'>('baseline') : builtin('none' as const);
  const isBare = baseline?.value === 'none';
  const timeouts = readTimeouts(haproxy.inside('timeouts'));
  const held = Object.entries({ ...(isBare ? {} : timeoutDefaults), ...timeouts.set }).filter(
    ([name]) => !timeouts.unset.some(({ value }) => value === name),
  );
  const read = {
    place: Object.keys(haproxy.values).length > 0 ? haproxy.place : undefined,
    version: version ?? haproxyDefaults.version,
    running: haproxy.parsed('running', valueCodes.version, parseVersion),
    balancers: [
      ...haproxy.parsedItems('balancers', valueCodes.address, parseNetwork),
      ...sites.flatMap(({ balancers }) => balancers),
    ],
    id: haproxy.boolean('id') ?? haproxyDefaults.id,
    baseline,
    global: readGlobal(haproxy.inside('global'), isBare ? bareGlobal : globalDefaults),
    timeouts: Object.fromEntries(held),
    unset: timeouts.unset,
    beside,
    sections: readVerbatim(haproxy),
  };
  return { ...read, isValid: haproxy.isValid && haproxy.inside('timeouts').isValid };
}

function parseMinor(text: string): ReturnType<typeof parseVersion> {
  const version = parseVersion(text);
  if (isError(version) || version.value.patch === undefined) return version;
  const { major, minor } = version.value;
  const help = `write "${major}.${minor}" here, and ${quote(text)} as "running"`;
  return { message: `${quote(text)} is a patch release of HAProxy ${major}.${minor}`, help };
}

/** Reads an address, or a network. */
export function parseNetwork(text: string): Result<string> {
  const [address = '', bits, ...more] = text.split('/');
  const result = parseAddress(address);
  if (isError(result)) return bits === undefined ? result : withoutInstead(result);
  const most = result.value.family === 4 ? 32 : 128;
  const isGood = bits === undefined || (/^(0|[1-9][0-9]{0,2})$/.test(bits) && Number(bits) <= most);
  if (isGood && more.length === 0) return { value: text };
  return {
    message: `${quote(text)} is not a network`,
    help: `write ADDRESS/BITS, at most /${most}`,
  };
}

/** The fix of a part is not the fix of the whole. */
function withoutInstead({ message, help }: ParseError): ParseError {
  return help === undefined ? { message } : { message, help };
}

/** Reads the timeouts that one place sets, and those that it leaves out. */
export function readTimeouts(reader: MappingReader): {
  readonly set: Timeouts;
  readonly unset: readonly Setting<TimeoutName>[];
} {
  const settings = timeoutNames.map((name) =>
    // A check that times out after a few milliseconds marks every server DOWN.
    present(
      name,
      reader.parsed(name, valueCodes.time, name === 'check' ? parseTime : parseTimeout),
    ),
  );
  const unset = timeoutNames.flatMap((name) => {
    const setting = reader.boolean(name);
    if (setting?.value !== true)
      return setting === undefined ? [] : [{ value: name, from: setting.from }];
    reader.report(below(reader.place, name), valueCodes.time, `"${name}" is true, not a time`, {
      help: 'write a time, or false to omit the timeout',
    });
    return [];
  });
  return { set: Object.assign({}, ...settings), unset };
}

function readGlobal(global: MappingReader, byDefault: typeof globalDefaults): Global {
  const logs = global.has('log')
    ? global.parsedItems('log', valueCodes.global, parseLog)
    : byDefault.logs;
  return {
    maxconn: readMaxconn(global, byDefault),
    logs,
    statsSockets: global.parsedItems('stats-socket', valueCodes.global, parseStatsSocket),
    chroot: orOff(global, 'chroot', parseChroot) ?? byDefault.chroot,
    user: orOff(global, 'user', parseUser) ?? byDefault.user,
    group: orOff(global, 'group', parseUser) ?? byDefault.group,
    nbthread: global.number('nbthread'),
    extra: global.parsedItems('extra', valueCodes.extra, (text) => parseExtra(text, ownedInGlobal)),
  };
}

function readMaxconn(global: MappingReader, byDefault: typeof globalDefaults): Global['maxconn'] {
  const setting = global.boolean('maxconn');
  if (setting === undefined) return global.number('maxconn') ?? byDefault.maxconn;
  if (setting.value) refuseTrue(global, 'maxconn', 'a number');
  return undefined;
}

/** The root directory is valid too: HAProxy then changes nothing, and does not warn that chroot is missing. */
function parseChroot(text: string): Result<string> {
  return text === '/' ? { value: text } : parsePath(text);
}

function orOff(
  global: MappingReader,
  key: string,
  parse: (text: string) => Result<string>,
): Setting<string | false> | undefined {
  const value = global.values[key];
  const from = below(global.place, key);
  if (value === false) return { value, from };
  if (truthOf(value) !== true) return global.parsed(key, valueCodes.global, parse);
  refuseTrue(global, key, 'a text');
  return undefined;
}

function refuseTrue(global: MappingReader, key: string, takes: string): void {
  const message = `"${key}" is ${describe(global.values[key])}`;
  const help = `write ${takes}, or false to omit the line`;
  global.report(below(global.place, key), valueCodes.global, message, { help });
}

function readVerbatim(haproxy: MappingReader): Sections | undefined {
  const text = haproxy.text('sections')?.value.replaceAll('\r\n', '\n');
  if (text === undefined) return undefined;
  const place = below(haproxy.place, 'sections');
  if (hasLostLines(place)) {
    const help = 'write "sections: |" and the lines below it';
    const message = 'the lines of "sections" are folded into one';
    haproxy.report(place, valueCodes.sections, message, { help, fix: unfold(place) });
    return undefined;
  }
  const read = readSections(text);
  for (const { line, message, help } of read.errors) {
    haproxy.report({ ...place, line }, valueCodes.sections, message, { help });
  }
  return { ...read, place, text };
}

/** "|", which keeps the lines, instead of ">", which folds them. */
function unfold(place: NodeRef): Fix | undefined {
  const { start } = spanOfPlace(place, 'value');
  if (place.document.source.text.charAt(start) !== '>') return undefined;
  const edits = [{ span: { start, end: start + 1 }, text: '|' }];
  return { title: 'write |', edits, isCertain: true };
}

/** YAML folds the lines of every text but that of a "|" block. */
function hasLostLines(place: NodeRef): boolean {
  const { start, end } = spanOfPlace(place, 'value');
  const written = place.document.source.text.slice(start, end).trimEnd();
  return !written.startsWith('|') && written.includes('\n');
}
