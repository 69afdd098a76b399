import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FileError, isSystemError, reasonOf } from './exit.ts';
import { readIfThere } from './files.ts';
import type { Io } from './io.ts';
import { followLinks, keepOwner } from './replace-file.ts';

/** A file below a folder; its name may hold folders. */
export interface OutputFile {
  readonly name: string;
  readonly text: string;
  readonly isExecutable: boolean;
}

interface Staged {
  readonly temporary: string;
  readonly target: string;
}

/**
 * Makes files below a folder hold what they should, all or none: each that differs is written beside
 * its place first, and only then are they put there. What else is in the folder stays.
 */
export function writeFiles(folder: string, files: readonly OutputFile[], io: Io): void {
  const suffix = `.puppetlb-${randomBytes(6).toString('hex')}`;
  const staged: Staged[] = [];
  const made: string[] = [];
  let current = folder;
  try {
    for (const file of differing(folder, files, io)) {
      current = join(folder, file.name);
      const target = followLinks(resolve(io.cwd, current));
      const first = mkdirSync(dirname(target), { recursive: true });
      if (first !== undefined) made.push(first);
      staged.push({ temporary: `${target}${suffix}`, target });
      stage(`${target}${suffix}`, target, file);
    }
    for (const { temporary, target } of staged) {
      current = target;
      renameSync(temporary, target);
    }
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    for (const path of made.reverse()) rmSync(path, { recursive: true, force: true });
    if (!isSystemError(error)) throw error;
    throw new FileError(`${current} cannot be written: ${reasonOf(error)}`);
  }
}

/** The files that do not hold what they should, or cannot be run and should. */
export function differing(
  folder: string,
  files: readonly OutputFile[],
  io: Io,
): readonly OutputFile[] {
  return files.filter(({ name, text, isExecutable }) => {
    const existing = readIfThere(io, join(folder, name));
    if (existing === undefined || !Buffer.from(text).equals(existing)) return true;
    const { mode } = statSync(resolve(io.cwd, folder, name));
    return isExecutable && (mode & 0o100) === 0;
  });
}

function stage(temporary: string, target: string, { text, isExecutable }: OutputFile): void {
  const existing = statSync(target, { throwIfNoEntry: false });
  if (existing?.isDirectory() === true) {
    throw Object.assign(new Error(), { code: 'EISDIR', syscall: 'open' });
  }
  if (existing?.isFile() === false) {
    throw new FileError(`${target} cannot be written: it is not a regular file`);
  }
  const descriptor = openSync(temporary, 'wx', isExecutable ? 0o777 : 0o666);
  try {
    writeFileSync(descriptor, text);
    if (existing !== undefined) keepMode(descriptor, existing, isExecutable);
  } finally {
    closeSync(descriptor);
  }
}

function keepMode(descriptor: number, existing: Stats, isExecutable: boolean): void {
  keepOwner(descriptor, existing);
  if (isExecutable) fchmodSync(descriptor, (existing.mode & 0o7777) | 0o111);
}
