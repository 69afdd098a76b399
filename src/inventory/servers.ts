import { schemaCodes } from '../findings/schema-codes.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { quote } from '../text/characters.ts';
import { isError } from '../text/result.ts';
import { isMapping } from '../yaml/document.ts';
import type { Check } from './check-kinds.ts';
import type { Hosts } from './hosts.ts';
import { maxServers } from './limits.ts';
import { MappingReader } from './mapping-reader.ts';
import type { Host, Server, ServerFacts } from './model.ts';
import { below, builtin, type NodeRef } from './place.ts';
import type { ReadContext } from './read-context.ts';
import { type Role, roles } from './roles.ts';
import { layeredOptions, mergeFacts, readFacts } from './server-facts.ts';
import { parseAddress } from './values/address.ts';
import { parseName } from './values/name.ts';
import { expandRange, parseRange } from './values/range.ts';

/** What the servers of a pool start from. */
export interface ServerDefaults {
  readonly role: Role;
  readonly check: Check;
  readonly layers: readonly ServerFacts[];
  readonly hosts: Hosts;
}

/** Reads a pool's servers: written out, or hosts by name, pattern or range. */
export function readServers(
  pool: MappingReader,
  defaults: ServerDefaults,
): { servers: Server[]; isComplete: boolean } {
  const entries = pool.values['servers'];
  const servers: Server[] = [];
  if (!Array.isArray(entries)) return { servers, isComplete: false };
  let isComplete = true;
  for (const [index, value] of entries.entries()) {
    const place = below(pool.place, 'servers', index);
    const found = readEntry(pool, value, place, defaults);
    if (found === undefined || found.length === 0) isComplete = false;
    if (found === undefined) continue;
    const isTooMany = servers.length + found.length > maxPoolServers;
    if (isTooMany || !pool.context.takeServers(found.length)) {
      reportTooMany(pool, place, isTooMany);
      return { servers, isComplete: false };
    }
    for (const server of found) servers.push(server);
  }
  return { servers, isComplete };
}

/** The most servers of a pool: HAProxy's own work grows with their square. */
const maxPoolServers = 10_000;

function reportTooMany(pool: MappingReader, place: NodeRef, isPool: boolean): void {
  const whose = isPool
    ? `${maxPoolServers} servers in this pool`
    : `${maxServers} servers in all pools`;
  const message = `with this entry there are more than ${whose}`;
  pool.report(place, schemaCodes.outOfRange, message, { help: 'name fewer hosts' });
}

/** The servers that an entry stands for; undefined where it was not understood. */
function readEntry(
  pool: MappingReader,
  value: unknown,
  place: NodeRef,
  defaults: ServerDefaults,
): Server[] | undefined {
  if (isMapping(value))
    return [writtenOut(new MappingReader(place, value, pool.context), defaults)];
  if (typeof value !== 'string') return undefined;
  const hosts = findHosts(value, defaults.hosts, pool.context);
  if (hosts === 'too much') {
    const message = 'with this pattern, patterns are held against more names than anyone waits for';
    const help = 'begin patterns with the letters that the names begin with';
    pool.report(place, schemaCodes.outOfRange, message, { help });
    return undefined;
  }
  if (hosts.length === 0 && defaults.hosts.isComplete)
    reportUnknown(pool, place, value, defaults.hosts);
  return hosts.map((host) => fromHost(host, place, defaults));
}

function writtenOut(entry: MappingReader, defaults: ServerDefaults): Server {
  const name = entry.parsed('name', valueCodes.name, parseName);
  const place = entry.has('name') ? below(entry.place, 'name') : entry.place;
  return complete({ name, place, entry: entry.place }, readFacts(entry), defaults);
}

function fromHost(host: Host, entry: NodeRef, defaults: ServerDefaults): Server {
  return complete({ name: host.name, place: host.place, entry }, host.facts, defaults);
}

function complete(
  { name, place, entry }: Pick<Server, 'name' | 'place' | 'entry'>,
  own: ServerFacts,
  { layers, role, check }: ServerDefaults,
): Server {
  const isAlone = layers.every((layer) => Object.keys(layer).length === 1 && layer.isValid);
  const facts = isAlone ? own : mergeFacts([...layers, own]);
  // Key by key, so that all servers have one shape: spreading many shapes costs twenty times as much.
  const server: Server = {
    name,
    place,
    entry,
    ownCheck: own.check ?? {},
    port: facts.port ?? builtin(roles[role].port),
    check: facts.check === undefined ? check : { ...check, ...facts.check },
    isValid: facts.isValid,
    address: facts.address,
    id: facts.id,
    certname: facts.certname,
    agentCheck: facts.agentCheck ?? agentOf(facts, check),
    extra: facts.extra,
    state: facts.state,
    reason: facts.reason,
    until: facts.until,
  };
  const options = server as { -readonly [Name in keyof Server]: unknown };
  for (const option of layeredOptions) options[option] = facts[option];
  return server;
}

/** The script as an agent, for a server that the script checks and that names no agent of its own. */
function agentOf({ check, track }: ServerFacts, { agent }: Check): Server['agentCheck'] {
  return track === undefined && check?.kind === undefined ? agent : undefined;
}

function findHosts(
  text: string,
  { byName, find }: Hosts,
  context: ReadContext,
): Host[] | 'too much' {
  const exact = byName.get(text);
  if (exact !== undefined) return [exact];
  const names = rangeNames(text);
  if (names !== undefined) {
    const found = names.map((name) => byName.get(name));
    return found.every((host) => host !== undefined) ? found : [];
  }
  if (!/[*?]/.test(text)) return [];
  let isTooMuch = false;
  const found = find(text, (compared) => {
    isTooMuch = !context.takeComparisons(compared);
    return !isTooMuch;
  });
  return isTooMuch ? 'too much' : found;
}

function rangeNames(text: string): string[] | undefined {
  const range = parseRange(text);
  return isError(range) || range.value === undefined ? undefined : expandRange(range.value);
}

function reportUnknown(pool: MappingReader, place: NodeRef, text: string, hosts: Hosts): void {
  if (/[*?]/.test(text)) {
    const message = `the pattern ${quote(text)} matches no host`;
    const help = 'name a host that is in "hosts"';
    pool.report(place, valueCodes.unknownHost, message, { help });
    return;
  }
  const missing = rangeNames(text)?.find((name) => !hosts.byName.has(name)) ?? text;
  const near = pool.context.nearest(missing, hosts.byName.keys());
  const write = writeServer(text);
  const help = near === undefined ? write : `did you mean "${near}"?`;
  pool.report(place, valueCodes.unknownHost, `${quote(missing)} is not in "hosts"`, { help });
}

/** A server written out as the text means it: an address, a server line of HAProxy, or a name. */
function writeServer(text: string): string {
  const port = /^(\S+):[0-9]+$/.exec(text)?.[1] ?? text;
  if (!isError(parseAddress(port))) return `write { name: NAME, address: ${port} }`;
  const [, name, address] = /^(?:server +)?(\S+) +([0-9.]+)(?::[0-9]+)?(?: |$)/.exec(text) ?? [];
  if (name !== undefined) return `write { name: ${name}, address: ${address} }`;
  if (isError(parseName(text))) return 'write { name: NAME, address: ADDRESS }';
  return `write { name: ${text}, address: ADDRESS }, or a host of that name`;
}
