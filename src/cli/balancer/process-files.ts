import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { readParent } from '../../haproxy/process/kernel.ts';
import { isSystemError } from '../exit.ts';

/** A file of the kernel; undefined where it is gone, or nobody may look. */
export function readIfVisible(path: string): string | undefined {
  return patiently(() => readFileSync(path, 'utf8'));
}

/** A file of the kernel; an empty text where it is gone, or nobody may look. */
export function readKernel(path: string): string {
  return readIfVisible(path) ?? '';
}

function patiently<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}

/** The processes that run. */
function processes(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []));
}

/** The words that started a process. */
export function wordsOf(pid: number): string[] {
  return readKernel(`/proc/${pid}/cmdline`).split('\0').slice(0, -1);
}

/** The process above another one. */
export function parentOf(pid: number): number {
  return readParent(readKernel(`/proc/${pid}/stat`));
}

/** The name by which the kernel knows a process. */
export function nameOf(pid: number): string {
  return readKernel(`/proc/${pid}/comm`).trim();
}

/** The processes that the kernel knows by a name. */
export function processesNamed(name: string): number[] {
  return processes().filter((pid) => nameOf(pid) === name);
}

/** The HAProxy that reads a file and that no other HAProxy started. */
export function processReading(files: ReadonlySet<string>): number | undefined {
  const found = processes().filter((pid) => {
    const words = wordsOf(pid);
    return basename(words[0] ?? '').startsWith('haproxy') && words.some((word) => files.has(word));
  });
  return found.find((pid) => !found.includes(parentOf(pid)));
}

/** The inodes of the sockets that a process has open, none once it has ended; undefined where this user may not look. */
export function socketsOf(pid: number): ReadonlySet<string> | undefined {
  const folder = `/proc/${pid}/fd`;
  try {
    const links = readdirSync(folder).map((name) =>
      patiently(() => readlinkSync(`${folder}/${name}`)),
    );
    return new Set(links.flatMap((link = '') => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'ENOENT' || error.code === 'ESRCH' ? new Set() : undefined;
  }
}

/** Which processes have sockets open, by inodes; those of others only root can see. */
export function socketProcesses(inodes: ReadonlySet<string>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const pid of processes()) {
    for (const inode of socketsOf(pid) ?? []) {
      if (inodes.has(inode)) found.set(inode, [...(found.get(inode) ?? []), pid]);
    }
  }
  return found;
}
