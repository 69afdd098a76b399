import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessRef } from '../../apply/journal.ts';
import { stateFolder } from '../../apply/paths.ts';
import { FileError, isSystemError, reasonOf } from '../exit.ts';
import { isAlive, ownRef } from './process-ref.ts';

/** Who holds the lock. */
export interface Holder {
  readonly process: ProcessRef;
  readonly user: string;
  /** What is being done, in a word. */
  readonly action: string;
  readonly since: string;
  readonly step: string;
}

/** The lock of this balancer, for as long as this process has it. */
export interface Lock {
  /** Says at which step its holder is. */
  note(step: string): void;
  release(): void;
}

const path = join(stateFolder, 'lock');
const holderFile = join(stateFolder, 'lock.json');

/** The exit status that flock is told to end with where another process has the lock. */
const isTaken = 75;

/**
 * Takes the lock, and waits for it so many seconds; else says who holds it. The kernel keeps it with the open file, and
 * takes it away when this process ends, however that happens. Without flock(1) it is a file that names its owner.
 */
export function takeLock(
  holder: Pick<Holder, 'user' | 'action' | 'since'>,
  seconds: number,
): Lock | { readonly heldBy: Holder | undefined } {
  const descriptor = open();
  const wait = seconds > 0 ? ['-w', String(seconds)] : ['-n'];
  const { status, error } = spawnSync('flock', [...wait, '-E', String(isTaken), '3'], {
    stdio: ['ignore', 'ignore', 'ignore', descriptor],
  });
  const isOwn = error === undefined ? status === 0 : createFile();
  if (!isOwn) {
    closeSync(descriptor);
    return { heldBy: readHolder() };
  }
  const note = (step: string) => writeHolder({ ...holder, process: ownRef(), step });
  note('locked');
  return {
    note,
    release() {
      for (const file of [holderFile, ...(error === undefined ? [] : [ownerFile])]) remove(file);
      closeSync(descriptor);
    },
  };
}

function open(): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new FileError(`${path}: ${reasonOf(error)}`);
  }
}

const ownerFile = `${path}.pid`;

/** One that a process left behind which does not run any more is nobody's. */
function createFile(): boolean {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      const descriptor = openSync(ownerFile, 'wx', 0o600);
      writeSync(descriptor, JSON.stringify(ownRef()));
      closeSync(descriptor);
      return true;
    } catch (error) {
      if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
      const owner = readJson<ProcessRef>(ownerFile);
      if (owner !== undefined && isAlive(owner)) return false;
      remove(ownerFile);
    }
  }
  return false;
}

/** Who holds the lock is worth knowing, and no reason to fail. */
function writeHolder(holder: Holder): void {
  try {
    writeFileSync(holderFile, JSON.stringify(holder), { mode: 0o600 });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** Who holds the lock, or held it last. */
export function readHolder(): Holder | undefined {
  return readJson<Holder>(holderFile);
}

/** What another puppetlb of this balancer wrote; undefined where there is nothing whole. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
