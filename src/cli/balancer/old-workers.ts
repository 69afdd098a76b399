import type { Settings } from '../../apply/settings.ts';
import type { OldWorker } from '../../apply/status.ts';
import { readInfo } from '../../haproxy/process/info.ts';
import { readProc } from '../../haproxy/process/show-proc.ts';
import { askMaster, askWorker, SocketError } from './socket.ts';

/** The processes that only serve the clients that they have; a text where nobody can be asked. */
export async function askOldWorkers(
  { masterSocket }: Settings,
  serving: number,
): Promise<OldWorker[] | string> {
  if (masterSocket === undefined) {
    return 'old workers: unknown, the settings have no master-socket; start HAProxy with -S and add it';
  }
  try {
    const list = readProc(await askMaster(masterSocket, 'show proc'));
    if (list === undefined) return `old workers: ${masterSocket} is no master socket`;
    // After a reload that failed the one that serves can stand among them.
    const old = list.oldWorkers.filter(({ pid }) => pid !== serving);
    return await Promise.all(
      old.map(async ({ pid, uptime }) => ({
        ...{ pid, uptime },
        connections: await connectionsOf(masterSocket, pid),
      })),
    );
  } catch (error) {
    if (error instanceof SocketError) return `old workers: ${error.message}`;
    throw error;
  }
}

/** The question itself is none of them: it comes through the master. */
async function connectionsOf(master: string, pid: number): Promise<number | undefined> {
  try {
    return readInfo(await askWorker(master, pid, 'show info')).connections;
  } catch (error) {
    if (error instanceof SocketError) return undefined;
    throw error;
  }
}
