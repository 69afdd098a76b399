import type { FileLine } from '../syntax/configuration.ts';
import { readableWords } from './directive.ts';

/** What HAProxy lets a client of a stats socket do; only `admin` may change servers. */
export type SocketLevel = 'user' | 'operator' | 'admin';

/** A stats socket that HAProxy opens when it starts. */
export interface StatsSocket {
  /** As it is written: a path, or an address with its kind before it. */
  readonly address: string;
  readonly level: SocketLevel;
}

/** The stats sockets of the global sections; one below a condition that only HAProxy can decide is left out. */
export function statsSocketsOf(global: readonly FileLine[]): StatsSocket[] {
  return global.flatMap((line): StatsSocket[] => {
    const [first, second, address, ...options] = readableWords(line);
    if (first !== 'stats' || second !== 'socket' || address === undefined) return [];
    return line.isUndecided ? [] : [{ address, level: levelIn(options) }];
  });
}

/** The last level that is written counts; without one it is `operator` (HAProxy 2.2 to 3.2). */
export function levelIn(options: readonly string[]): SocketLevel {
  const written = options.flatMap((word, at) => {
    const level = word === 'level' ? parseLevel(options[at + 1]) : undefined;
    return level ?? [];
  });
  return written.at(-1) ?? 'operator';
}

/** One of the words that HAProxy has for a level; undefined where it is none. */
export function parseLevel(word: string | undefined): SocketLevel | undefined {
  return levels.find((level) => level === word);
}

const levels: readonly SocketLevel[] = ['user', 'operator', 'admin'];
