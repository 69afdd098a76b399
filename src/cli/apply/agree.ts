import { readSync } from 'node:fs';
import { isatty } from 'node:tty';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import type { ApplyOptions } from './options.ts';

/** Asks a person at a terminal; without one somebody must have agreed before. */
export function agree({ isAgreed, isJson }: ApplyOptions, io: Io): boolean {
  if (isAgreed) return true;
  if (isJson || !io.isTerminal('stdout') || !isatty(0)) {
    throw new UsageError('no terminal to ask at; add --yes to apply without asking');
  }
  io.out('Apply this change? [y/N] ');
  return /^y(es)?$/i.test(readLine().trim());
}

function readLine(): string {
  const bytes = Buffer.alloc(1024);
  const count = readSync(0, bytes, 0, bytes.length, null);
  return bytes.toString('utf8', 0, count);
}
