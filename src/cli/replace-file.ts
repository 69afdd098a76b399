import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FileError, isSystemError, RefusedError, reasonOf } from './exit.ts';

/**
 * Makes a file hold a text, whole or not at all: a new file beside it takes its place, with its mode
 * and owner; a link stays and its target is replaced. A new one has the mode that is given, less the umask. Returns
 * whether anything changed.
 */
export function replaceFile(path: string, name: string, text: string, mode = 0o666): boolean {
  try {
    const existing = statIfThere(path);
    if (existing?.isDirectory() === true)
      throw new FileError(`cannot write ${name}: is a directory`);
    if (existing?.isCharacterDevice() === true) {
      writeFileSync(path, text);
      return true;
    }
    if (existing !== undefined && !existing.isFile()) {
      const help = 'omit it to write to standard output';
      throw new FileError(`cannot write ${name}: not a regular file; ${help}`);
    }
    if (existing !== undefined && readFileSync(path).equals(Buffer.from(text))) return false;
    const target = followLinks(path);
    replaceWhole(target, text, existing, mode);
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const isFolderMissing = error.code === 'ENOENT';
    const reason = isFolderMissing ? missingFolder(path) : reasonOf(error);
    throw new FileError(`cannot write ${name}: ${reason}`);
  }
}

function missingFolder(path: string): string {
  const target = followLinks(path);
  return target === path
    ? 'no such folder; create it first'
    : `it is a link to ${target}, whose folder does not exist; create it first`;
}

function statIfThere(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Where a write through a link would go, also where that file is not there yet. */
export function followLinks(path: string): string {
  let current = path;
  for (let steps = 0; steps < 40; steps += 1) {
    if (lstatSync(current, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return current;
    current = resolve(dirname(current), readlinkSync(current));
  }
  throw Object.assign(new Error('links in a circle'), { code: 'ELOOP', syscall: 'open' });
}

function replaceWhole(
  target: string,
  text: string,
  existing: Stats | undefined,
  newMode: number,
): void {
  const folder = dirname(target);
  const temporary = join(folder, `.puppetlb-${randomBytes(6).toString('hex')}`);
  writeAs(temporary, text, existing, newMode);
  try {
    renameSync(temporary, target);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
  syncFolder(folder);
}

/** Makes a new file that is on the disk, with the mode and owner of another one where there is one; or none at all. */
export function writeAs(
  path: string,
  content: string | Uint8Array,
  existing: Stats | undefined,
  newMode = 0o600,
): void {
  const mode = existing === undefined ? newMode : 0o600;
  const descriptor = openSync(path, 'wx', mode);
  try {
    try {
      writeFileSync(descriptor, content);
      if (existing !== undefined) keepOwner(descriptor, existing);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    unlinkSync(path);
    throw error;
  }
}

/** Gives an open file the mode and the owner of another one. */
export function keepOwner(descriptor: number, { uid, gid, mode }: Stats): void {
  const own = process.getuid?.() === uid && process.getgid?.() === gid;
  if (!own) fchownSync(descriptor, uid, gid);
  fchmodSync(descriptor, mode & 0o7777);
}

/** A rename survives a crash only once its folder is on the disk; not every file system can say so. */
export function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Refuses to replace a regular file, unless it is marked as ours by its first line. */
export function rejectExisting(path: string, name: string, mark?: string): void {
  try {
    const existing = statIfThere(path);
    if (existing?.isFile() !== true) return;
    if (mark !== undefined && (existing.size === 0 || firstLine(path) === mark)) return;
  } catch (error) {
    // Writing it says why.
    if (isSystemError(error)) return;
    throw error;
  }
  throw keptError(name, mark === undefined ? 'already exists' : 'was not written by puppetlb');
}

/** Says that a file is not replaced, and why. */
export function keptError(name: string, why: string): RefusedError {
  return new RefusedError(`${name} ${why}; it is unchanged (use --force to replace it)`);
}

function firstLine(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const start = Buffer.alloc(1024);
    const length = readSync(descriptor, start);
    return /^.*/.exec(start.toString('utf8', 0, length).replace(/^\uFEFF/, ''))?.[0] ?? '';
  } finally {
    closeSync(descriptor);
  }
}
