import { openSockets } from '../haproxy/model/stats-sockets.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Pool } from '../inventory/model.ts';
import { below } from '../inventory/place.ts';
import type { Rule } from './rule.ts';
import { poolName } from './shared/places.ts';
import { writtenGlobal } from './shared/sections.ts';

/** Nothing but a reload takes a server of a pool out of rotation. */
export const noWayToDrain: Rule = {
  code: 'HAP349',
  name: 'no-way-to-drain',
  severity: 'info',
  summary: 'A server can be drained only by a reload.',
  why: 'HAProxy accepts the commands that drain a server only on a stats socket of level admin, and answers "Permission denied" on other sockets.',
  *check(inventory) {
    const { pools, haproxy } = inventory;
    const { statsSockets } = haproxy.global;
    const copied = writtenGlobal(inventory, 'stats', 'socket').map(({ words }) => words.slice(2));
    const sockets = openSockets([...statsSockets.map(({ value }) => value), ...copied]);
    if (!haproxy.isValid || sockets.some(({ level }) => level === 'admin')) return;
    const stuck = pools.filter((pool) => pool.isValid && cannotDrain(pool));
    const [first] = stuck;
    if (first === undefined) return;
    const what = stuck.length === 1 ? poolName(first) : `${stuck.length} pools`;
    const socket = statsSockets[0]?.from;
    yield {
      message: `no stats socket has level admin, so draining servers of ${what} needs a reload`,
      at: socket ?? haproxy.place ?? below(first.place, 'servers'),
      part: socket === undefined ? 'key' : 'value',
      help: 'write haproxy: { global: { stats-socket: /run/haproxy/admin.sock } }',
    };
  },
};

/** The script of a node has a state file, an agent can ask for a drain, and a server that tracks another follows it. */
function cannotDrain({ check: { agent }, servers }: Pool): boolean {
  if (servers.length < 2 || agent !== undefined) return false;
  return servers.every(({ check, agentCheck, track }) => {
    return !kindOf(check).asksScript && agentCheck === undefined && track === undefined;
  });
}
