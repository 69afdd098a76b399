import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseLevel } from '../haproxy/model/stats-sockets.ts';
import { readInfo } from '../haproxy/process/info.ts';
import { readServersState, type StateProblem } from '../haproxy/process/read.ts';
import type { Running } from '../haproxy/process/running.ts';
import { showUnseen } from '../text/characters.ts';
import { askSocket } from './balancer/socket.ts';
import { isSystemError } from './exit.ts';
import { readInput } from './files.ts';
import type { Io } from './io.ts';

const maxProblems = 20;
const maxAnswer = 64 * 1024 * 1024;

/**
 * Reads what runs from a stats socket, or from a saved answer to `show servers state`. Where a line is
 * not one of such an answer, that is said and nothing comes back.
 */
export async function readRunning(name: string, io: Io): Promise<Running | undefined> {
  const path = resolve(io.cwd, name);
  const isLive = name !== '-' && isSocket(path);
  const ask = (command: string) => askSocket(path, command, { name });
  const state = isLive
    ? await ask('show servers state')
    : new TextDecoder().decode(readInput(io, name, maxAnswer).bytes);
  const shown = name === '-' ? '<stdin>' : name;
  const { servers, problems } = readServersState(state);
  if (problems.length > 0) {
    reportProblems(shown, problems, io);
    return undefined;
  }
  const info = isLive ? await ask('show info') : '';
  const level = isLive ? parseLevel((await ask('show cli level')).trim()) : undefined;
  const socket = level && { path, level };
  return { name: shown, ...readInfo(info), socket, servers };
}

function reportProblems(name: string, problems: readonly StateProblem[], io: Io): void {
  for (const { line, column, message } of problems.slice(0, maxProblems)) {
    io.err(`puppetlb: ${showUnseen(`${name}:${line}:${column}: ${message}`)}\n`);
  }
  if (problems.length > maxProblems) {
    io.err(`puppetlb: ${problems.length - maxProblems} more lines have a syntax error\n`);
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
