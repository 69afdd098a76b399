import { fullHash } from '../../../src/haproxy/selection/hash.ts';
import type { SelectionPool } from '../../../src/haproxy/selection/model.ts';

/** Ways to be wrong, each of which a comparison with HAProxy must notice. */
export const mutations = [
  'next point instead of the nearest',
  'order instead of ids',
  'no mapped address on a dual-stack bind',
  'a tie goes to the next point',
  'the last of equal scores has the place',
  'ids count only servers without one',
  'avalanche by the word alone',
  'IPv6 by its last word',
  'drained servers stay',
  'the first backup is always the one',
  'points begin at the other place',
] as const;

export type Mutation = (typeof mutations)[number];

/** A client as HAProxy sees it: the big-endian words of its address. */
export interface LiteralClient {
  readonly words: readonly number[];
  readonly isMapped: boolean;
}

/** The choice as HAProxy's sources spell it, slow and without tables; with a mutation, wrongly so. */
export function literalChoice(
  pool: SelectionPool,
  mutation?: Mutation,
): (client: LiteralClient) => string | undefined {
  const is = (one: Mutation) => mutation === one;
  const { method, words } = pool.hashType;
  const byWord = words.includes('avalanche');
  const avalanche =
    byWord || (method === 'consistent' && words.length === 1 && !is('avalanche by the word alone'));
  const servers = withIds(pool, mutation).map((server) => {
    const isIn =
      server.state === 'ready' || (server.state === 'drain' && is('drained servers stay'));
    return { ...server, current: isIn ? (server.currentWeight ?? server.weight) : 0 };
  });
  const usable = servers.filter(({ current }) => current > 0);
  const active = usable.filter(({ isBackup }) => !isBackup);
  const backups = usable.filter(({ isBackup }) => isBackup);
  const taking = active.length > 0 ? active : backups;
  const [first] = taking;
  if (first === undefined) return () => undefined;
  const isSole = active.length === 0 && !pool.usesAllBackups;
  const hash = (client: LiteralClient) => {
    if (isSole || taking.length === 1) return 0;
    const mapped = client.isMapped && !is('no mapped address on a dual-stack bind') ? 0xffff : 0;
    const used = is('IPv6 by its last word') ? client.words.slice(-1) : client.words;
    const word = used.reduce((sum, one) => sum ^ one, mapped) >>> 0;
    return avalanche ? fullHash(word) : word;
  };
  if (method === 'consistent') {
    if (isSole) return () => first.name;
    const points = ringPoints(taking, pool, mutation);
    return (client) => onRing(points, hash(client), mutation);
  }
  if (isSole && is('the first backup is always the one')) return () => first.name;
  const divisor = servers.map(({ weight }) => weight).reduce(gcd, 0) || 1;
  const map = literalMap(
    taking.map(({ name, current }) => ({ name, weight: Math.ceil(current / divisor) })),
    isSole,
    mutation,
  );
  return (client) => map[hash(client) % map.length];
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function withIds({ servers }: SelectionPool, mutation?: Mutation) {
  const used = new Set(servers.flatMap(({ id }) => id ?? []));
  let next = 1;
  return servers.map((server, index) => {
    let { id } = server;
    if (mutation === 'order instead of ids') return { ...server, id: index + 1 };
    if (id === undefined) {
      while (used.has(next)) next += 1;
      id = next;
      used.add(id);
      next += 1;
    } else if (mutation !== 'ids count only servers without one') next += 1;
    return { ...server, id };
  });
}

interface Weighted {
  readonly name: string;
  readonly weight: number;
}

function literalMap(servers: readonly Weighted[], isSole: boolean, mutation?: Mutation): string[] {
  const sum = servers.reduce((total, { weight }) => total + weight, 0);
  const total = isSole ? (servers[0]?.weight ?? 0) : sum;
  const scores = servers.map(() => 0);
  return Array.from({ length: total }, () => {
    const best = total === 1 ? 0 : literalBest(servers, scores, total, mutation);
    scores[best] = (scores[best] ?? 0) - total;
    return servers[best]?.name ?? '';
  });
}

function literalBest(
  servers: readonly Weighted[],
  scores: number[],
  total: number,
  mutation?: Mutation,
): number {
  let best = -1;
  let most = 0;
  for (const [at, { weight }] of servers.entries()) {
    scores[at] = (scores[at] ?? 0) + weight;
    const value = Math.trunc(((scores[at] ?? 0) + total) / total);
    const isEnough = mutation === 'the last of equal scores has the place' && value === most;
    if (best === -1 || value > most || isEnough) {
      most = value;
      best = at;
    }
  }
  return best;
}

interface Point {
  readonly key: number;
  readonly name: string;
}

function ringPoints(
  servers: readonly {
    readonly name: string;
    readonly id: number;
    readonly current: number;
    readonly ringBase?: number | undefined;
  }[],
  { ring }: SelectionPool,
  mutation?: Mutation,
): Point[] {
  const isHashed = (ring === 'id-3.0') !== (mutation === 'points begin at the other place');
  const points = servers.flatMap(({ name, id, current, ringBase }) => {
    const base = ringBase ?? (isHashed ? fullHash(id) : (id * 4096) % 2 ** 32);
    return Array.from({ length: 16 * current }, (_, point) => ({
      key: fullHash((base + point) % 2 ** 32),
      name,
    }));
  });
  return points.sort((a, b) => a.key - b.key);
}

function onRing(points: readonly Point[], hash: number, mutation?: Mutation): string | undefined {
  const found = points.findIndex(({ key }) => key >= hash);
  const at = found === -1 ? 0 : found;
  const next = points[at];
  const previous = points.at(at - 1);
  const before = (hash - (previous?.key ?? 0)) >>> 0;
  const after = ((next?.key ?? 0) - hash) >>> 0;
  if (mutation === 'next point instead of the nearest') return next?.name;
  const isTieNext = mutation === 'a tie goes to the next point';
  return before < after || (before === after && !isTieNext) ? previous?.name : next?.name;
}
