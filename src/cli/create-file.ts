import { randomBytes } from 'node:crypto';
import { linkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileError, isSystemError, reasonOf } from './exit.ts';

/** Makes a file that is not there yet, whole or not at all; what is there is never touched. */
export function createFile(path: string, name: string, text: string): void {
  const temporary = join(dirname(path), `.puppetlb-${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', flush: true });
    try {
      linkSync(temporary, path);
    } finally {
      unlinkSync(temporary);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') {
      throw new FileError(`${name} is there already; name another file, or remove it first`);
    }
    const isFolderMissing = error.code === 'ENOENT';
    const reason = isFolderMissing ? 'its folder is not there; make it first' : reasonOf(error);
    throw new FileError(`${name} cannot be written: ${reason}`);
  }
}
