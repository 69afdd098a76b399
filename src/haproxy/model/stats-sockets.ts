import { type SocketLevel, socketLevels } from '../facts/runtime-commands.ts';
import type { FileLine } from '../syntax/configuration.ts';
import { readableWords } from './directive.ts';

/** A stats socket that HAProxy opens when it starts. */
export interface StatsSocket {
  /** As it is written: a path, or an address with its kind before it. */
  readonly address: string;
  readonly level: SocketLevel;
}

/** The stats sockets of the global sections; one below a condition that only HAProxy can decide is left out. */
export function statsSocketsOf(global: readonly FileLine[]): StatsSocket[] {
  const lines = global.flatMap((line): string[][] => {
    const [first, second, ...words] = readableWords(line);
    const isSocket = first === 'stats' && second === 'socket' && words.length > 0;
    return isSocket && !line.isUndecided ? [words] : [];
  });
  return openSockets(lines);
}

/**
 * The sockets that take connections, by the words behind "stats socket" (HAProxy 2.2 to 3.2). Of several on
 * one path the last takes the place of the others; several on one TCP address share its connections, so
 * that no more can be counted on than the lowest level.
 */
export function openSockets(lines: readonly (readonly string[])[]): StatsSocket[] {
  const open = new Map<string, StatsSocket>();
  for (const [address = '', ...options] of lines) {
    const key = socketPath(address);
    const [socket, known] = [{ address, level: levelIn(options) }, open.get(key)];
    const isLower =
      known !== undefined && socketLevels.indexOf(known.level) < socketLevels.indexOf(socket.level);
    open.set(key, isLower && !key.startsWith('/') ? known : socket);
  }
  return [...open.values()];
}

/** The path of a stats socket without its kind; another address as it is. */
export function socketPath(address: string): string {
  const path = address.replace(/^(unix|uxst)@(?=\/)/, '');
  return path.startsWith('/') ? path.replace(/\/+(\.\/+)*/g, '/') : path;
}

/** The last level that is written counts; without one it is `operator` (HAProxy 2.2 to 3.2). */
function levelIn(options: readonly string[]): SocketLevel {
  const written = options.flatMap((word, at) => {
    const level = word === 'level' ? parseLevel(options[at + 1]) : undefined;
    return level ?? [];
  });
  return written.at(-1) ?? 'operator';
}

/** One of the words that HAProxy has for a level; undefined where it is none. */
export function parseLevel(word: string | undefined): SocketLevel | undefined {
  return socketLevels.find((level) => level === word);
}
