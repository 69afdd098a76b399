import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plan } from '../../apply/journal.ts';
import { FileError, isSystemError, reasonOf } from '../exit.ts';
import { followLinks, syncFolder, writeAs } from '../replace-file.ts';
import { onDisk } from './journal-file.ts';

/** The files of a change: the one that HAProxy reads, the new one and the old one beside it. */
export type ChangedFiles = Pick<Plan, 'target' | 'staged' | 'backup' | 'isInPlace'>;

/** The hash by which a file is known. */
export function hashOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The hash of a file; undefined where there is none. */
export function hashOfFile(path: string): string | undefined {
  try {
    return hashOf(readFileSync(path));
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

/**
 * Writes the new file beside the old one, and gives the old one a second name there: the change itself, and the way
 * back, are a rename each, which needs no room on the disk. The folder is read by HAProxy where it is given as one, but
 * no hidden file.
 */
export function stageFiles(
  path: string,
  text: string,
  id: string,
  isInPlace: boolean,
): ChangedFiles {
  try {
    const target = followLinks(path);
    const beside = (end: string) => join(dirname(target), `.puppetlb-${id}.${end}`);
    const files = { target, staged: beside('new'), backup: beside('old'), isInPlace };
    const existing = statSync(target);
    writeAs(files.staged, text, existing);
    try {
      keepOld(files, existing);
    } catch (error) {
      removeStaged(files);
      throw error;
    }
    syncFolder(dirname(target));
    return files;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new FileError(`cannot write ${path}: ${reasonOf(error)}`);
  }
}

/** A second name keeps mode, owner and label; a copy is made where the file itself is written. */
function keepOld({ target, backup, isInPlace }: ChangedFiles, existing: Stats): void {
  if (!isInPlace) {
    try {
      linkSync(target, backup);
      return;
    } catch (error) {
      // Not every file system knows second names.
      if (!isSystemError(error) || error.code === 'ENOSPC' || error.code === 'EROFS') throw error;
    }
  }
  writeAs(backup, readFileSync(target), existing);
}

/** Puts the new file in the place of the old one. */
export function replaceTarget(files: ChangedFiles): void {
  onDisk(() => put(files, files.staged));
}

/** Puts the old file back, where it is not there already. */
export function restoreTarget(files: ChangedFiles, hash: string): void {
  if (hashOfFile(files.target) === hash) return;
  onDisk(() => put(files, files.backup));
}

function put({ target, isInPlace }: ChangedFiles, from: string): void {
  if (isInPlace) writeInPlace(target, readFileSync(from));
  else {
    renameSync(from, target);
    syncFolder(dirname(target));
  }
  // A file that was made beside it has the label of its folder.
  if (existsSync('/sys/fs/selinux/enforce')) spawnSync('restorecon', [target]);
}

function writeInPlace(target: string, bytes: Uint8Array): void {
  const descriptor = openSync(target, 'r+');
  try {
    writeSync(descriptor, bytes, 0, bytes.length, 0);
    ftruncateSync(descriptor, bytes.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Removes what stands beside the file. */
export function removeStaged({ staged, backup }: Pick<ChangedFiles, 'staged' | 'backup'>): void {
  for (const file of [staged, backup]) {
    try {
      unlinkSync(file);
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
}

/** Whether a path is mounted by itself, as a file of a container can be: then no rename can replace it. */
export function isMounted(path: string): boolean {
  const target = followLinks(path);
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  // Spaces in a path are written in octal there.
  return mounts.some((line) => line.split(' ')[4] === target.replaceAll(' ', '\\040'));
}

/** Keeps a text for a person who looks for it later; a disk that is full is no reason to fail then. */
export function keepCopy(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
