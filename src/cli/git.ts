import { spawnSync } from 'node:child_process';
import { basename, dirname, resolve } from 'node:path';
import type { InputFile } from '../rules/lint.ts';
import { maxBytes } from '../yaml/decode.ts';
import { FileError, isSystemError, reasonOf, UsageError } from './exit.ts';
import type { Io } from './io.ts';

/** What a hook of git is told of its own folder, which holds no longer in the inventory's. */
const ofHooks = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_PREFIX: undefined };

/** Reads a file as it is in a revision, from the repository that it lies in, by the machine's git. */
export function readRevision(io: Io, name: string, revision: string): InputFile {
  if (name === '-') throw new UsageError('--against-rev needs an inventory in a file');
  if (/^-|[:\n]/.test(revision)) {
    throw new UsageError(`--against-rev: "${revision}" is not a revision; write HEAD, for example`);
  }
  const path = resolve(io.cwd, name);
  const asked = { name, revision, object: `${revision}:./${basename(path)}` };
  const ask = (words: readonly string[], input?: string) => {
    const { error, ...answer } = spawnSync('git', words, {
      cwd: dirname(path),
      env: { ...io.env, ...ofHooks, LC_ALL: 'C' },
      maxBuffer: maxBytes + 1,
      input: input ?? '',
    });
    // A git that refuses may end before it was asked; its own words say more.
    const isEarly = isSystemError(error) && error.code === 'EPIPE' && answer.status !== null;
    if (error === undefined || isEarly) return answer;
    if (!isSystemError(error)) throw error;
    const why = error.code === 'ENOBUFS' ? 'larger than 16 MiB' : reasonOf(error);
    throw new FileError(`cannot read ${name} in ${revision} from git: ${why}`);
  };
  const found = ask(['cat-file', '--batch-check', '--follow-symlinks'], `${asked.object}\n`);
  const blob = blobOf(found.stdout.toString(), asked);
  const { status, stdout, stderr } = ask(['cat-file', 'blob', blob]);
  if (status !== 0)
    throw new FileError(`git has no ${name} in ${revision}: ${reportWhy(stderr, asked)}`);
  return { name: `${revision}:${name}`, bytes: stdout };
}

interface Asked {
  readonly name: string;
  readonly revision: string;
  readonly object: string;
}

const links: Readonly<Record<string, string>> = {
  dangling: 'to nothing',
  loop: 'in a cycle',
  notdir: 'through a file',
  symlink: 'out of the repository',
};

/** What a link leads to, where the file is one; what git does not have is asked for by its own name. */
function blobOf(answer: string, { name, revision, object }: Asked): string {
  const [, blob] = /^([0-9a-f]{40,}) blob /.exec(answer) ?? [];
  const where = links[answer.slice(0, answer.search(/[^a-z]/))];
  if (where === undefined) return blob ?? object;
  throw new FileError(`git has no ${name} in ${revision}: there it is a link that leads ${where}`);
}

/** The first line of what git says, and what to do where the file may have had another name. */
function reportWhy(stderr: Buffer, { name, revision }: Asked): string {
  const [line = ''] = stderr.toString().trim().split('\n');
  const why = line.replace(/^fatal: /, '');
  if (!/exists on disk, but not in/.test(why)) return why;
  const old = `git show ${revision}:./OLD.yaml`;
  return `${why}; where it had another name: ${old} | puppetlb diff ${name} --against -`;
}
