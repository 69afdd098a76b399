import type { Identity } from '../haproxy/process/identity.ts';
import type { Effects } from './effects.ts';

/** What is wanted of the process that answers. */
export interface Wanted {
  readonly id: string | undefined;
  /** The processes that do not count: they were there before. */
  readonly not: readonly number[];
}

/** What came of a reload. */
export type Reloaded =
  | { readonly kind: 'answers'; readonly pid: number }
  /** The master said so, and the old process never stopped. */
  | { readonly kind: 'refused'; readonly log: readonly string[] }
  | { readonly kind: 'silent'; readonly log: readonly string[] };

/** Seconds in which the new process answers; the slowest that was seen needs 0.2. */
const patience = 5;

/**
 * Reloads until the wanted configuration answers from a new process. A second reload within 120 ms of another one is lost
 * without a word (2.2 to 3.0), so that only the answer of the new process counts, and one that does not come is asked
 * for again.
 */
export async function reloadTo(
  wanted: Wanted,
  effects: Effects,
  attempts: number,
): Promise<Reloaded> {
  let log: readonly string[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) effects.say({ kind: 'again' });
    const answer = await effects.reload();
    if (answer.kind === 'failed') return { kind: 'refused', log: answer.log };
    if (answer.kind === 'unreachable') log = answer.log;
    const found = await waitFor(wanted, effects);
    if (found !== undefined) return { kind: 'answers', pid: found.pid };
    const failure = await effects.failure();
    if (failure !== undefined) return { kind: 'refused', log: failure };
    if (answer.kind === 'unreachable') break;
  }
  return { kind: 'silent', log };
}

/** Whether a process is the one that is wanted. */
export function isWanted({ id, pid, isStopping }: Identity, wanted: Wanted): boolean {
  return id === wanted.id && !isStopping && !wanted.not.includes(pid);
}

async function waitFor(wanted: Wanted, effects: Effects): Promise<Identity | undefined> {
  const end = effects.uptime() + patience;
  do {
    const identity = await effects.identity();
    if (identity !== undefined && isWanted(identity, wanted)) return identity;
    await effects.sleep(50);
  } while (effects.uptime() < end);
  return undefined;
}
