import type { Inventory, Server } from '../inventory/model.ts';
import { trackedServer } from '../inventory/track.ts';
import { quote } from '../source/characters.ts';
import type { Finding, Rule } from './rule.ts';

/** A server tracks one that is not there, not checked, or tracks back. */
export const trackTarget: Rule = {
  code: 'HAP314',
  name: 'track-target',
  severity: 'error',
  summary: 'A tracked server is there, is checked, and is not reached again in a circle.',
  why: 'HAProxy refuses to track a server that it does not find or that nothing checks, and a server that tracks and is checked itself.',
  *check({ pools }) {
    const servers = serversByName(pools);
    for (const pool of pools) {
      for (const server of pool.servers) {
        if (server.track === undefined) continue;
        const problem = problemOf(server, servers);
        if (problem !== undefined) yield { ...problem, at: server.track.from };
      }
    }
  },
};

type Servers = ReadonlyMap<string, Server>;

function serversByName(pools: Inventory['pools']): Servers {
  const servers = new Map<string, Server>();
  for (const pool of pools) {
    for (const server of pool.servers)
      servers.set(`${pool.name?.value}/${server.name?.value}`, server);
  }
  return servers;
}

function problemOf(server: Server, servers: Servers): Omit<Finding, 'at'> | undefined {
  const seen = new Set([server]);
  let current = server;
  for (let name = trackedServer(server); name !== undefined; name = trackedServer(current)) {
    const target = servers.get(name);
    if (target === undefined) {
      return {
        message: `there is no server ${quote(name)}`,
        help: 'write POOL/SERVER as they are named here',
      };
    }
    if (seen.has(target))
      return { message: 'the servers track each other in a circle', help: 'let one be checked' };
    seen.add(target);
    current = target;
  }
  if (current.check.kind.value !== 'none' || current.agentCheck !== undefined) return undefined;
  return {
    message: `${quote(current.name?.value ?? '')} is not checked`,
    help: 'track a server that is checked',
  };
}
