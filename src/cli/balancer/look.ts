import type { SocketLevel } from '../../haproxy/facts/runtime-commands.ts';
import { parseLevel } from '../../haproxy/model/stats-sockets.ts';
import { readIdentity } from '../../haproxy/process/identity.ts';
import { readInfo } from '../../haproxy/process/info.ts';
import { readServersState } from '../../haproxy/process/read.ts';
import type { RunningServer } from '../../haproxy/process/running.ts';
import { readStat, type StatServer } from '../../haproxy/process/show-stat.ts';
import { FileError } from '../exit.ts';
import { askSocket } from './socket.ts';

/** What the process that answers on a stats socket shows. */
export interface Look {
  readonly pid: number;
  /** Its configuration ID; undefined where its file names none. */
  readonly id: string | undefined;
  /** Its version, as it writes it. */
  readonly version: string | undefined;
  /** Seconds since it started. */
  readonly uptime: number | undefined;
  readonly level: SocketLevel | undefined;
  readonly servers: readonly RunningServer[];
  readonly stat: readonly StatServer[];
}

const mostTries = 5;

/** Asks a stats socket for the servers; all answers are of one process, also where HAProxy is reloaded meanwhile. */
export async function lookAt(socket: string): Promise<Look> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const info = await askSocket(socket, 'show info');
    const before = readIdentity(info);
    const { servers, problems } = readServersState(await askSocket(socket, 'show servers state'));
    const stat = readStat(await askSocket(socket, 'show stat'));
    const level = parseLevel((await askSocket(socket, 'show cli level')).trim());
    const after = readIdentity(await askSocket(socket, 'show info'));
    if (before === undefined || stat === undefined || problems.length > 0) {
      throw new FileError(`${socket} does not answer like a stats socket of HAProxy`);
    }
    const { pid, id } = before;
    if (pid !== after?.pid) continue;
    const { versionText: version, uptime } = readInfo(info);
    return { pid, id, version, uptime, level, servers, stat };
  }
  throw new FileError(
    `${socket} is answered by a different process each time: HAProxy keeps reloading`,
  );
}

/** Finds a server in what runs. */
export function rowOf(
  { servers }: Pick<Look, 'servers'>,
  { proxy, server }: { readonly proxy: string; readonly server: string },
): RunningServer | undefined {
  return servers.find(({ pool, name }) => pool === proxy && name === server);
}
