import { schemaCodes } from '../findings/schema-codes.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { quote } from '../text/characters.ts';
import { isError } from '../text/result.ts';
import { suggestRange } from '../text/suggest-range.ts';
import type { Hosts } from './hosts.ts';
import type { MappingReader } from './mapping-reader.ts';
import type { Host } from './model.ts';
import type { NodeRef } from './place.ts';
import { parseAddress } from './values/address.ts';
import { parseName } from './values/name.ts';
import { expandRange, parseRange } from './values/range.ts';

/** Hosts that a pool names, and how closely: 0 by a pattern, 1 by a range, 2 one alone. */
export interface NamedHosts {
  readonly hosts: readonly Host[];
  readonly closeness: number;
}

/** A host, pattern or range as it is written. */
interface HostName {
  readonly place: NodeRef;
  readonly text: string;
}

/** Finds the hosts that a pool names; undefined, and reported, where that was not understood. */
export function readNamedHosts(
  pool: MappingReader,
  name: HostName,
  hosts: Hosts,
): NamedHosts | undefined {
  const named = findHosts(name.text, hosts, pool);
  if (named === undefined) {
    const message = 'the patterns up to this one are compared with too many host names';
    const help = 'write patterns that begin with the first letters of the names';
    pool.report(name.place, schemaCodes.outOfRange, message, { help });
  } else if (named.hosts.length === 0 && hosts.isComplete) reportUnknown(pool, name, hosts);
  return named;
}

/** Undefined where a pattern would be compared with too many names. */
function findHosts(
  text: string,
  { byName, find }: Hosts,
  { context }: MappingReader,
): NamedHosts | undefined {
  const exact = byName.get(text);
  if (exact !== undefined) return { hosts: [exact], closeness: 2 };
  const names = rangeNames(text);
  if (names !== undefined) {
    const found = names.map((name) => byName.get(name));
    return { hosts: found.every((host) => host !== undefined) ? found : [], closeness: 1 };
  }
  if (!/[*?]/.test(text)) return { hosts: [], closeness: 2 };
  let isTooMuch = false;
  const found = find(text, (compared) => {
    isTooMuch = !context.takeComparisons(compared);
    return !isTooMuch;
  });
  return isTooMuch ? undefined : { hosts: found, closeness: 0 };
}

function rangeNames(text: string): string[] | undefined {
  const range = parseRange(text);
  return isError(range) || range.value === undefined ? undefined : expandRange(range.value);
}

function reportUnknown(pool: MappingReader, { place, text }: HostName, hosts: Hosts): void {
  if (/[*?]/.test(text)) {
    const message = `the pattern ${quote(text)} matches no host`;
    const help = 'write the name of a host in "hosts", or a pattern that matches one';
    pool.report(place, valueCodes.unknownHost, message, { help });
    return;
  }
  const missing = rangeNames(text)?.find((name) => !hosts.byName.has(name)) ?? text;
  const near = pool.context.nearest(missing, hosts.byName.keys());
  const write = writeServer(text);
  const range = suggestRange(text);
  const named = near === undefined ? write : `did you mean "${near}"?`;
  const help = range === undefined ? named : `write "${range}"`;
  pool.report(place, valueCodes.unknownHost, `${quote(missing)} is not in "hosts"`, { help });
}

/** A server written out as the text means it: an address, a server line of HAProxy, or a name. */
function writeServer(text: string): string {
  const port = /^(\S+):[0-9]+$/.exec(text)?.[1] ?? text;
  if (!isError(parseAddress(port))) return `write { name: NAME, address: ${port} }`;
  const [, name, address] = /^(?:server +)?(\S+) +([0-9.]+)(?::[0-9]+)?(?: |$)/.exec(text) ?? [];
  if (name !== undefined) return `write { name: ${name}, address: ${address} }`;
  if (isError(parseName(text))) return 'write { name: NAME, address: ADDRESS }';
  return `write { name: ${text}, address: ADDRESS }, or add ${text} to "hosts"`;
}
