import type { Random } from '../fuzz/random.ts';
import {
  freeBackend,
  hashKeys,
  hashTypes,
  type MovingPool,
  type MovingServer,
  randomId,
  randomPool,
  randomWeight,
  withSomebody,
} from './pools.ts';

/** A pool before and after a change. */
export interface Moving {
  readonly before: MovingPool;
  readonly after: MovingPool;
  /** What was done, in words. */
  readonly changes: readonly string[];
  /** New names of servers that are otherwise the same, by the old ones. */
  readonly renamed: ReadonlyMap<string, string>;
}

interface State {
  readonly before: MovingPool;
  pool: MovingPool;
  readonly renamed: Map<string, string>;
}

type Change = (state: State, random: Random) => boolean;

/** A pool and one to four changes of it, the same for the same seed and index. */
export function randomMoving(random: Random): Moving {
  const before = randomPool(random);
  const state: State = { before, pool: before, renamed: new Map() };
  const changes: string[] = [];
  const wanted = 1 + random.below(random.pick([1, 1, 2, 4]));
  while (changes.length < wanted) {
    const [name, change] = random.pick(kinds);
    if (change(state, random)) changes.push(name);
  }
  if (random.once(5) && swapAddresses(state, random)) changes.push('swapped addresses');
  return { before, after: withSomebody(state.pool), changes, renamed: state.renamed };
}

function put(state: State, servers: readonly MovingServer[]): true {
  state.pool = { ...state.pool, servers };
  return true;
}

function newServer({ before, pool }: State, random: Random): MovingServer | undefined {
  const known = [...before.servers, ...pool.servers];
  const backend = freeBackend(random, known);
  if (backend === undefined) return undefined;
  const hasIds = pool.servers.some(({ id }) => id !== undefined);
  const alike = random.once(3) ? undefined : pool.servers[0];
  return {
    name: `s${backend}`,
    backend,
    id: hasIds && !random.once(4) ? randomId(random, pool.servers) : undefined,
    hashKey: alike?.hashKey,
    weight: alike?.weight ?? randomWeight(random),
    isBackup: random.once(8),
    isOut: random.once(9),
  };
}

function addAt(place: (length: number, random: Random) => number): Change {
  return (state, random) => {
    const server = newServer(state, random);
    if (server === undefined) return false;
    const { servers } = state.pool;
    return put(state, servers.toSpliced(place(servers.length, random), 0, server));
  };
}

/** Makes one server another one. */
function alter(make: (server: MovingServer, state: State, random: Random) => MovingServer): Change {
  return (state, random) => {
    const { servers } = state.pool;
    const at = random.below(servers.length);
    const server = servers[at];
    return server !== undefined && put(state, servers.with(at, make(server, state, random)));
  };
}

const rename: Change = (state, random) => {
  const { servers } = state.pool;
  const at = random.below(servers.length);
  const server = servers[at];
  const free = freeBackend(random, [...state.before.servers, ...servers]);
  const old = state.before.servers.find(({ name }) => name === server?.name);
  if (server === undefined || free === undefined || old?.backend !== server.backend) return false;
  const name = `s${free}`;
  state.renamed.set(server.name, name);
  return put(state, servers.with(at, { ...server, name }));
};

const moveAway: Change = (state, random) => {
  const { servers } = state.pool;
  const at = random.below(servers.length);
  const server = servers[at];
  const backend = freeBackend(random, [...state.before.servers, ...servers]);
  const isRenamed = [...state.renamed.values()].includes(server?.name ?? '');
  if (server === undefined || backend === undefined || isRenamed) return false;
  return put(state, servers.with(at, { ...server, backend }));
};

/** Of two servers that were there; it comes last, as what is done to them then would hide which one is which. */
const swapAddresses: Change = (state, random) => {
  const { servers } = state.pool;
  const kept = servers.filter(({ name, backend }) =>
    state.before.servers.some((old) => old.name === name && old.backend === backend),
  );
  const [one, other] = kept.toSpliced(0, random.below(kept.length));
  if (one === undefined || other === undefined) return false;
  state.renamed.set(one.name, other.name).set(other.name, one.name);
  return put(
    state,
    servers.map((server) => {
      if (server === one) return { ...one, backend: other.backend };
      return server === other ? { ...other, backend: one.backend } : server;
    }),
  );
};

const kinds: readonly (readonly [name: string, change: Change])[] = [
  ['append', addAt((length) => length)],
  ['append', addAt((length) => length)],
  ['insert', addAt((length, random) => random.below(length + 1))],
  ['insert on top', addAt(() => 0)],
  [
    'remove',
    (state, random) => {
      const { servers } = state.pool;
      return servers.length > 1 && put(state, servers.toSpliced(random.below(servers.length), 1));
    },
  ],
  [
    'another order',
    (state, random) => {
      const { servers } = state.pool;
      const at = random.below(servers.length);
      const rest = servers.toSpliced(at, 1);
      return put(
        state,
        rest.toSpliced(random.below(servers.length), 0, ...servers.slice(at, at + 1)),
      );
    },
  ],
  ['reverse', (state) => put(state, state.pool.servers.toReversed())],
  ['weight', alter((server, _, random) => ({ ...server, weight: randomWeight(random) }))],
  [
    'all weights',
    (state, random) => {
      const weight = random.pick([1, 10, 100]);
      return put(
        state,
        state.pool.servers.map((server) => ({ ...server, weight })),
      );
    },
  ],
  ['state', alter((server) => ({ ...server, isOut: !server.isOut }))],
  ['state', alter((server) => ({ ...server, isOut: !server.isOut }))],
  ['hash key', alter((server, _, random) => ({ ...server, hashKey: random.pick(hashKeys) }))],
  ['backup', alter((server) => ({ ...server, isBackup: !server.isBackup }))],
  [
    'another id',
    alter((server, { pool }, random) => ({ ...server, id: randomId(random, pool.servers) })),
  ],
  [
    'no ids',
    (state) =>
      put(
        state,
        state.pool.servers.map((server) => ({ ...server, id: undefined })),
      ),
  ],
  [
    'hash type',
    (state, random) => {
      state.pool = { ...state.pool, hashType: random.pick(hashTypes) };
      return true;
    },
  ],
  [
    'all backups',
    (state) => {
      state.pool = { ...state.pool, usesAllBackups: !state.pool.usesAllBackups };
      return true;
    },
  ],
  [
    'bind',
    (state) => {
      state.pool = { ...state.pool, isDual: !state.pool.isDual };
      return true;
    },
  ],
  [
    'frontend',
    (state) => {
      state.pool = { ...state.pool, isSplit: !state.pool.isSplit };
      return true;
    },
  ],
  ['rename', rename],
  ['another address', moveAway],
];
