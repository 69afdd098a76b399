import { spawnSync } from 'node:child_process';
import { basename, dirname, resolve } from 'node:path';
import type { InputFile } from '../rules/lint.ts';
import { maxBytes } from '../source/decode.ts';
import { FileError, isSystemError, reasonOf, UsageError } from './exit.ts';
import type { Host } from './host.ts';

/** What a hook of git is told of its own folder, which holds no longer in the inventory's. */
const ofHooks = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_PREFIX: undefined };

/** Reads a file as it is in a revision, from the repository that it lies in, by the machine's git. */
export function readRevision(host: Host, name: string, revision: string): InputFile {
  if (name === '-') throw new UsageError('--against-rev needs an inventory in a file');
  if (revision.startsWith('-') || revision.includes(':')) {
    throw new UsageError(`--against-rev: "${revision}" is not a revision; write HEAD, for example`);
  }
  const path = resolve(host.cwd, name);
  const object = `${revision}:./${basename(path)}`;
  const { error, status, stdout, stderr } = spawnSync('git', ['cat-file', 'blob', object], {
    cwd: dirname(path),
    env: { ...host.env, ...ofHooks, LC_ALL: 'C' },
    maxBuffer: maxBytes + 1,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) {
    if (!isSystemError(error)) throw error;
    const why = error.code === 'ENOBUFS' ? 'it has more than 16 MiB' : reasonOf(error);
    throw new FileError(`git cannot be asked for ${name} in ${revision}: ${why}`);
  }
  if (status !== 0) {
    const said = stderr
      .toString()
      .trim()
      .split('\n')[0]
      ?.replace(/^fatal: /, '');
    throw new FileError(`git has no ${name} in ${revision}: ${said}`);
  }
  return { name: `${revision}:${name}`, bytes: stdout };
}
