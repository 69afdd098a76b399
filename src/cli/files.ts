import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InputFile } from '../rules/lint.ts';
import { maxBytes } from '../yaml/decode.ts';
import { FileError, isSystemError, reasonOf } from './exit.ts';
import { type Io, readAll } from './io.ts';

/** The inventory that is meant where none is named. */
export const defaultInventory = 'puppetlb.yaml';

/** Reads an inventory, or another list; `-` from standard input. One byte more than the limit says that it is larger. */
export function readInput(io: Io, name: string, limit: number = maxBytes): InputFile {
  if (name === '-')
    return { name: '<stdin>', bytes: guard('standard input', () => io.readStdin(limit)) };
  return { name, bytes: guard(name, () => readFile(resolve(io.cwd, name), limit)) };
}

/** The content of a regular file, or undefined where there is none. */
export function readIfThere(io: Io, name: string): Uint8Array | undefined {
  return guard(name, () => {
    try {
      const path = resolve(io.cwd, name);
      const isOther = !statSync(path).isFile() && !statSync(path).isDirectory();
      return isOther ? undefined : readFile(path, Number.MAX_SAFE_INTEGER);
    } catch (error) {
      if (isSystemError(error) && error.code === 'ENOENT') return undefined;
      throw error;
    }
  });
}

function guard<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const isToBegin = name === defaultInventory && error.code === 'ENOENT';
    const reason = isToBegin ? 'it is not there; puppetlb init writes one' : reasonOf(error);
    throw new FileError(`${name} cannot be read: ${reason}`);
  }
}

function readFile(path: string, limit: number): Uint8Array {
  const descriptor = openSync(path, 'r');
  try {
    if (fstatSync(descriptor).isDirectory()) {
      throw Object.assign(new Error(), { code: 'EISDIR', syscall: 'read' });
    }
    return readAll(descriptor, limit);
  } finally {
    closeSync(descriptor);
  }
}

/** Whether two paths lead to one file; where one cannot be asked, they are two. */
export function isSameFile(path: string, other: string): boolean {
  try {
    const [one, two] = [statSync(path), statSync(other)];
    return one.ino === two.ino && one.dev === two.dev;
  } catch {
    return false;
  }
}
