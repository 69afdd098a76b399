import { readFileSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, DiskError } from '../../apply/effects.ts';
import { formatJournal, type Journal, type ProcessRef, parseJournal } from '../../apply/journal.ts';
import { journalFile, stateFolder } from '../../apply/paths.ts';
import { FileError, isSystemError, RefusedError, reasonOf } from '../exit.ts';
import { replaceFile, syncFolder } from '../replace-file.ts';
import { readJson } from './lock.ts';

const path = journalFile;
const lastPath = join(stateFolder, 'last-apply.json');
/** The file of HAProxy as it was before the last apply. */
export const previousFile: string = join(stateFolder, 'previous.cfg');
const answerPath = join(stateFolder, 'answer.json');
const timerPath = join(stateFolder, 'timer.json');

/** The change that is not confirmed yet; undefined where there is none. */
export function readJournal(): Journal | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw new FileError(`${path}: ${reasonOf(error)}`, { cause: error });
  }
  const journal = parseJournal(text);
  if (journal !== undefined) return journal;
  throw new RefusedError(
    `${path} is damaged, or from a different version of puppetlb: run apply --rollback with that version; or compare ${previousFile} with the file of HAProxy, and move the journal away`,
  );
}

/** Makes a journal durable. */
export function writeJournal(journal: Journal): void {
  write(path, formatJournal(journal));
}

/** Nothing is pending any more; what was done last stays readable. */
export function endJournal(): void {
  onDisk(() => {
    renameSync(path, lastPath);
    syncFolder(stateFolder);
  });
  for (const file of [answerPath, timerPath]) {
    try {
      unlinkSync(file);
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
}

/** What a person says to a change that waits. */
export function writeAnswer(id: string, answer: Answer): void {
  write(answerPath, `${JSON.stringify({ id, answer })}\n`);
}

/** What a person said to this change. */
export function readAnswer(id: string): Answer | undefined {
  const read = readJson<{ id: string; answer: Answer }>(answerPath);
  return read?.id === id ? read.answer : undefined;
}

/** The timer of a change says that it runs. */
export function writeTimer(id: string, process: ProcessRef): void {
  write(timerPath, `${JSON.stringify({ id, process })}\n`);
}

/** The timer of this change, once it runs. */
export function readTimer(id: string): ProcessRef | undefined {
  const read = readJson<{ id: string; process: ProcessRef }>(timerPath);
  return read?.id === id ? read.process : undefined;
}

function write(file: string, text: string): void {
  onDisk(() => replaceFile(file, file, text));
}

/** Does something whose failure is one of the disk. */
export function onDisk<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof FileError) throw new DiskError(error.message);
    if (isSystemError(error)) throw new DiskError(`${error.path ?? path}: ${reasonOf(error)}`);
    throw error;
  }
}
