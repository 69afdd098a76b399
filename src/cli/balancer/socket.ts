import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { quote } from '../../text/characters.ts';
import { FileError, reasonOf } from '../exit.ts';

const maxAnswer = 64 * 1024 * 1024;

/** How a socket is asked. */
export interface Asking {
  /** What the user called it; its path where nothing else is said. */
  readonly name?: string;
  /** Milliseconds that HAProxy has for an answer; it gives one between two clients, in milliseconds. */
  readonly patience?: number;
}

/** A socket of HAProxy does not answer. */
export class SocketError extends FileError {
  /** What the system said; undefined where HAProxy took the connection, and no answer came. */
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; run as a user who may write to the socket',
  ECONNREFUSED: 'connection refused; HAProxy is not running, or uses a different socket',
  ENOENT: 'no such file; HAProxy does not run, or its socket is elsewhere',
  EPROTOTYPE: 'it is not a stream socket, so it does not belong to HAProxy',
};

/**
 * Sends one command on a connection of its own, and reads the answer to its end: a connection that is kept would go on
 * talking to the old worker after a reload.
 */
export function askSocket(
  path: string,
  command: string,
  { name = path, patience = 5000 }: Asking = {},
): Promise<string> {
  return new Promise((resolveAnswer, reject) => {
    const chunks: Buffer[] = [];
    let total = 0;
    const fail = (reason: string, code?: string) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new SocketError(`no answer from ${name}: ${reason}`, code));
    };
    const socket = connect(path, () => socket.end(`${command}\n`));
    const timer = setTimeout(
      () =>
        fail(`${quote(command)} has no answer after ${patience / 1000} s; is it a stats socket?`),
      patience,
    );
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      total += chunk.length;
      if (total > maxAnswer) fail('the answer is larger than 64 MiB');
    });
    socket.on('end', () => {
      clearTimeout(timer);
      resolveAnswer(Buffer.concat(chunks).toString());
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(reasons[error.code ?? ''] ?? reasonOf(error), error.code);
    });
  });
}

/** A master refuses while it executes itself: for up to 100 ms, HAProxy 3.0 for a second after its start. */
const passing = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']);

/** Asks the master process, again for two seconds where it refuses. */
export async function askMaster(
  path: string,
  command: string,
  asking: Asking = {},
): Promise<string> {
  for (const end = performance.now() + 2000; ; ) {
    try {
      return await askSocket(path, command, asking);
    } catch (error) {
      const isPassing = error instanceof SocketError && passing.has(error.code ?? '');
      if (!isPassing || performance.now() > end) throw error;
      await pause(50);
    }
  }
}

/** Asks one worker through its master, also one that is ending. */
export function askWorker(
  master: string,
  pid: number,
  command: string,
  asking: Asking = {},
): Promise<string> {
  return askMaster(master, `@!${pid} ${command}`, asking);
}
