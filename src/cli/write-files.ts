import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
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
import { followLinks, keepOwner, syncFolder } from './replace-file.ts';
import { claimFolder, isInterrupted, releaseFolder, removeEmpty } from './write-claim.ts';

/** A file below a folder; its name may hold folders. */
export interface OutputFile {
  readonly name: string;
  readonly text: string;
  readonly isExecutable: boolean;
}

interface Staged {
  readonly file: OutputFile;
  readonly temporary: string;
  readonly target: string;
}

/** These wait until files that belong together are written. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const hold = (): void => undefined;

/**
 * Makes files below a folder hold what they should, all or none: each that differs is written beside
 * its place first, and only then are they put there. What else is in the folder stays. Where the process
 * is killed meanwhile, the next one removes what is left; another one that writes there is waited for.
 */
export function writeFiles(folder: string, files: readonly OutputFile[], io: Io): void {
  const path = resolve(io.cwd, folder);
  if (differing(folder, files, io).length === 0 && !isInterrupted(path)) return;
  for (const signal of signals) process.off(signal, hold).on(signal, hold);
  try {
    writeDiffering(folder, files, io);
  } finally {
    setImmediate(() => {
      for (const signal of signals) process.off(signal, hold);
    });
  }
}

function writeDiffering(folder: string, files: readonly OutputFile[], io: Io): void {
  const path = resolve(io.cwd, folder);
  const suffix = `.puppetlb-${randomBytes(6).toString('hex')}`;
  const made: string[] = [];
  const staged = files.map((file): Staged => {
    const target = locate(join(folder, file.name), io);
    return { file, target, temporary: `${target}${suffix}` };
  });
  const temporaries = staged.map(({ temporary }) => temporary);
  let current = folder;
  let isClaimed = false;
  try {
    makeFolder(path, made);
    const folders = new Set(staged.map(({ target }) => dirname(target)));
    const missing = [...folders].filter((one) => !existsSync(one));
    claimFolder(path, folder, { temporaries, folders: missing });
    isClaimed = true;
    const needed = new Set(differing(folder, files, io));
    const written = staged.filter(({ file }) => needed.has(file));
    for (const { file, target, temporary } of written) {
      current = join(folder, file.name);
      makeFolder(dirname(target), made);
      stage(temporary, target, file);
    }
    for (const { target, temporary } of written) {
      current = target;
      renameSync(temporary, target);
    }
    for (const one of new Set([
      ...written.map(({ target }) => dirname(target)),
      ...made.map(dirname),
    ])) {
      syncFolder(one);
    }
    releaseFolder(path);
  } catch (error) {
    if (isClaimed) {
      for (const temporary of temporaries) rmSync(temporary, { force: true });
      releaseFolder(path);
    }
    for (const one of made.reverse()) removeEmpty(one);
    if (!isSystemError(error)) throw error;
    throw new FileError(`cannot write ${current}: ${reasonOf(error)}`);
  }
}

/** Where a file is written, whatever links lead there. */
function locate(name: string, io: Io): string {
  try {
    return followLinks(resolve(io.cwd, name));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new FileError(`cannot write ${name}: ${reasonOf(error)}`);
  }
}

function makeFolder(path: string, made: string[]): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  const levels = [path];
  while (levels.at(-1) !== first) levels.push(dirname(levels.at(-1) ?? first));
  made.push(...levels.reverse());
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
    throw new FileError(`cannot write ${target}: not a regular file`);
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
