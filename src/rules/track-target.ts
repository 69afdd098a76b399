import type { Inventory, Server } from '../inventory/model.ts';
import { trackedServer } from '../inventory/track.ts';
import { quote } from '../source/characters.ts';
import { nearest } from '../source/nearest.ts';
import type { Finding, Rule } from './rule.ts';

/** A server tracks one that is not there, not checked, or tracks back. */
export const trackTarget: Rule = {
  code: 'HAP314',
  name: 'track-target',
  severity: 'error',
  summary: 'A tracked server is there, is checked, and is not reached again in a circle.',
  why: 'HAProxy refuses to track a server that it does not find or that nothing checks, and a server that tracks and is checked itself.',
  *check({ pools }) {
    const isKnown = pools.every(
      (pool) => pool.isComplete && pool.isWhole && pool.servers.every(({ isWhole }) => isWhole),
    );
    if (!isKnown) return;
    const servers = serversByName(pools);
    const told = new Set<Server>();
    for (const server of pools.flatMap((pool) => pool.servers)) {
      if (server.track === undefined || told.has(server)) continue;
      const problem = problemOf(server, servers, told);
      if (problem !== undefined) yield { ...problem, at: server.track.from };
    }
  },
};

type Servers = ReadonlyMap<string, Server>;

function serversByName(pools: Inventory['pools']): Servers {
  const servers = new Map<string, Server>();
  for (const pool of pools) {
    for (const server of pool.servers) {
      servers.set(`${pool.name?.value}/${server.name?.value}`, server);
    }
  }
  return servers;
}

/** Follows a server to the one that is checked; servers of a circle are told once. */
function problemOf(
  server: Server,
  servers: Servers,
  told: Set<Server>,
): Omit<Finding, 'at'> | undefined {
  const chain = [server];
  for (let last = server; last.track !== undefined; ) {
    const name = trackedServer(last) ?? '';
    const target = servers.get(name);
    if (target === undefined) return missing(name, servers);
    if (chain.includes(target)) return target === server ? circle(chain, told) : undefined;
    chain.push(target);
    last = target;
  }
  return unchecked(chain);
}

function circle(chain: readonly Server[], told: Set<Server>): Omit<Finding, 'at'> {
  for (const member of chain) told.add(member);
  const message = chain.length === 1 ? 'the server tracks itself' : 'the servers track each other';
  return { message, help: 'let one of them be checked' };
}

function unchecked(chain: readonly Server[]): Omit<Finding, 'at'> | undefined {
  const [before, last] = chain.slice(-2);
  if (before === undefined || last === undefined) return undefined;
  if (last.check.kind.value !== 'none' || last.agentCheck !== undefined) return undefined;
  return {
    message: `${quote(trackedServer(before) ?? '')} is not checked`,
    help: 'track a server that is checked',
    related: [{ at: last.check.kind.from, note: 'it says so here' }],
  };
}

function missing(name: string, servers: Servers): Omit<Finding, 'at'> {
  const [pool = ''] = name.split('/');
  const isPool = [...servers.keys()].some((known) => known.startsWith(`${pool}/`));
  if (!isPool)
    return {
      message: `there is no pool ${quote(pool)}`,
      help: 'write POOL/SERVER as they are named here',
    };
  const near = nearest(name, servers.keys());
  const help = near === undefined ? `name a server of pool "${pool}"` : `did you mean "${near}"?`;
  return { message: `there is no server ${quote(name)}`, help };
}
