import type { Pool, Server } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { addressText, poolName, serverName, serverPlace } from './shared/places.ts';

/** A master is out in one pool and takes clients in another. */
export const drainedInOnePool: Rule = {
  code: 'OPS504',
  name: 'drained-in-one-pool',
  severity: 'warning',
  comparesPools: true,
  summary: 'A master that is drained or in maintenance is so in all its pools.',
  why: 'Who takes a master down for an upgrade cuts off the clients that it still serves in another pool.',
  *check({ pools }) {
    const out = findOut(pools);
    for (const server of pools.flatMap((pool) => pool.servers)) {
      const other = out.get(addressText(server) ?? '');
      const { state } = other?.server ?? {};
      if (other === undefined || state === undefined) continue;
      if (server.state !== undefined || !server.isValid) continue;
      yield {
        message: `${serverName(server)} takes clients here, and is out in ${poolName(other.pool)}`,
        at: serverPlace(server),
        help: `write state: ${state.value} here too, or state: ready if it is meant; a host in "hosts" says it once`,
        related: [{ at: state.from, note: 'it is out here' }],
      };
    }
  },
};

interface Out {
  readonly server: Server;
  readonly pool: Pool;
}

/** The first server at each address that is drained or in maintenance. */
function findOut(pools: readonly Pool[]): ReadonlyMap<string, Out> {
  const out = new Map<string, Out>();
  for (const pool of pools) {
    for (const server of pool.servers) {
      const address = addressText(server);
      if (address === undefined || !isOut(server) || out.has(address)) continue;
      out.set(address, { server, pool });
    }
  }
  return out;
}

function isOut({ state }: Server): boolean {
  return state !== undefined && state.value !== 'ready';
}
