import { deploy } from '../compile/deployment.ts';
import { required } from '../compile/lines.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import { readProxies } from '../haproxy/model/read.ts';
import type { Service } from '../haproxy/model/services.ts';
import {
  type ClientListener,
  listenersOf,
  withoutTakenIpv4,
} from '../haproxy/selection/listener.ts';
import type { RingScheme, SelectionPool, ServerState } from '../haproxy/selection/model.ts';
import { type ReadSelection, readSelection } from '../haproxy/selection/read.ts';
import { ringScheme, ringSides } from '../haproxy/selection/ring-scheme.ts';
import { prepareSelection, type Selection } from '../haproxy/selection/selection.ts';
import { asRead } from '../haproxy/syntax/configuration.ts';
import type { Haproxy, Inventory, Pool } from '../inventory/model.ts';

/** A pool made ready to be asked for routes. */
export interface RoutedPool extends Pick<ReadSelection, 'algorithm' | 'limit'> {
  readonly name: string;
  readonly servers: readonly string[];
  /** How HAProxy can see a client of each family; none where no listener takes it. */
  readonly paths: { readonly ipv4: readonly AgentPath[]; readonly ipv6: readonly AgentPath[] };
  /** Whether another section is bound to every IPv4 address at a port where this one has `::`. */
  readonly isIpv4Taken: boolean;
  /** What must hold for the answers to be right. */
  readonly conditions: readonly string[];
  /** One, or two where the ring is up to a patch of HAProxy that is not known. */
  readonly cases: readonly [RoutedCase, ...RoutedCase[]];
}

/** A way in which HAProxy sees a client. */
export interface AgentPath {
  readonly isMapped: boolean;
  /** The first listener that does, where there are several ways. */
  readonly bind: string | undefined;
}

/** A pool as one kind of HAProxy chooses in it. */
export interface RoutedCase {
  /** The versions of that kind, where there are two. */
  readonly versions: string | undefined;
  readonly now: Selection;
  /** With the servers down that were asked about. */
  readonly ifDown: Selection | undefined;
  /** With every server ready that is not a backup: whose client it would be. */
  readonly home: Selection;
}

/**
 * Makes the pools of an inventory without errors ready. `isDown` says of which servers it is asked what
 * would be if they were down; undefined where nobody asks.
 */
export function routedPools(
  inventory: Inventory,
  isDown: ((pool: string, server: string) => boolean) | undefined,
): RoutedPool[] {
  const { base, listens, verbatim } = deploy(inventory);
  const written = [...base, ...listens, ...(verbatim?.sections ?? [])];
  const { proxies } = readProxies({ sections: written.map(asRead) });
  const everyListener = proxies.flatMap(({ binds }) => binds.flatMap(listenersOf));
  const serviceOf = serviceFinder(proxies);
  return inventory.pools.map((pool) => {
    const read = readSelection(serviceOf(pool));
    const left = withoutTakenIpv4(read.listeners, everyListener);
    const name = required(pool.name).value;
    const states = pool.servers.map(({ state }) => state?.value ?? 'ready');
    const model = withStates(read.pool, (server) => states[server] ?? 'ready');
    const isHit = model.servers.map((server) => isDown?.(name, server.name) === true);
    const cases = ringsOf(inventory.haproxy, pool).map(({ ring, versions }): RoutedCase => {
      const lowered = { ...model, ring };
      const now = prepareSelection(lowered);
      const ifDown = withStates(lowered, (server) =>
        stateIfDown(lowered, server, isHit[server] === true),
      );
      const isAllReady = lowered.servers.every(({ state }) => state === 'ready');
      return {
        versions,
        now,
        ifDown: isDown === undefined ? undefined : prepareSelection(ifDown),
        home: isAllReady ? now : prepareSelection(withStates(lowered, () => 'ready')),
      };
    });
    return {
      name,
      servers: model.servers.map((server) => server.name),
      algorithm: read.algorithm,
      paths: pathsOf(left),
      isIpv4Taken: read.listeners.some(({ ipv4 }, index) => ipv4 !== left[index]?.ipv4),
      limit: read.limit,
      conditions: [...read.conditions, ...assumedRing(inventory.haproxy, pool)],
      cases: cases as [RoutedCase, ...RoutedCase[]],
    };
  });
}

/** Finds the sections that a pool is built as; what comes in by several frontends is taken together. */
function serviceFinder(proxies: readonly ProxySection[]): (pool: Pool) => Service {
  const byName = (kinds: string) =>
    new Map(
      proxies
        .filter(({ kind }) => kinds.includes(kind))
        .toReversed()
        .map((proxy) => [proxy.name, proxy]),
    );
  const [backs, fronts] = [byName('listen backend'), byName('frontend')];
  return ({ name, frontends }) => {
    const back = required(backs.get(required(name).value));
    const own = frontends.map((frontend) => required(fronts.get(frontend.name.value)));
    const [first = back] = own;
    return { name: back.name, front: own.length > 1 ? joined(first, own) : first, back };
  };
}

function joined(first: ProxySection, fronts: readonly ProxySection[]): ProxySection {
  return {
    ...first,
    binds: fronts.flatMap(({ binds }) => binds),
    directives: fronts.flatMap(({ directives }) => directives),
  };
}

function pathsOf(listeners: readonly ClientListener[]): RoutedPool['paths'] {
  const plain = listeners.find(({ ipv4 }) => ipv4 === 'plain');
  const mapped = listeners.find(({ ipv4 }) => ipv4 === 'mapped');
  const isSole = plain === undefined || mapped === undefined;
  const path = (listener: ClientListener | undefined, isMapped: boolean) =>
    listener === undefined ? [] : [{ isMapped, bind: isSole ? undefined : listener.text }];
  return {
    ipv4: [...path(plain, false), ...path(mapped, true)],
    ipv6: listeners.some(({ ipv6 }) => ipv6) ? [{ isMapped: false, bind: undefined }] : [],
  };
}

function withStates<P extends Pick<SelectionPool, 'servers'>>(
  pool: P,
  stateOf: (server: number) => ServerState,
): P {
  const servers = pool.servers.map((server, at) => ({ ...server, state: stateOf(at) }));
  return { ...pool, servers };
}

function stateIfDown({ servers }: SelectionPool, server: number, isHit: boolean): ServerState {
  const state = servers[server]?.state ?? 'ready';
  return isHit && state === 'ready' ? 'down' : state;
}

function isRing({ balance, hashType }: Pool): boolean {
  return balance.value.algorithm === 'source' && hashType.value.method === 'consistent';
}

interface RingCase {
  readonly ring: RingScheme;
  readonly versions: string | undefined;
}

function ringsOf({ running, version }: Haproxy, pool: Pool): readonly RingCase[] {
  const declared = (running ?? version).value;
  const ring = isRing(pool) ? ringScheme(declared) : 'id';
  if (ring !== undefined) return [{ ring, versions: undefined }];
  const [hashed, plain] = ringSides(declared) ?? [];
  return [
    { ring: 'id-3.0', versions: hashed },
    { ring: 'id', versions: plain },
  ];
}

/** Where nobody says which HAProxy there is, the default must not pass for knowledge. */
function assumedRing({ running, version }: Haproxy, pool: Pool): string[] {
  if (!isRing(pool) || running !== undefined || version.from !== 'builtin') return [];
  return ['HAProxy is not 3.0, 3.1 or 3.2 (write the version in haproxy.running)'];
}
