import { buildConfiguration } from '../compile/build.ts';
import { wholeSources } from '../compile/whole.ts';
import type { Version } from '../haproxy/facts/versions.ts';
import type { Proxies, ProxyServer } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import type { FileLine } from '../haproxy/syntax/configuration.ts';
import { readAsMeant } from '../haproxy/syntax/old-syntax.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import type { Inventory, Server } from '../inventory/model.ts';
import { type Origin, spanOfPlace } from '../inventory/place.ts';
import { Lines, type SourceText, type Span } from '../text/positions.ts';

/** Where something stands, as people count; without a line where the program itself added it. */
export interface ShownPlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** One of the two configurations that are compared. */
export interface Side {
  /** What the user called it. */
  readonly name: string;
  /** Whether it is what an inventory builds. */
  readonly isBuilt: boolean;
  /** The files that HAProxy would read, one after the other. */
  readonly sources: readonly SourceText[];
  readonly proxies: Proxies;
  /** The HAProxy that the inventory is for; undefined where no inventory says it. */
  readonly version: Version | undefined;
  /** Where a line was written; of an inventory the place that made it. */
  placeOf(line: FileLine): ShownPlace;
  /** Where a property of a server was written, else its line. */
  serverPlace(pool: string, server: string, property: string, line: FileLine): ShownPlace;
  /** Whether the servers of a pool sign certificates; no haproxy.cfg says it. */
  isCaPool(pool: string): boolean;
  /** Whether the servers of a pool are brokers, to which each agent keeps a connection. */
  isPcpPool(pool: string): boolean;
  /** What is wanted of a server: an inventory can tell a drain from maintenance, which a file says with one word. */
  wantedState(pool: string, server: ProxyServer): WantedState;
  /** Why a server is out of rotation, and until when; undefined where no inventory says it. */
  whyOut(pool: string, server: ProxyServer): WhyOut | undefined;
}

/** What an inventory says of a server that is out of rotation. */
export interface WhyOut {
  readonly reason?: string;
  /** A day, written YYYY-MM-DD. */
  readonly until?: string;
}

/** What an administrator wants of a server. */
export type WantedState = 'ready' | 'drain' | 'maint';

/** How a state is said: in the inventory's words, else by the one word that a file has. */
export function stateWord(side: Side, pool: string, server: ProxyServer): WantedState | 'disabled' {
  const wanted = side.wantedState(pool, server);
  return wanted === 'maint' && !side.isBuilt ? 'disabled' : wanted;
}

function writtenState({ isDisabled }: ProxyServer): WantedState {
  return isDisabled ? 'maint' : 'ready';
}

/** A configuration as it stands in files; what HAProxy would refuse is left to be said by the caller. */
export function fileSide(name: string, sources: readonly SourceText[]): Side {
  const find = placeFinder();
  const placeOf = ({ source, span }: FileLine) => find(source, span);
  return {
    name,
    isBuilt: false,
    sources,
    proxies: readProxies(readAsMeant(readConfiguration(sources))),
    version: undefined,
    placeOf,
    serverPlace: (_pool, _server, _property, line) => placeOf(line),
    isCaPool: () => false,
    isPcpPool: () => false,
    wantedState: (_pool, server) => writtenState(server),
    whyOut: () => undefined,
  };
}

/** What an inventory without errors builds. */
export function builtSide(name: string, inventory: Inventory): Side {
  const { text, origins, ...built } = buildConfiguration(inventory, 'whole');
  const own = { name, text };
  const sources = wholeSources(inventory, own);
  const configuration = sources.length === 1 ? built.configuration : readConfiguration(sources);
  const find = placeFinder();
  const originPlace = (origin: Origin | undefined): ShownPlace => {
    if (origin === undefined || origin === 'builtin') return { file: name };
    return find(origin.document.source, spanOfPlace(origin, 'value'));
  };
  const placeOf = ({ source, span, number }: FileLine) =>
    source === own || sources.length === 1 ? originPlace(origins.get(number)) : find(source, span);
  const serverOf = serverFinder(inventory);
  const { running, version } = inventory.haproxy;
  const rolesByPool = new Map(inventory.pools.map(({ name, role }) => [name?.value, role.value]));
  return {
    name,
    isBuilt: true,
    sources,
    proxies: readProxies(configuration),
    version: (running ?? version).value,
    placeOf,
    serverPlace(pool, server, property, line) {
      const origin = originOf(serverOf(pool, server), property);
      return origin === undefined ? placeOf(line) : originPlace(origin);
    },
    isCaPool: (pool) => rolesByPool.get(pool) === 'ca',
    isPcpPool: (pool) => rolesByPool.get(pool) === 'pcp',
    wantedState(pool, server) {
      const state = serverOf(pool, server.name)?.state?.value;
      return server.isDisabled && state === 'drain' ? 'drain' : writtenState(server);
    },
    whyOut(pool, { name: server, isDisabled }) {
      const { reason, until } = serverOf(pool, server) ?? {};
      if (!isDisabled || (reason ?? until) === undefined) return undefined;
      return { ...(reason && { reason: reason.value }), ...(until && { until: until.value }) };
    },
  };
}

function placeFinder(): (source: SourceText, span: Span) => ShownPlace {
  const known = new Map<SourceText, Lines>();
  return (source, { start }) => {
    const lines = known.get(source) ?? new Lines(source.text);
    known.set(source, lines);
    return { file: source.name, ...lines.position(start) };
  };
}

/** Finds servers by their names; all are listed at the first question. */
function serverFinder({ pools }: Inventory) {
  let index: ReadonlyMap<string, Server> | undefined;
  return (pool: string, server: string): Server | undefined => {
    index ??= new Map(
      pools.flatMap(({ name, servers }) =>
        servers.map((one) => [`${name?.value}/${one.name?.value}`, one]),
      ),
    );
    return index.get(`${pool}/${server}`);
  };
}

/** The place of a property of its own; undefined where it has none, or none that was written. */
function originOf(server: Server | undefined, property: string): Origin | undefined {
  const key = properties.find((name) => name === property);
  const setting = key === undefined ? undefined : server?.[key];
  return setting === undefined || setting.from === 'builtin' ? undefined : setting.from;
}

const properties = ['address', 'weight', 'id', 'state', 'backup', 'maxconn', 'name'] as const;
