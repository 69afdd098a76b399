import { spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, fstatSync, openSync } from 'node:fs';
import type { Settings } from '../../apply/settings.ts';
import { isSystemError } from '../exit.ts';
import { readAll } from '../io.ts';
import { processReading, wordsOf } from './process-files.ts';

/** By what the HAProxy of a machine is found. */
export type MasterHints = Pick<Settings, 'files' | 'configuration' | 'pidFile' | 'unit'>;

/** The process of HAProxy that is reloaded; undefined where none runs. */
export function readPid({ files, configuration, pidFile, unit }: MasterHints): number | undefined {
  const read = new Set([...files, configuration]);
  const written = pidFile === undefined ? Number.NaN : writtenPid(pidFile);
  // Who owns the folder of the pid file may write any number into it.
  if (written > 0 && wordsOf(written).some((word) => read.has(word))) return written;
  const main = unit === undefined ? Number.NaN : mainPid(unit);
  return main > 0 && existsSync(`/proc/${main}`) ? main : processReading(read);
}

/** The number in a pid file; a pipe in its place is not waited for. */
function writtenPid(path: string): number {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      if (!fstatSync(descriptor).isFile()) return Number.NaN;
      return Number.parseInt(Buffer.from(readAll(descriptor, 64)).toString(), 10);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return Number.NaN;
  }
}

function mainPid(unit: string): number {
  const words = ['show', '-p', 'MainPID', '--value', unit];
  const { stdout } = spawnSync('systemctl', words, { encoding: 'utf8', timeout: 10_000 });
  return Number.parseInt(stdout ?? '', 10);
}
