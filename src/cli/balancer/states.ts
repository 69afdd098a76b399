import { lstatSync, mkdirSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../../apply/paths.ts';
import type { RecordedState } from '../../apply/states.ts';
import { formatStates, parseStates } from '../../apply/states-file.ts';
import { FileError, isSystemError, LockedError, RefusedError, reasonOf } from '../exit.ts';
import { replaceFile } from '../replace-file.ts';
import { claimFolder, releaseFolder } from '../write-claim.ts';

/** The file that holds which servers were taken out by hand on this balancer. */
export const statesFile: string = join(stateFolder, 'states.json');

/** Reads the states of this balancer; none where there is no file. A damaged file, or one of another user, ends the command. */
export function readStates(): readonly RecordedState[] {
  const stats = inStateFolder(() => lstatSync(statesFile, { throwIfNoEntry: false }));
  if (stats === undefined) return [];
  rejectUnsafe(stats);
  if (!stats.isFile()) throw new FileError(`${statesFile}: not a regular file`);
  const result = parseStates(inStateFolder(() => readFileSync(statesFile, 'utf8')));
  if ('states' in result) return result.states;
  const { line, column, message } = result.problem;
  throw new FileError(
    `${statesFile}:${line}:${column}: ${message}; fix it, or move it away and drain again the servers that must stay out of rotation`,
  );
}

/** Changes the states of this balancer while nobody else does; what is returned is written. */
export async function changeStates<T>(
  change: (
    states: readonly RecordedState[],
    write: (states: readonly RecordedState[]) => void,
  ) => Promise<T>,
): Promise<T> {
  inStateFolder(() => mkdirSync(stateFolder, { recursive: true, mode: 0o700 }));
  rejectUnsafe(inStateFolder(() => lstatSync(stateFolder)));
  claimStates();
  try {
    return await change(readStates(), writeStates);
  } finally {
    releaseFolder(stateFolder);
  }
}

/** That somebody else changes states is no fault of a file: trying again later helps. */
function claimStates(): void {
  try {
    claimFolder(stateFolder, stateFolder, { temporaries: [], folders: [] });
  } catch (error) {
    if (error instanceof FileError) throw new LockedError(error.message);
    throw fileErrorOf(error);
  }
}

function writeStates(states: readonly RecordedState[]): void {
  replaceFile(statesFile, statesFile, formatStates(states), 0o600);
}

function inStateFolder<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw fileErrorOf(error);
  }
}

function fileErrorOf(error: unknown): unknown {
  if (!isSystemError(error)) return error;
  return new FileError(`${statesFile}: ${reasonOf(error)}`, { cause: error });
}

/** Who can write the file could hold a server out, or in. */
function rejectUnsafe(stats: Stats): void {
  const why = stats.isSymbolicLink()
    ? 'it is a symbolic link'
    : stats.uid !== process.geteuid?.()
      ? `it belongs to user ${stats.uid}`
      : (stats.mode & 0o022) !== 0
        ? 'other users may write to it'
        : undefined;
  if (why === undefined) return;
  const path = stats.isDirectory() ? stateFolder : statesFile;
  throw new RefusedError(`${path} is ignored: ${why}`);
}
