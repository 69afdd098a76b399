import { closeSync, existsSync, fstatSync, openSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { InputFile } from '../rules/lint.ts';
import { maxBytes } from '../yaml/decode.ts';
import { FileError, isSystemError, reasonOf } from './exit.ts';
import { type Io, readAll } from './io.ts';

/** The inventory that is meant where none is named. */
export const defaultInventory = 'puppetlb.yaml';

/**
 * The inventory that is meant: the one that is named, else the nearest `puppetlb.yaml` from the working folder up to
 * the root of its git repository.
 */
export function inventoryName(named: string | undefined, { cwd }: Io): string {
  if (named !== undefined) return named;
  const path = nearestAbove(cwd, (folder) => existsSync(join(folder, defaultInventory)));
  return path === undefined ? defaultInventory : relative(cwd, join(path, defaultInventory));
}

/** The nearest folder that has something, from a folder up to the root of its git repository or of the disk. */
export function nearestAbove(start: string, has: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (has(folder)) return folder;
    if (hasGit(folder) || dirname(folder) === folder) return undefined;
  }
}

/** Whether a folder is the root of a git repository. */
export function hasGit(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

/**
 * The inventories below a folder: files that end in .yaml or .yml with a top-level key `pools`, hidden folders and
 * node_modules aside. A file is itself.
 */
export function inventoriesIn(name: string, io: Io): string[] {
  const path = resolve(io.cwd, name);
  if (name === '-' || !isFolder(path)) return [name];
  const found = guard(name, () => inventoriesBelow(path));
  if (found.length === 0)
    throw new FileError(
      `${name}: no inventory (a YAML file with "pools:") in this folder; run puppetlb init to write one`,
    );
  return found.map((below) => join(name, below));
}

/** Whether a path is a folder; one that cannot be asked is said to be unreadable when it is read. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

function inventoriesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const isSkipped = entry.name.startsWith('.') || entry.name === 'node_modules';
    if (entry.isDirectory() && !isSkipped) {
      return inventoriesBelow(join(folder, entry.name)).map((below) => join(entry.name, below));
    }
    if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) return [];
    const text = Buffer.from(readFile(join(folder, entry.name), maxBytes)).toString('latin1');
    return /^["']?pools["']?[ \t]*:/m.test(text) ? [entry.name] : [];
  });
}

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
    const reason = isToBegin ? 'no such file; run puppetlb init to write one' : reasonOf(error);
    throw new FileError(`${name}: ${reason}`);
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
