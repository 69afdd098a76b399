import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type HaproxyMessage, readMessages } from '../../src/haproxy/process/messages.ts';
import { type FolderOptions, withFolder } from '../folder.ts';

/** A real HAProxy: Debian's own, or one of another suite in a folder that it is run in. */
export interface RealHaproxy {
  readonly version: string;
  readonly root: string;
}

const suites = process.env['PUPPETLB_SUITES'] ?? '/var/cache/puppetlb/haproxy';

const candidates: readonly RealHaproxy[] = [
  { version: '2.2', root: join(suites, 'bullseye') },
  { version: '2.6', root: '/' },
  { version: '3.0', root: join(suites, 'trixie') },
  { version: '3.2', root: join(suites, 'sid') },
];

/** The ones that must be there: in CI all of them, elsewhere Debian's own. */
export const haproxies: readonly RealHaproxy[] = candidates.filter(({ root }) => {
  const isThere = existsSync(join(root, 'usr/sbin/haproxy'));
  if (!isThere && (root === '/' || process.env['CI'] !== undefined)) {
    throw new Error(`no HAProxy in ${root}; scripts/install-debian-packages installs it`);
  }
  return isThere;
});

/** What a real HAProxy says of a configuration. */
export interface Verdict {
  readonly status: number | null;
  readonly stderr: string;
  readonly messages: readonly HaproxyMessage[];
}

/** Runs `haproxy -c -dW` on a text. */
export function check(haproxy: RealHaproxy, text: string): Verdict {
  return withFolder((folder) => {
    const file = pathIn(haproxy.root, folder.write('haproxy.cfg', text));
    const { status, stderr } = run(haproxy, ['-c', '-dW', '-f', file]);
    return { status, stderr, messages: readMessages(stderr, file) };
  }, temporaryOf(haproxy));
}

/** Where a folder is made that a real HAProxy sees, too. */
export function temporaryOf({ root }: RealHaproxy): FolderOptions {
  return { parent: join(root, 'tmp') };
}

/** A path as programs that are run in a root know it. */
export function pathIn(root: string, path: string): string {
  return join('/', path.slice(root.length));
}

/** Runs a real HAProxy with its arguments. */
export function run(
  { root }: RealHaproxy,
  words: readonly string[],
): { status: number | null; stderr: string } {
  const [program = '', ...rest] = commandIn(root, ['haproxy', ...words]);
  const { status, stderr, error } = spawnSync(program, rest, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { status, stderr };
}

/** A command as it is run in a root: as it is, or by chroot. */
export function commandIn(root: string, words: readonly string[]): string[] {
  return root === '/' ? [...words] : ['chroot', root, ...words];
}
