import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { settingsFile } from '../../apply/paths.ts';
import { proposeSettings } from '../../apply/propose-settings.ts';
import { exit, FileError, isSystemError, RefusedError, reasonOf } from '../exit.ts';
import type { Io } from '../io.ts';
import { findHaproxy } from './find-haproxy.ts';

const defaultInventory = '/etc/puppetlb/puppetlb.yaml';

/** Writes settings for the HAProxy that runs here, and says what it could not find. */
export function initSettings(name: string | undefined, io: Io): number {
  const inventory = name === undefined ? defaultInventory : resolve(io.cwd, name);
  const { found, others, notes } = findHaproxy(io);
  if (found === undefined) {
    throw new RefusedError(
      'no HAProxy runs here, and there is no /etc/haproxy/haproxy.cfg; install and start HAProxy first',
    );
  }
  const proposed = proposeSettings(found, inventory);
  create(proposed.text);
  io.out(`wrote ${settingsFile}\n`);
  const more = others.map(
    (pid) => `another HAProxy runs, PID ${pid}; the settings describe one HAProxy only`,
  );
  for (const note of [...notes, ...more, ...proposed.notes]) io.err(`puppetlb: ${note}\n`);
  io.err('puppetlb: read it, then run puppetlb status\n');
  return exit.fine;
}

/** A file that is there is never touched. */
function create(text: string): void {
  try {
    mkdirSync(dirname(settingsFile), { recursive: true, mode: 0o755 });
    writeFileSync(settingsFile, text, { flag: 'wx', flush: true });
    chmodSync(settingsFile, 0o644);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') {
      throw new RefusedError(
        `${settingsFile} already exists and was not changed; edit it, or remove it and run puppetlb init --apply again`,
      );
    }
    throw new FileError(`cannot write ${settingsFile}: ${reasonOf(error)}`);
  }
}
