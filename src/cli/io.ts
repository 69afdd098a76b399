import { fstatSync, readSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { forRunner, isRunner } from '../report/runner.ts';
import { forTerminal } from '../report/terminal.ts';

/** What the program sees of the process that runs it. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The day by the clock of the machine, as YYYY-MM-DD. */
  today(): string;
  /** Whether a person looks at the stream. */
  isTerminal(stream: 'stdout' | 'stderr'): boolean;
  /** Reads standard input, up to a number of bytes. */
  readStdin(limit: number): Uint8Array;
  /** Writes to standard output: a text for people, or bytes for programs, as they are. */
  out(text: string | Uint8Array): void;
  /** Writes to standard error, likewise. */
  err(text: string | Uint8Array): void;
}

/** Streams that nobody's text steers: neither a terminal nor the runner of a pipeline finds a command in it. */
export function guardStreams(io: Io, hasColour: (stream: 'stdout' | 'stderr') => boolean): Io {
  const isRead = isRunner(io.env);
  const guard = (text: string, stream: 'stdout' | 'stderr'): string => {
    const shown = forTerminal(text, hasColour(stream));
    return isRead ? forRunner(shown) : shown;
  };
  return {
    ...io,
    out: (text) => io.out(typeof text === 'string' ? guard(text, 'stdout') : text),
    err: (text) => io.err(typeof text === 'string' ? guard(text, 'stderr') : text),
  };
}

/** Whether a person waits at a terminal; nobody does in a pipeline. */
export function isWatched(io: Io): boolean {
  return io.isTerminal('stderr') && io.env['TERM'] !== 'dumb' && !isRunner(io.env);
}

/** Writes what a program reads; where a person looks on, as a text for people. */
export function outForPrograms(text: string, io: Io): void {
  io.out(io.isTerminal('stdout') ? text : Buffer.from(text));
}

const descriptors = { stdout: 1, stderr: 2 };

/** The real process. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    today: () => dayOf(new Date()),
    isTerminal: (stream) => isTerminal(descriptors[stream]),
    readStdin: (limit) => readAll(0, limit),
    out: (text) => writeAll(1, text),
    err: (text) => writeAll(2, text),
  };
}

/** A pipe or a file, as in a hook, is told before the module for terminals is loaded. */
function isTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice() && isatty(descriptor);
  } catch {
    return false;
  }
}

function dayOf(now: Date): string {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** Reads a descriptor to its end, or one byte more than the limit. */
export function readAll(descriptor: number, limit: number): Uint8Array {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total <= limit) {
    const chunk = Buffer.allocUnsafe(Math.min(65_536, limit + 1 - total));
    const count = patiently(() => readSync(descriptor, chunk, 0, chunk.length, null));
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return Buffer.concat(chunks);
}

function writeAll(descriptor: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  let written = 0;
  while (written < bytes.length) {
    written += patiently(() => writeSync(descriptor, bytes, written));
  }
}

/** A descriptor that another program made non-blocking is not ready at times. */
function patiently(action: () => number): number {
  for (;;) {
    try {
      return action();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EOF') return 0;
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}
