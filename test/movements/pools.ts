import type { Version } from '../../src/haproxy/facts/versions.ts';
import { readServerPoint } from '../../src/haproxy/model/address.ts';
import { ringBase } from '../../src/haproxy/selection/hash-key.ts';
import type { RingScheme, SelectionPool } from '../../src/haproxy/selection/model.ts';
import type { Random } from '../fuzz/random.ts';
import { poolOf } from '../haproxy/choice/pools.ts';

/** How many servers answer; a pool's servers each stand at one of them. */
export const backendCount = 14;

/** Where a server that answers is. */
export interface Backend {
  readonly host: string;
  readonly port: number;
}

/** Addresses of their own for `hash-key addr`; two share one, and some are of IPv6. */
export function hostOfBackend(at: number): string {
  if (at % 5 === 4) return '::1';
  return `127.0.1.${at === 3 ? 1 : at + 1}`;
}

/** A server as a case has it. */
export interface MovingServer {
  readonly name: string;
  /** Which of the servers that answer it is. */
  readonly backend: number;
  readonly id?: number | undefined;
  readonly hashKey?: string | undefined;
  readonly weight: number;
  readonly isBackup: boolean;
  readonly isOut: boolean;
}

/** A pool as a case has it, on one side. */
export interface MovingPool {
  readonly hashType: string;
  readonly usesAllBackups: boolean;
  /** Whether its own bind is on `[::]`, where IPv4 clients are seen as mapped. */
  readonly isDual: boolean;
  /** Whether it is a frontend and a backend, not a listen. */
  readonly isSplit: boolean;
  readonly servers: readonly MovingServer[];
}

/** The hash types that a version takes. */
export const hashTypes: readonly string[] = ['map-based', 'consistent'].flatMap((method) => [
  method,
  method,
  ...['sdbm', 'djb2', 'wt6', 'crc32'].flatMap((name) => [
    `${method} ${name}`,
    `${method} ${name} avalanche`,
  ]),
]);

/** What `hash-key` takes in HAProxy 3.0; before it there is none. */
export const hashKeys: readonly string[] = ['id', 'addr', 'addr-port'];

/** A weight as people write it, and some that they do not. */
export function randomWeight(random: Random): number {
  const usual = [1, 1, 1, 2, 3, 5, 7, 10, 10, 20, 50, 100, 255, 256, 0];
  return random.once(4) ? random.below(257) : random.pick(usual);
}

/** An id that no server of a list has. */
export function randomId(random: Random, servers: readonly MovingServer[]): number {
  const used = new Set(servers.map(({ id }) => id));
  for (;;) {
    const id = 1 + random.below(random.pick([12, 12, 100, 1_048_575]));
    if (!used.has(id)) return id;
  }
}

/** A number up to `backendCount` that no server of some lists has, also not in its name. */
export function freeBackend(random: Random, servers: readonly MovingServer[]): number | undefined {
  const used = new Set(servers.flatMap(({ name, backend }) => [backend, Number(name.slice(1))]));
  const free = Array.from({ length: backendCount }, (_, at) => at).filter((at) => !used.has(at));
  return free.length === 0 ? undefined : random.pick(free);
}

/** A pool of one to eight servers. */
export function randomPool(random: Random): MovingPool {
  const count = 1 + random.below(8);
  const areBackups = random.once(6);
  const isPlain = !areBackups && random.once(2);
  const hasIds = random.once(2);
  const weight = random.pick([1, 1, 10, 100]);
  const hashKey = random.once(4) ? random.pick(hashKeys) : undefined;
  const servers: MovingServer[] = [];
  for (let at = 0; at < count; at += 1) {
    servers.push({
      name: `s${at}`,
      backend: at,
      id: hasIds || random.once(6) ? randomId(random, servers) : undefined,
      hashKey: random.once(12) ? random.pick(hashKeys) : hashKey,
      weight: isPlain ? weight : randomWeight(random),
      isBackup: areBackups || random.once(8),
      isOut: random.once(9),
    });
  }
  return withSomebody({
    hashType: random.pick(hashTypes),
    usesAllBackups: random.once(4),
    isDual: random.once(4),
    isSplit: random.once(3),
    servers,
  });
}

/** A pool with a server that takes clients, without which an inventory is refused. */
export function withSomebody(pool: MovingPool): MovingPool {
  if (pool.servers.some(({ isOut, weight }) => !isOut && weight > 0)) return pool;
  const [first, ...others] = pool.servers;
  if (first === undefined) return pool;
  return { ...pool, servers: [{ ...first, isOut: false, weight: first.weight || 1 }, ...others] };
}

/** The same pool for a HAProxy that knows no `hash-key`. */
export function withoutHashKeys(pool: MovingPool): MovingPool {
  return { ...pool, servers: pool.servers.map((one) => ({ ...one, hashKey: undefined })) };
}

/** A pool as the choice of a server takes it. */
export function toChoicePool(
  { hashType, usesAllBackups, servers }: MovingPool,
  ring: RingScheme,
  backends: readonly Backend[],
): SelectionPool {
  const own = servers.map(({ name, backend, id, hashKey, weight, isBackup, isOut }) => ({
    name,
    id,
    ...baseOf(hashKey, backends[backend]),
    weight,
    isBackup,
    state: isOut ? ('drain' as const) : ('ready' as const),
  }));
  return poolOf(hashType, own, { usesAllBackups, ring });
}

function baseOf(hashKey: string | undefined, backend: Backend | undefined): { ringBase?: number } {
  if (hashKey === undefined || backend === undefined) return {};
  const base = ringBase(hashKey, readServerPoint(addressOf(backend)));
  return typeof base === 'number' ? { ringBase: base } : {};
}

/** An address and port as HAProxy writes it. */
export function addressOf({ host, port }: Backend): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Where a pool listens: on a port of its own, and on one for PROXY protocol headers. */
export interface PoolPorts {
  readonly own: number;
  readonly proxied: number;
}

/** The address of a pool's own bind, as both languages write it. */
export function ownBind({ isDual }: MovingPool, { own }: PoolPorts): string {
  return isDual ? `[::]:${own}` : `127.0.0.1:${own}`;
}

/** An inventory of pools; each has a second bind for PROXY protocol headers. */
export function toInventory(
  pools: readonly MovingPool[],
  ports: readonly PoolPorts[],
  backends: readonly Backend[],
  version: Version,
): object {
  return {
    haproxy: {
      version: `${version.major}.${version.minor}`,
      running: [version.major, version.minor, version.patch].join('.'),
      global: {
        'stats-socket': '/SOCKET',
        log: [],
        chroot: false,
        user: false,
        group: false,
        // What lingers would hold up a reload.
        extra: ['hard-stop-after 1s'],
      },
    },
    pools: pools.map((pool, at) => ({
      name: `pool${at}`,
      ...(pool.isSplit ? { frontend: `agents${at}` } : {}),
      bind: [
        ownBind(pool, portsAt(ports, at)),
        { address: `127.0.0.1:${portsAt(ports, at).proxied}`, 'accept-proxy': true },
      ],
      'hash-type': pool.hashType,
      check: 'none',
      ...(pool.usesAllBackups ? { extra: ['option allbackups'] } : {}),
      servers: pool.servers.map((server) => serverOf(server, backends[server.backend])),
    })),
  };
}

function serverOf(
  { name, id, hashKey, weight, isBackup, isOut }: MovingServer,
  backend: Backend | undefined,
): object {
  const isKeyed = hashKey !== undefined && hashKey !== 'id';
  return {
    name,
    address: backend?.host,
    port: backend?.port,
    ...(isKeyed ? { extra: [`hash-key ${hashKey}`] } : {}),
    ...(id === undefined ? {} : { id }),
    ...(weight === 1 ? {} : { weight }),
    ...(isBackup ? { backup: true } : {}),
    ...(isOut ? { state: 'drain', reason: 'test' } : {}),
  };
}

/** The ports of a pool. */
export function portsAt(ports: readonly PoolPorts[], at: number): PoolPorts {
  const found = ports[at];
  if (found === undefined) throw new RangeError(`no ports for pool ${at}`);
  return found;
}
