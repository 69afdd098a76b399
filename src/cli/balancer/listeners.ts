import { readFileSync } from 'node:fs';
import type { Listener } from '../../apply/journal.ts';
import { readKernelSockets } from '../../haproxy/process/kernel.ts';
import { isSystemError } from '../exit.ts';
import { socketsOf } from './process-files.ts';

/** Which of some addresses a process does not listen on; undefined where this user cannot see that. */
export function missingListeners(wanted: readonly Listener[], pid: number): Listener[] | undefined {
  try {
    const own = socketsOf(pid);
    if (own === undefined) return undefined;
    const owned = new Set(
      (['tcp', 'tcp6'] as const).flatMap((file) =>
        readKernelSockets(readFileSync(`/proc/${pid}/net/${file}`, 'utf8'))
          .filter(({ inode }) => own.has(inode))
          .map(({ address, port }) => (file === 'tcp' ? `${address}:${port}` : `${port}`)),
      ),
    );
    // Those of IPv6 are known by their ports.
    return wanted.filter(
      ({ family, host, port }) => !owned.has(family === 4 ? `${host}:${port}` : `${port}`),
    );
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
