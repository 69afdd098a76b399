import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { InputFile } from '../rules/lint.ts';
import { FileError, isSystemError, reasonOf } from './exit.ts';
import { isFolder, readInput } from './files.ts';
import type { Io } from './io.ts';

/**
 * Reads the files of a configuration in the order in which they are named; of a folder those that
 * end in .cfg and do not begin with a dot, in the order of their bytes, as HAProxy's `-f` does; it
 * passes over folders, pipes and devices.
 */
export function readConfigurationFiles(
  io: Io,
  names: readonly string[],
  folders: 'have-files' | 'may-be-empty' = 'have-files',
): InputFile[] {
  return names.flatMap((name) => {
    if (name === '-' || !isFolder(resolve(io.cwd, name))) return readInput(io, name);
    const parts = partsOf(io, name);
    if (parts.length === 0 && folders === 'have-files')
      throw new FileError(`${name}: no *.cfg file in this folder`);
    return parts.map((part) => readInput(io, join(name, part)));
  });
}

/** Whether there is something that is no file; a link that leads nowhere is said when it is read. */
function isOther(path: string): boolean {
  try {
    return !statSync(path).isFile();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

function partsOf({ cwd }: Io, name: string): string[] {
  try {
    return readdirSync(resolve(cwd, name))
      .filter((part) => part.endsWith('.cfg') && !part.startsWith('.'))
      .filter((part) => !isOther(resolve(cwd, name, part)))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new FileError(`${name}: ${reasonOf(error)}`);
  }
}
