import { kindOf } from '../inventory/check-kinds.ts';
import type { Server } from '../inventory/model.ts';
import { trackedServer } from '../inventory/track.ts';
import { quote } from '../text/characters.ts';
import { toNearest } from '../text/nearest.ts';
import type { Finding, Rule } from './rule.ts';
import { serversByName } from './shared/places.ts';
import { scopesBeside } from './shared/proxy-scopes.ts';

/** A server tracks one that is not there, not checked, or tracks back. */
export const trackTarget: Rule = {
  code: 'HAP314',
  name: 'track-target',
  severity: 'error',
  summary: 'A tracked server does not exist, is not checked, or tracks back.',
  why: 'HAProxy refuses to track a server that it does not find or that is not checked, and a server that tracks another server and is checked itself.',
  *check(inventory) {
    const { pools } = inventory;
    const isKnown = pools.every(
      (pool) => pool.isComplete && pool.isValid && pool.servers.every(({ isValid }) => isValid),
    );
    if (!isKnown) return;
    const known: Known = {
      servers: serversByName(pools),
      others: new Set(
        scopesBeside(inventory).flatMap(({ name, servers }) =>
          [...servers].map((server) => `${name}/${server}`),
        ),
      ),
      pools: new Set(pools.map((pool) => pool.name?.value)),
      nearest: toNearest(),
    };
    const settled = new Set<Server>();
    for (const server of pools.flatMap((pool) => pool.servers)) {
      const problem = settled.has(server) ? undefined : follow(server, known, settled);
      if (problem !== undefined) yield problem;
    }
  },
};

interface Known {
  readonly servers: ReadonlyMap<string, Server>;
  /** Servers that other people own, which they check or do not. */
  readonly others: ReadonlySet<string>;
  readonly pools: ReadonlySet<string | undefined>;
  readonly nearest: ReturnType<typeof toNearest>;
}

/** Follows a server to the one that is checked; what was followed once is settled. */
function follow(server: Server, known: Known, settled: Set<Server>): Finding | undefined {
  const chain = new Set([server]);
  for (let last = server; last.track !== undefined; ) {
    settled.add(last);
    const at = last.track.from;
    const name = trackedServer(last) ?? '';
    const target = known.servers.get(name);
    if (target === undefined) return missing(name, known, at);
    if (chain.has(target)) {
      const message = target === last ? 'the server tracks itself' : 'the servers track each other';
      return { message, at, help: 'remove track, so that this server is checked itself' };
    }
    if (settled.has(target)) return undefined;
    chain.add(target);
    const isChecked = kindOf(target.check).isChecked || target.agentCheck !== undefined;
    if (target.track === undefined && !isChecked) {
      const help = 'write a server that is checked';
      const related = [{ at: target.check.kind.from, note: 'not checked' }];
      return { message: `tracked server ${quote(name)} is not checked`, at, help, related };
    }
    last = target;
  }
  return undefined;
}

function missing(
  name: string,
  { servers, others, pools, nearest }: Known,
  at: Finding['at'],
): Finding | undefined {
  if (others.has(name)) return undefined;
  const [pool = ''] = name.split('/');
  if (!pools.has(pool)) {
    const help = 'write POOL/SERVER, with a pool of this inventory';
    return { message: `there is no pool ${quote(pool)}`, at, help };
  }
  const near = nearest(name, servers.keys());
  const help = near === undefined ? `write a server of pool "${pool}"` : `did you mean "${near}"?`;
  return { message: `there is no server ${quote(name)}`, at, help };
}
