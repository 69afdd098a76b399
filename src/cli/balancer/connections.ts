import type { PoolServer } from '../../apply/choose-servers.ts';
import { readServersState } from '../../haproxy/process/read.ts';
import type { RunningServer } from '../../haproxy/process/running.ts';
import { readProc } from '../../haproxy/process/show-proc.ts';
import { readSessions } from '../../haproxy/process/show-sess.ts';
import { readStat } from '../../haproxy/process/show-stat.ts';
import { FileError, isSystemError } from '../exit.ts';
import { countOthers } from './kernel-connections.ts';
import { type Look, rowOf } from './look.ts';
import { askMaster, askSocket, askWorker } from './socket.ts';

/** A process of HAProxy that can be asked. */
export interface Worker {
  readonly pid: number;
  readonly isOld: boolean;
  ask(command: string): Promise<string>;
}

/** Connections to servers, by the process that has them; why there is no number where nobody could look. */
export type ConnectionCount =
  | { readonly kind: 'known'; readonly current: number; readonly old: number }
  | { readonly kind: 'unknown'; readonly why: string };

/** Who is asked: the workers that the master lists, else the one on the stats socket. */
export async function workersOf(
  socket: string,
  master: string | undefined,
  { pid }: Pick<Look, 'pid'>,
): Promise<readonly Worker[]> {
  if (master === undefined) {
    return [{ pid, isOld: false, ask: (command) => askSocket(socket, command) }];
  }
  const list = readProc(await askMaster(master, 'show proc'));
  if (list === undefined) throw new FileError(`${master} does not list its workers`);
  return [...list.workers, ...list.oldWorkers].map((one) => ({
    pid: one.pid,
    isOld: one.pid !== pid,
    ask: (command) => askWorker(master, one.pid, command),
  }));
}

/** Counts the connections to servers in every worker, old ones too; never says 0 where it could not look. */
export async function countConnections(
  socket: string,
  master: string | undefined,
  look: Look,
  servers: readonly PoolServer[],
): Promise<ConnectionCount> {
  const counts = { current: 0, old: 0 };
  for (const worker of await workersOf(socket, master, look)) {
    const count = await countIn(worker, look, servers);
    if (count !== undefined) counts[worker.isOld ? 'old' : 'current'] += count;
    else if (isThere(worker.pid))
      return { kind: 'unknown', why: `worker ${worker.pid} does not answer` };
  }
  if (master !== undefined) return { kind: 'known', ...counts };
  const old = countOthers(look, servers);
  if (typeof old === 'number') return { kind: 'known', current: counts.current, old };
  return { kind: 'unknown', why: `${old.why}; add master-socket to the settings` };
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isSystemError(error) || error.code !== 'ESRCH';
  }
}

async function countIn(
  worker: Worker,
  look: Look,
  servers: readonly PoolServer[],
): Promise<number | undefined> {
  const stat = readStat(await worker.ask('show stat'));
  if (stat === undefined) return undefined;
  const all = [...servers];
  if (worker.isOld) {
    const rows = readServersState(await worker.ask('show servers state')).servers;
    all.push(...renamed(rows, look, servers));
  }
  const rows = all.map((one) =>
    stat.find(({ pool, server }) => pool === one.proxy && server === one.server),
  );
  // HAProxy 2.2 lists no proxy that is stopped, as all are in an old worker.
  const list = rows.includes(undefined) ? await worker.ask('show sess') : '';
  return all.reduce((sum, { proxy, server }, index) => {
    return sum + (rows[index]?.current ?? readSessions(list, proxy, server).length);
  }, 0);
}

/** What an old worker calls servers that it knows by another name: those at the same place. */
function renamed(
  rows: readonly RunningServer[],
  look: Look,
  servers: readonly PoolServer[],
): PoolServer[] {
  return servers.flatMap((one) => {
    const now = rowOf(look, one);
    if (now === undefined || rowOf({ servers: rows }, one) !== undefined) return [];
    return rows
      .filter(({ address, port }) => address === now.address && port === now.port)
      .map(({ pool, name }) => ({ proxy: pool, server: name }));
  });
}
