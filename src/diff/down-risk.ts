import { keptPairs } from '../haproxy/model/pair.ts';
import { pairServers } from '../haproxy/model/pair-servers.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import { wordOf } from '../haproxy/model/server-option.ts';
import { isDown } from '../haproxy/process/running.ts';
import type { RunningPools } from '../haproxy/process/running-pools.ts';
import { takesClients } from '../haproxy/selection/read.ts';
import type { ServiceSides } from '../predict/affinity.ts';
import { groupBy } from '../text/group-by.ts';
import { listNames } from '../text/list-names.ts';
import { maxNames, type Risk } from './risks.ts';
import type { Sides } from './server-changes.ts';
import { fileKeeps, isWatched, keepsState } from './state-file.ts';

/**
 * Servers that are down now and get clients from a reload on, until a check has failed: HAProxy starts with
 * all of them up, unless a state file or `init-state` says otherwise.
 */
export function downRisks(
  sides: Sides,
  { before, after }: ServiceSides,
  pools: RunningPools | undefined,
): Risk[] {
  const running = pools?.get(before.back.name);
  if (running === undefined) return [];
  const hasFile = keepsState(sides.after, after);
  const hasActive = after.back.servers.some((server) => takesClients(server) && !server.isBackup);
  const found = keptPairs(pairServers(before, after)).flatMap((pair) => {
    const row = running.get(pair.before.name);
    if (row === undefined || !isDown(row) || !takesClients(pair.after)) return [];
    if (pair.after.isBackup && hasActive) return [];
    if (pair.before.point.text !== pair.after.point.text || startsDown(pair.after)) return [];
    const isKept = hasFile && fileKeeps('state', pair.before, pair.after, row).kind === 'keeps';
    return isKept ? [] : [pair.after];
  });
  return [...groupBy(found, isWatched)].map(([isChecked, servers]): Risk => {
    const names = listNames(
      servers.map(({ name }) => name),
      maxNames,
    );
    const [is, has, they, get] =
      servers.length === 1 ? ['is', 'has', 'it', 'gets'] : ['are', 'have', 'they', 'get'];
    const now = isChecked ? 'DOWN now' : `DOWN now and ${has} no check`;
    const until = isChecked ? ' until a check fails' : '';
    const message = `${names} ${is} ${now}: after the reload ${they} ${get} agents${until}`;
    return { kind: 'rotation', pool: after.name, message };
  });
}

/** With `init-state` (3.1 and later) a start can begin with a server that is down. */
function startsDown(server: ProxyServer): boolean {
  return /^(fully-)?down$/.test(wordOf(server, 'init-state') ?? '');
}
