import type { Fix } from '../findings/diagnostic.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { timeoutNames } from '../haproxy/facts/timeouts.ts';
import { parseVersion } from '../haproxy/facts/versions.ts';
import { readSections } from '../haproxy/syntax/section.ts';
import { quote } from '../text/characters.ts';
import { isError, type ParseError, type Result } from '../text/result.ts';
import { present } from './check.ts';
import { globalDefaults, haproxyDefaults, timeoutDefaults } from './defaults.ts';
import { describe } from './describe.ts';
import { ownedInGlobal } from './extra-conflicts.ts';
import type { MappingReader } from './mapping-reader.ts';
import type { Global, Haproxy, Sections, Timeouts } from './model.ts';
import { below, type NodeRef, type Setting, spanOfPlace } from './place.ts';
import { truthOf } from './suggest-off.ts';
import { parseAddress } from './values/address.ts';
import { parseLog } from './values/log.ts';
import { parseExtra, parseUser } from './values/options.ts';
import { parsePath } from './values/path.ts';
import { parseStatsSocket } from './values/stats-socket.ts';
import { parseTime } from './values/time.ts';

/** Reads `haproxy`. */
export function readHaproxy(haproxy: MappingReader): Haproxy {
  const version = haproxy.parsed('version', valueCodes.version, parseMinor);
  const read = {
    place: Object.keys(haproxy.values).length > 0 ? haproxy.place : undefined,
    version: version ?? haproxyDefaults.version,
    running: haproxy.parsed('running', valueCodes.version, parseVersion),
    balancers: haproxy.parsedItems('balancers', valueCodes.address, parseNetwork),
    global: readGlobal(haproxy.inside('global')),
    timeouts: { ...timeoutDefaults, ...readTimeouts(haproxy.inside('timeouts')) },
    sections: readVerbatim(haproxy),
  };
  return { ...read, isValid: haproxy.isValid && haproxy.inside('timeouts').isValid };
}

function parseMinor(text: string): ReturnType<typeof parseVersion> {
  const version = parseVersion(text);
  if (isError(version) || version.value.patch === undefined) return version;
  const { major, minor } = version.value;
  const help = `write "${major}.${minor}" here, and ${quote(text)} as "running"`;
  return { message: `${quote(text)} is one patch of HAProxy ${major}.${minor}`, help };
}

function parseNetwork(text: string): Result<string> {
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

/** What is said of a part is not what to write for the whole. */
function withoutInstead({ message, help }: ParseError): ParseError {
  return help === undefined ? { message } : { message, help };
}

/** Reads the timeouts that one place sets. */
export function readTimeouts(reader: MappingReader): Timeouts {
  const settings = timeoutNames.map((name) =>
    present(name, reader.parsed(name, valueCodes.time, parseTime)),
  );
  return Object.assign({}, ...settings);
}

function readGlobal(global: MappingReader): Global {
  const logs = global.has('log')
    ? global.parsedItems('log', valueCodes.global, parseLog)
    : globalDefaults.logs;
  return {
    maxconn: global.number('maxconn') ?? globalDefaults.maxconn,
    logs,
    statsSockets: global.parsedItems('stats-socket', valueCodes.global, parseStatsSocket),
    chroot: orOff(global, 'chroot', parseChroot) ?? globalDefaults.chroot,
    user: orOff(global, 'user', parseUser) ?? globalDefaults.user,
    group: orOff(global, 'group', parseUser) ?? globalDefaults.group,
    nbthread: global.number('nbthread'),
    extra: global.parsedItems('extra', valueCodes.extra, (text) => parseExtra(text, ownedInGlobal)),
  };
}

/** The root folder is one too: HAProxy then stays where it is, and does not warn that it has none. */
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
  const help = 'write a text, or false to leave it out';
  global.report(from, valueCodes.global, `"${key}" is ${describe(value)}`, { help });
  return undefined;
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

/** The sign that keeps the lines, in the place of the one that folds them. */
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
