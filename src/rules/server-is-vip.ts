import type { Bind, Server } from '../inventory/model.ts';
import { formatServerAddress } from '../inventory/server-address.ts';
import type { Rule } from './rule.ts';

/** A server is the address and port that its own pool listens on. */
export const serverIsVip: Rule = {
  code: 'INV105',
  name: 'server-is-vip',
  severity: 'error',
  summary: 'No server is the VIP of its own pool.',
  why: 'HAProxy would connect to itself, and that connection to itself again: one agent becomes maxconn connections, and nobody is served.',
  *check({ pools, haproxy }) {
    const balancers = new Set(haproxy.balancers.map(({ value }) => value));
    for (const pool of pools) {
      for (const server of pool.servers) {
        if (server.address === undefined || !server.isWhole || !pool.isWhole) continue;
        const bind = pool.binds.find((candidate) => isItself(server, candidate, balancers));
        if (bind === undefined) continue;
        yield {
          message: `${formatServerAddress(server.address.value, server.port.value)} is where the pool itself listens`,
          at: server.address.from,
          help: 'write the address of the master itself',
          related: [{ at: bind.endpoint.from, note: 'the pool listens here' }],
        };
      }
    }
  },
};

function isItself(server: Server, { endpoint }: Bind, balancers: ReadonlySet<string>): boolean {
  const { address, port } = endpoint.value;
  const own = server.address?.value;
  if (own === undefined || server.port.value !== port) return false;
  const text = 'hostName' in own ? own.hostName : own.text;
  const isEvery = address === '*' || address.text === '0.0.0.0' || address.text === '::';
  if (!isEvery) return address.text === text;
  return text.startsWith('127.') || text === '::1' || text === 'localhost' || balancers.has(text);
}
