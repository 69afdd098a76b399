import { statSync } from 'node:fs';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { parseLevel } from '../haproxy/model/stats-sockets.ts';
import { readInfo } from '../haproxy/process/info.ts';
import { readServersState, type StateProblem } from '../haproxy/process/read.ts';
import type { Running } from '../haproxy/process/running.ts';
import { quote, showUnseen } from '../text/characters.ts';
import { FileError, isSystemError, reasonOf } from './exit.ts';
import { readInput } from './files.ts';
import type { Io } from './io.ts';

const maxProblems = 20;
const maxAnswer = 64 * 1024 * 1024;

/** Seconds that HAProxy has for an answer; it gives one between two clients, in milliseconds. */
const patience = 5;

/**
 * Reads what runs from a stats socket, or from a saved answer to `show servers state`. Where a line is
 * not one of such an answer, that is said and nothing comes back.
 */
export async function readRunning(name: string, io: Io): Promise<Running | undefined> {
  const path = resolve(io.cwd, name);
  const isLive = name !== '-' && isSocket(path);
  const state = isLive
    ? await askSocket(name, path, 'show servers state')
    : new TextDecoder().decode(readInput(io, name, maxAnswer).bytes);
  const shown = name === '-' ? '<stdin>' : name;
  const { servers, problems } = readServersState(state);
  if (problems.length > 0) {
    reportProblems(shown, problems, io);
    return undefined;
  }
  const info = isLive ? await askSocket(name, path, 'show info') : '';
  const level = isLive
    ? parseLevel((await askSocket(name, path, 'show cli level')).trim())
    : undefined;
  const socket = level && { path, level };
  return { name: shown, ...readInfo(info), socket, servers };
}

function reportProblems(name: string, problems: readonly StateProblem[], io: Io): void {
  for (const { line, column, message } of problems.slice(0, maxProblems)) {
    io.err(`puppetlb: ${showUnseen(`${name}:${line}:${column}: ${message}`)}\n`);
  }
  if (problems.length > maxProblems) {
    io.err(`puppetlb: ${problems.length - maxProblems} more lines cannot be read\n`);
  }
}

function isSocket(path: string): boolean {
  try {
    return statSync(path).isSocket();
  } catch (error) {
    // What reads the file says why it cannot.
    if (isSystemError(error)) return false;
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; run as a user who may write to the socket',
  ECONNREFUSED: 'nobody listens there; HAProxy has ended, or listens elsewhere',
  ENOENT: 'it is gone; HAProxy is just starting or ending',
  EPROTOTYPE: 'it is a socket of another kind than that of HAProxy',
};

/** Sends one command that changes nothing, and reads the answer to its end. */
function askSocket(name: string, path: string, command: string): Promise<string> {
  return new Promise((resolveAnswer, reject) => {
    const chunks: Buffer[] = [];
    let total = 0;
    const fail = (reason: string) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new FileError(`${name} cannot be asked: ${reason}`));
    };
    const socket = connect(path, () => socket.end(`${command}\n`));
    const timer = setTimeout(
      () => fail(`${quote(command)} has no answer after ${patience} s; is it a stats socket?`),
      patience * 1000,
    );
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      total += chunk.length;
      if (total > maxAnswer) fail('its answer is larger than 64 MiB');
    });
    socket.on('end', () => {
      clearTimeout(timer);
      resolveAnswer(Buffer.concat(chunks).toString());
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail(reasons[error.code ?? ''] ?? reasonOf(error));
    });
  });
}
