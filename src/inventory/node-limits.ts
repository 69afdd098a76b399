import { checkTimeouts } from './check-timeouts.ts';
import type { Haproxy, Pool, Server } from './model.ts';
import type { NodeServers } from './nodes.ts';

/** How long HAProxy waits for the answer of a server's check, in milliseconds. */
export function answerTime(server: Server, pool: Pool, haproxy: Haproxy): number {
  const { connectTimeout, answerTimeout } = checkTimeouts(server.check, pool, haproxy);
  return answerTimeout ?? connectTimeout;
}

/** How long the script may take for a server, in milliseconds: four fifths of what HAProxy waits. */
export function scriptTime(server: Server, pool: Pool, haproxy: Haproxy): number {
  const said = pool.check.timeout?.value.ms;
  return said ?? Math.floor((answerTime(server, pool, haproxy) * 4) / 5);
}

/** How long the script of a node may take: as the most impatient of its pools wants it. */
export function nodeScriptTime({ members }: NodeServers, haproxy: Haproxy): number {
  const times = members.map(({ server, pool }) => scriptTime(server, pool, haproxy));
  return times.reduce((least, time) => Math.min(least, time));
}
