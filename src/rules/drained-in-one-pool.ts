import type { Server } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import {
  addressText,
  isWrittenOut,
  membersOf,
  poolName,
  serverName,
  serverPlace,
} from './shared/places.ts';
import { repeated } from './shared/repeated.ts';
import { isOut } from './shared/rotation.ts';

/** A master is out of rotation in one pool and in rotation in another. */
export const drainedInOnePool: Rule = {
  code: 'OPS504',
  name: 'drained-in-one-pool',
  severity: 'warning',
  comparesPools: true,
  summary: 'A master is out of rotation in one pool and in rotation in another.',
  why: 'When the master goes down for its upgrade, it cuts off the clients that it still serves in the other pool.',
  *check({ pools }) {
    const all = [...membersOf(pools)];
    const drained = all.filter(({ server }) => isOut(server) && !isOfOnePool(server));
    // Those that are out come first, so that each other one is held against the first of them.
    const others = all.filter(({ server }) => server.state === undefined && server.isValid);
    const byAddress = repeated([...drained, ...others], ({ server }) => addressText(server));
    for (const [{ server }, { server: out, pool }] of byAddress) {
      if (server.state !== undefined || out.state === undefined) continue;
      yield {
        message: `${serverName(server)} is in rotation here, but in state ${out.state.value} in ${poolName(pool)}`,
        at: serverPlace(server),
        help: `write state: ${out.state.value} here too (once for all pools: in "hosts"), or state: ready to keep it in rotation here`,
        related: [{ at: out.state.from, note: 'out of rotation here' }],
      };
    }
  },
};

/** Whether a pool says of a shared host, and why, that it is out in this pool. */
function isOfOnePool({ place, state, reason }: Server): boolean {
  return (
    [state, reason].every(
      (said) => said !== undefined && said.from !== 'builtin' && isWrittenOut(said.from),
    ) && !isWrittenOut(place)
  );
}
