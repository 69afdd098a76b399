import type { ProxyServer } from '../haproxy/model/proxies.ts';
import { isUsable } from '../haproxy/selection/rotation.ts';
import type { PoolAgents } from '../predict/agents.ts';
import { lostNames, type PoolCapacity, type Risk } from './risks.ts';
import type { Side } from './side.ts';

/** Whether no backup stands by any more, where one did, and nothing else carries more than before. */
export function backupRisk(
  { pool, before, after }: PoolAgents,
  capacity: PoolCapacity,
  servers: ReadonlyMap<string, ProxyServer>,
  side: Side,
): Risk[] {
  const [was, is] = [new Set(capacity.before.servers), new Set(capacity.after.servers)];
  if (is.size === 0 || is.size > was.size || standbysOf(after, is).length > 0) return [];
  const lost = standbysOf(before, was).filter((name) => !is.has(name));
  if (lost.length === 0) return [];
  const message = `no backup server is left (${lostNames(lost, servers, side, pool)})`;
  return [{ kind: 'rotation', pool, message }];
}

function standbysOf(
  { selection }: PoolAgents['before'],
  inRotation: ReadonlySet<string>,
): readonly string[] {
  return selection.pool.servers
    .filter((server) => server.isBackup && isUsable(server) && !inRotation.has(server.name))
    .map(({ name }) => name);
}
