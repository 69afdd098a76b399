import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stagedTree } from '../built.ts';
import { makeFolder } from '../folder.ts';
import { commandIn, pathIn } from '../integration/haproxies.ts';

const suites = process.env['PUPPETLB_PRE_COMMITS'] ?? '/var/cache/puppetlb/pre-commit';

/** A machine with a real pre-commit: this one, or another Debian suite in a folder that programs are run in. */
export interface Machine {
  readonly suite: string;
  readonly root: string;
}

/** The machine of a suite; nothing where it is not there and `CI` is not set. */
export function machinesOf(suite: 'here' | 'bullseye' | 'sid'): readonly Machine[] {
  const root = suite === 'here' ? '/' : join(suites, suite);
  if (existsSync(join(root, 'usr/bin/pre-commit'))) return [{ suite, root }];
  if (root === '/' || process.env['CI'] !== undefined) {
    throw new Error(`no pre-commit in ${root}; scripts/install-debian-packages installs it`);
  }
  return [];
}

/** What a program left behind. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
}

/** A folder on a machine with a tagged clone of the project, `puppetlb`, and a user's repository, `fleet`. */
export interface Desk {
  /** Where a file of the user's repository is, seen from this machine. */
  path(name: string): string;
  /** Runs a program in the user's repository, without a network. */
  run(words: readonly string[], env?: Readonly<Record<string, string>>): Run;
  /** The commit that the clone is tagged at. */
  readonly commit: string;
  remove(): void;
}

/** Makes a desk; the clone holds the program as it is built now, and the hooks as they are written now. */
export function toDesk({ root }: Machine): Desk {
  const folder = makeFolder({ parent: join(root, 'tmp') });
  const clone = folder.at('puppetlb');
  git(folder.path, ['clone', '--quiet', stagedTree(), clone]);
  git(folder.make('fleet'), ['init', '--quiet']);
  const inside = pathIn(root, folder.path);
  const own = {
    HOME: inside,
    PRE_COMMIT_HOME: join(inside, 'cache'),
    PATH: root === '/' ? (process.env['PATH'] ?? '') : '/usr/sbin:/usr/bin:/sbin:/bin',
  };
  return {
    path: (name) => folder.at('fleet', name),
    run(words, env = {}) {
      const settings = Object.entries({ ...own, ...env }).map(
        ([name, value]) => `${name}=${value}`,
      );
      const line = ['env', '-i', '-C', join(inside, 'fleet'), ...settings, ...words];
      return run(['unshare', '--net', ...commandIn(root, line)]);
    },
    commit: git(clone, ['rev-parse', 'HEAD']).trim(),
    remove: folder.remove,
  };
}

function git(cwd: string, words: readonly string[]): string {
  const { status, output } = run(['git', '-C', cwd, ...words]);
  if (status !== 0) throw new Error(output);
  return output;
}

function run([program = '', ...words]: readonly string[]): Run {
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, output: stdout + stderr };
}
