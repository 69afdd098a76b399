import { buildConfiguration } from '../compile/build.ts';
import type { Version } from '../haproxy/facts/versions.ts';
import type { Proxies, ProxyServer } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import type { FileLine } from '../haproxy/syntax/configuration.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
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
  /** What is wanted of a server: an inventory can tell a drain from maintenance, which a file says with one word. */
  wantedState(pool: string, server: ProxyServer): WantedState;
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
  const finder = new PlaceFinder();
  const placeOf = ({ source, span }: FileLine) => finder.find(source, span);
  return {
    name,
    isBuilt: false,
    sources,
    proxies: readProxies(readConfiguration(sources)),
    version: undefined,
    placeOf,
    serverPlace: (_pool, _server, _property, line) => placeOf(line),
    isCaPool: () => false,
    wantedState: (_pool, server) => writtenState(server),
  };
}

/** What an inventory without errors builds. */
export function builtSide(name: string, inventory: Inventory): Side {
  const { text, configuration, origins } = buildConfiguration(inventory, 'whole');
  const sources = [{ name, text }];
  const finder = new PlaceFinder();
  const find = (origin: Origin | undefined): ShownPlace => {
    if (origin === undefined || origin === 'builtin') return { file: name };
    return finder.find(origin.document.source, spanOfPlace(origin, 'value'));
  };
  const placeOf = ({ number }: FileLine) => find(origins.get(number));
  const { running, version } = inventory.haproxy;
  const cas = new Set(
    inventory.pools.filter(({ role }) => role.value === 'ca').map(({ name: pool }) => pool?.value),
  );
  return {
    name,
    isBuilt: true,
    sources,
    proxies: readProxies(configuration),
    version: (running ?? version).value,
    placeOf,
    serverPlace(pool, server, property, line) {
      const origin = originOf(serversByName(inventory).get(`${pool}/${server}`), property);
      return origin === undefined ? placeOf(line) : find(origin);
    },
    isCaPool: (pool) => cas.has(pool),
    wantedState(pool, server) {
      const state = serversByName(inventory).get(`${pool}/${server.name}`)?.state?.value;
      return server.isDisabled && state === 'drain' ? 'drain' : writtenState(server);
    },
  };
}

class PlaceFinder {
  readonly #lines = new Map<SourceText, Lines>();

  find(source: SourceText, { start }: Span): ShownPlace {
    const lines = this.#lines.get(source) ?? new Lines(source.text);
    this.#lines.set(source, lines);
    return { file: source.name, ...lines.position(start) };
  }
}

const indices = new WeakMap<Inventory, ReadonlyMap<string, Server>>();

function serversByName(inventory: Inventory): ReadonlyMap<string, Server> {
  const known = indices.get(inventory);
  if (known !== undefined) return known;
  const entries = inventory.pools.flatMap((pool: Pool) =>
    pool.servers.map((server): [string, Server] => [
      `${pool.name?.value}/${server.name?.value}`,
      server,
    ]),
  );
  const index = new Map(entries);
  indices.set(inventory, index);
  return index;
}

/** The place of a property of its own; undefined where it has none, or none that was written. */
function originOf(server: Server | undefined, property: string): Origin | undefined {
  const key = properties.find((name) => name === property);
  const setting = key === undefined ? undefined : server?.[key];
  return setting === undefined || setting.from === 'builtin' ? undefined : setting.from;
}

const properties = ['address', 'weight', 'id', 'state', 'backup', 'maxconn', 'name'] as const;
