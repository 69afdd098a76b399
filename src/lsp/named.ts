import { isScalar } from 'yaml';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import type { PathAt } from '../yaml/path-at.ts';

/** A server, and the pool that it is in. */
export interface PoolServer {
  readonly pool: Pool;
  readonly server: Server;
}

/** The pool that stands at a position in the list, whether or not others were refused. */
function poolOf({ pools }: Inventory, index: unknown): Pool | undefined {
  return pools.find(({ place }) => place.path[1] === index);
}

/** The pool whose name is at a place. */
export function poolAt(inventory: Inventory, { path, part }: PathAt): Pool | undefined {
  const [top, index, key] = path;
  const isName = top === 'pools' && key === 'name' && path.length === 3 && part === 'value';
  return isName ? poolOf(inventory, index) : undefined;
}

/**
 * The servers that a place names: the name or address of one that is written out, a host that a pool
 * names, a host's own name or address with its servers in all pools.
 */
export function serversAt(inventory: Inventory, at: PathAt): PoolServer[] {
  const [top, first, key, entry] = at.path;
  if (top === 'pools' && key === 'servers' && typeof entry === 'number') {
    const pool = isServer(at) ? poolOf(inventory, first) : undefined;
    return pool === undefined ? [] : inEntry(pool, entry);
  }
  if (top !== 'hosts' || first === undefined) return [];
  const isException = at.path.length === 4 && key === 'except' && at.part === 'key';
  if (!isException && !isHost(at)) return [];
  return ofHost(inventory, first).filter(
    ({ server }) => !isException || server.name?.value === entry,
  );
}

/** Whether a place below a pool's servers is a host in the list, or the name or address of a server. */
function isServer({ path, part, node }: PathAt): boolean {
  if (path.length === 4) return isScalar(node);
  return path.length === 5 && part === 'value' && naming.has(path[4]);
}

function isHost({ path, part }: PathAt): boolean {
  if (path.length === 2) return part === 'key';
  return path.length === 3 && part === 'value' && naming.has(path[2]);
}

const naming: ReadonlySet<unknown> = new Set(['name', 'address', 'host']);

function inEntry(pool: Pool, entry: number): PoolServer[] {
  const servers = pool.servers.filter((server) => server.entry.path[3] === entry);
  return servers.map((server) => ({ pool, server }));
}

/** Every server that a key of `hosts` stands for. */
export function ofHost({ pools }: Inventory, key: unknown): PoolServer[] {
  return pools.flatMap((pool) =>
    pool.servers
      .filter(({ place: { path } }) => path[0] === 'hosts' && path[1] === key)
      .map((server) => ({ pool, server })),
  );
}
