import { chooseServers, type PoolServer } from '../../apply/choose-servers.ts';
import { emptiedPools } from '../../apply/emptied-pools.ts';
import { settingsFile } from '../../apply/paths.ts';
import type { Settings } from '../../apply/settings.ts';
import type { RecordedState } from '../../apply/states.ts';
import { isAllowed } from '../../haproxy/facts/runtime-commands.ts';
import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import { isError } from '../../text/result.ts';
import { RefusedError, UsageError } from '../exit.ts';
import type { Look } from './look.ts';
import type { OwnInventory } from './own-inventory.ts';
import type { StateChange } from './set-states.ts';
import type { StateRequest } from './state-request.ts';

/** The servers that the words of the command line mean. */
export function choosePoolServers(
  { words, pools }: StateRequest,
  { servers }: Look,
  { inventory }: OwnInventory,
  recorded: readonly RecordedState[],
): readonly PoolServer[] {
  const found = chooseServers(words, pools, {
    running: servers.map(({ pool: proxy, name: server }) => ({ proxy, server })),
    inventory: inventory?.pools.flatMap(({ name, servers: ofPool }) =>
      ofPool.map((one) => ({ proxy: name?.value ?? '', server: one.name?.value ?? '' })),
    ),
    recorded,
  });
  if (!isError(found)) return found.value;
  const { message, help } = found;
  throw new UsageError(help === undefined ? message : `${message}; ${help}`);
}

/** Refuses where HAProxy would answer "Permission denied", and says what to write. */
export function rejectLevel({ level }: Look, { socket, configuration }: Settings): void {
  if (level === undefined || isAllowed('set server state', level)) return;
  throw new RefusedError(
    `${socket} has level ${level}, and HAProxy changes servers only with level admin; write haproxy.global.stats-socket: ${quote(`${socket} mode 660 level admin`)} in the inventory (or that line into ${configuration}) and reload, or name a different socket in ${settingsFile}`,
  );
}

/** Refuses what leaves a pool without a server in rotation, unless that was said. */
export function rejectEmpty({ request, servers, own, io }: StateChange, { stat }: Look): void {
  const { state, allowedEmpty } = request;
  if (state === 'ready') return;
  const pools = [...new Set(stat.map(({ pool }) => pool))];
  const stranger = allowedEmpty.find((name) => !pools.includes(name));
  if (stranger !== undefined) {
    const near = nearest(stranger, pools);
    const hint = near === undefined ? `known: ${pools.join(', ')}` : `did you mean ${near}?`;
    throw new UsageError(`--allow-empty: unknown pool ${quote(stranger)}; ${hint}`);
  }
  for (const pool of emptiedPools(stat, servers, own.inventory)) {
    if (!allowedEmpty.includes(pool)) {
      throw new RefusedError(
        `pool ${pool} would have no server in rotation; add --allow-empty ${pool} if it is on purpose`,
      );
    }
    io.out(`pool ${pool} has no server in rotation: HAProxy refuses its clients\n`);
  }
}
