import { type StatServer, takesNewClients } from '../haproxy/process/show-stat.ts';
import type { Inventory } from '../inventory/model.ts';
import { trackedServer } from '../inventory/track.ts';
import { type PoolServer, serverText } from './choose-servers.ts';

/** The pools that have servers in rotation, and would have none once some are out; who tracks one of them goes too. */
export function emptiedPools(
  servers: readonly StatServer[],
  leaving: readonly PoolServer[],
  inventory: Inventory | undefined,
): string[] {
  const names = new Set(leaving.map(serverText));
  for (const { name, servers: ofPool } of inventory?.pools ?? []) {
    for (const server of ofPool) {
      const tracked = trackedServer(server);
      if (tracked !== undefined && names.has(tracked)) {
        names.add(`${name?.value}/${server.name?.value}`);
      }
    }
  }
  const serving = servers.filter(takesNewClients);
  const stays = new Set(
    serving.filter(({ pool, server }) => !names.has(`${pool}/${server}`)).map(({ pool }) => pool),
  );
  return [...new Set(serving.map(({ pool }) => pool))].filter((pool) => !stays.has(pool));
}
