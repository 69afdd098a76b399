import type { Settings } from '../../apply/settings.ts';
import type { WatchedServer } from '../../apply/watch.ts';
import { type Identity, readIdentity } from '../../haproxy/process/identity.ts';
import {
  commandName,
  commandText,
  type RuntimeCommand,
  readOutcome,
} from '../../haproxy/process/runtime-command.ts';
import { readProc } from '../../haproxy/process/show-proc.ts';
import { readStat, takesNewClients } from '../../haproxy/process/show-stat.ts';
import { askMaster, askSocket, askWorker, SocketError } from './socket.ts';

/** The sockets by which the process that serves is asked: one of it, else through its master. */
export interface Sockets {
  readonly socket: string;
  readonly masterSocket: Settings['masterSocket'];
}

/** While it waits for a port a process takes connections and does not answer, for 2 s. */
const patience = 1000;

/** The process that serves; undefined where none answers. The stats socket of one that failed to reload can be dead. */
export async function askIdentity(sockets: Sockets): Promise<Identity | undefined> {
  const own = await quietly(() => askSocket(sockets.socket, 'show info', { patience }));
  const identity = own === undefined ? undefined : readIdentity(own);
  return identity ?? (await askWorkers(sockets));
}

async function askWorkers({ masterSocket }: Sockets): Promise<Identity | undefined> {
  if (masterSocket === undefined) return undefined;
  const list = await quietly(() => askMaster(masterSocket, 'show proc', { patience }));
  const { workers, oldWorkers } = readProc(list ?? '') ?? { workers: [], oldWorkers: [] };
  for (const { pid } of [...workers, ...oldWorkers]) {
    const answer = await quietly(() => askWorker(masterSocket, pid, 'show info', { patience }));
    const identity = answer === undefined ? undefined : readIdentity(answer);
    if (identity?.isStopping === false) return identity;
  }
  return undefined;
}

/** Its servers; undefined where it does not answer. */
export async function askServers(sockets: Sockets): Promise<WatchedServer[] | undefined> {
  const answer = (await askServing(sockets, 'show stat')) ?? '';
  return readStat(answer)?.map((row) => ({
    pool: row.pool,
    server: row.server,
    inRotation: takesNewClients(row),
    isDown: row.status.startsWith('DOWN'),
    isUnknown: row.check === 'INI' && takesNewClients(row),
    sessions: row.sessions,
  }));
}

/** Sends a command; what HAProxy says against it. */
export async function sendCommand(
  sockets: Sockets,
  command: RuntimeCommand,
): Promise<string | undefined> {
  const answer = await askServing(sockets, commandText(command));
  if (answer === undefined) return 'HAProxy does not answer';
  const outcome = readOutcome(commandName(command), answer);
  return outcome.kind === 'refused' ? outcome.reason : undefined;
}

async function askServing(sockets: Sockets, command: string): Promise<string | undefined> {
  const { socket, masterSocket } = sockets;
  const own = await quietly(() => askSocket(socket, command));
  if (own !== undefined || masterSocket === undefined) return own;
  const identity = await askWorkers(sockets);
  if (identity === undefined) return undefined;
  return quietly(() => askWorker(masterSocket, identity.pid, command));
}

async function quietly(ask: () => Promise<string>): Promise<string | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SocketError) return undefined;
    throw error;
  }
}
