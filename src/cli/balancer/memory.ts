import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  changedFiles,
  type FileHashes,
  formatFileHashes,
  parseFileHashes,
} from '../../apply/file-hashes.ts';
import { journalFile, stateFolder } from '../../apply/paths.ts';
import type { Settings } from '../../apply/settings.ts';
import type { RecordedState } from '../../apply/states.ts';
import type { Pending } from '../../apply/status.ts';
import { readConfigurationFiles } from '../configuration-files.ts';
import { FileError, isSystemError, reasonOf } from '../exit.ts';
import { type Io, processIo } from '../io.ts';
import { replaceFile } from '../replace-file.ts';
import { hashOf } from './configuration-file.ts';
import { readJournal } from './journal-file.ts';
import { readStates, statesFile } from './states.ts';

const hashesFile = join(stateFolder, 'files.json');

/** The files of HAProxy as they are now. */
function hashFiles({ files }: Settings, io: Io): FileHashes {
  const read = readConfigurationFiles(io, files, 'may-be-empty');
  return Object.fromEntries(read.map(({ name, bytes }) => [name, hashOf(bytes)]));
}

/** Remembers the files of HAProxy once a change is confirmed; where that fails, nothing is remembered. */
export function rememberFiles(settings: Settings): void {
  try {
    const hashes = hashFiles(settings, processIo());
    replaceFile(hashesFile, hashesFile, formatFileHashes(hashes), 0o600);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    rmSync(hashesFile, { force: true });
  }
}

/** What was remembered; a text where it cannot be read. */
export interface Memory {
  /** Files that changed since a change was confirmed; undefined where none was. */
  readonly changed: readonly string[] | undefined;
  readonly pending: Pending | undefined;
  /** Servers that were taken out by hand. */
  readonly states: readonly RecordedState[];
  readonly unknown: readonly string[];
}

/** What the state folder remembers; others than root may not look into it. */
export function recall(settings: Settings, io: Io): Memory {
  const unknown: string[] = [];
  const hashes = ifAllowed(readHashes, hashesFile, unknown);
  const pending = ifAllowed(readJournal, journalFile, unknown);
  const known = hashes === undefined ? undefined : parseFileHashes(hashes);
  return {
    changed: known && changedFiles(known, hashFiles(settings, io)),
    pending: pending && { user: pending.user, started: pending.started, step: pending.step },
    states: ifAllowed(readStates, statesFile, unknown) ?? [],
    unknown,
  };
}

/** What another user than root may not read is unknown; what is damaged ends the command, for nobody knows what it hides. */
function ifAllowed<T>(read: () => T, path: string, unknown: string[]): T | undefined {
  try {
    return read();
  } catch (error) {
    const { cause } = error as Error;
    if (!isSystemError(cause) || cause.code !== 'EACCES') throw error;
    unknown.push(`${path}: permission denied; run as root`);
    return undefined;
  }
}

function readHashes(): string | undefined {
  try {
    return readFileSync(hashesFile, 'utf8');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT') return undefined;
    throw new FileError(`${hashesFile}: ${reasonOf(error)}`, { cause: error });
  }
}
