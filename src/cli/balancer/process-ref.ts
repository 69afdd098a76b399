import { readFileSync } from 'node:fs';
import type { ProcessRef } from '../../apply/journal.ts';

/** A process that is there, and no zombie. */
export function refOf(pid: number): ProcessRef | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program can hold spaces and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { pid, start: fields[19] ?? '', boot };
  } catch {
    return undefined;
  }
}

/** This process. */
export function ownRef(): ProcessRef {
  const ref = refOf(process.pid);
  if (ref === undefined) throw new Error('/proc does not know this process');
  return ref;
}

/** Whether a process still runs, and not another one by its number. */
export function isAlive({ pid, start, boot }: ProcessRef): boolean {
  const now = refOf(pid);
  return now !== undefined && now.start === start && now.boot === boot;
}
