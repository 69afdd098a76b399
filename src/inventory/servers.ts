import { schemaCodes } from '../findings/schema-codes.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { isMapping } from '../yaml/document.ts';
import type { Check } from './check-kinds.ts';
import type { Hosts } from './hosts.ts';
import { maxServers } from './limits.ts';
import { MappingReader } from './mapping-reader.ts';
import type { Host, Server, ServerFacts } from './model.ts';
import { type NamedHosts, readNamedHosts } from './named-hosts.ts';
import { below, type NodeRef, type Setting } from './place.ts';
import { layeredOptions, mergeFacts, readFacts } from './server-facts.ts';
import { parseName } from './values/name.ts';

/** What the servers of a pool start from. */
export interface ServerDefaults {
  readonly port: Setting<number>;
  readonly check: Check;
  readonly layers: readonly ServerFacts[];
  readonly hosts: Hosts;
}

/** Reads a pool's servers: written out, or hosts by name, pattern or range. */
export function readServers(
  pool: MappingReader,
  defaults: ServerDefaults,
): { servers: Server[]; isComplete: boolean } {
  const values = pool.values['servers'];
  if (!Array.isArray(values)) return { servers: [], isComplete: false };
  const entries: Entry[] = [];
  let isComplete = true;
  let count = 0;
  for (const [index, value] of values.entries()) {
    const place = below(pool.place, 'servers', index);
    const entry = readEntry(pool, value, place, defaults);
    const found = entry?.named?.hosts.length ?? 1;
    if (entry === undefined || found === 0) isComplete = false;
    if (entry === undefined) continue;
    count += found;
    const isTooMany = count > maxPoolServers;
    if (isTooMany || !pool.context.takeServers(found)) {
      reportTooMany(pool, place, isTooMany);
      isComplete = false;
      break;
    }
    entries.push(entry);
  }
  return { servers: serversOf(entries, defaults), isComplete };
}

/** An entry of a pool's servers: one that is written out, or hosts and what is different for them here. */
interface Entry {
  readonly place: NodeRef;
  readonly writtenOut?: Pick<Server, 'name' | 'place'>;
  readonly named?: NamedHosts;
  readonly own?: ServerFacts;
}

/** The most servers of a pool: HAProxy's own work grows with their square. */
const maxPoolServers = 10_000;

function reportTooMany(pool: MappingReader, place: NodeRef, isPool: boolean): void {
  const whose = isPool
    ? `${maxPoolServers} servers in this pool`
    : `${maxServers} servers in all pools`;
  const message = `there are more than ${whose} with this entry`;
  pool.report(place, schemaCodes.outOfRange, message, { help: 'write fewer hosts' });
}

/** Reads an entry; undefined where it is not valid. */
function readEntry(
  pool: MappingReader,
  value: unknown,
  place: NodeRef,
  { hosts }: ServerDefaults,
): Entry | undefined {
  if (typeof value === 'string') {
    const named = readNamedHosts(pool, { place, text: value }, hosts);
    return named && { place, named };
  }
  if (!isMapping(value)) return undefined;
  const entry = new MappingReader(place, value, pool.context);
  const own = readFacts(entry);
  if (!entry.has('host')) {
    const at = entry.has('name') ? below(place, 'name') : place;
    return {
      place,
      own,
      writtenOut: { name: entry.parsed('name', valueCodes.name, parseName), place: at },
    };
  }
  const host = { place: below(place, 'host'), text: String(value['host']) };
  const named = readNamedHosts(pool, host, hosts);
  return named && { place, named, own };
}

/** The servers of all entries: of a host that several name, the closest entry refines the first, in its place. */
function serversOf(entries: readonly Entry[], defaults: ServerDefaults): Server[] {
  const refinementsOf = toRefinements(entries);
  return entries.flatMap((entry) => {
    const { place, named, own, writtenOut } = entry;
    if (writtenOut !== undefined)
      return complete({ ...writtenOut, entry: place }, own ?? nothing, defaults);
    return (named?.hosts ?? []).flatMap((host) => {
      const refinements = refinementsOf(host);
      if (refinements.includes(entry)) return [];
      const isRefined = closenessOf(refinements[0]) > closenessOf(entry);
      const said = [entry, ...(isRefined ? refinements : [])];
      const layers = said.flatMap((one) => one.own ?? []);
      const facts = layers.length === 0 ? host.facts : mergeFacts([host.facts, ...layers]);
      const last = said.at(-1)?.place ?? place;
      return complete({ name: host.name, place: host.place, entry: last }, facts, defaults);
    });
  });
}

const nothing: ServerFacts = { isValid: true };

/** Finds the entries that refine others of a host, the closest last; of two that are as close, the first. */
function toRefinements(entries: readonly Entry[]): (host: Host) => readonly Entry[] {
  const isRefining = (entry: Entry) => entry.own !== undefined && closenessOf(entry) > 0;
  if (!entries.some(isRefining)) return () => [];
  const found = new Map<Host, { closeness: number; readonly refining: Entry[] }>();
  const sorted = [...entries].sort((a, b) => closenessOf(a) - closenessOf(b));
  for (const entry of sorted) {
    const closeness = closenessOf(entry);
    for (const host of entry.named?.hosts ?? []) {
      const known = found.get(host);
      if (known === undefined) found.set(host, { closeness, refining: [] });
      else if (isRefining(entry) && closeness > known.closeness) {
        known.refining.push(entry);
        known.closeness = closeness;
      }
    }
  }
  return (host) => found.get(host)?.refining ?? [];
}

function closenessOf(entry: Entry | undefined): number {
  return entry?.named?.closeness ?? 0;
}

function complete(
  { name, place, entry }: Pick<Server, 'name' | 'place' | 'entry'>,
  own: ServerFacts,
  { layers, port, check }: ServerDefaults,
): Server {
  const isAlone = layers.every((layer) => Object.keys(layer).length === 1 && layer.isValid);
  const facts = isAlone ? own : mergeFacts([...layers, own]);
  // Key by key, so that all servers have one shape: spreading many shapes costs twenty times as much.
  const server: Server = {
    name,
    place,
    entry,
    ownCheck: own.check ?? {},
    port: facts.port ?? port,
    check: facts.check === undefined ? check : { ...check, ...facts.check },
    isValid: facts.isValid,
    address: facts.address,
    site: facts.site,
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
