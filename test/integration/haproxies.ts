import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HaproxyMessage, readMessages } from '../../src/haproxy/process/messages.ts';

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
  return withFile(haproxy, text, (file) => {
    const { status, stderr } = run(haproxy, ['-c', '-dW', '-f', file]);
    return { status, stderr, messages: readMessages(stderr, file) };
  });
}

function withFile<T>({ root }: RealHaproxy, text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(root, 'tmp/puppetlb-test-'));
  try {
    writeFileSync(join(folder, 'haproxy.cfg'), text);
    return use(join('/', folder.slice(root.length), 'haproxy.cfg'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(
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
