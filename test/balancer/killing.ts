import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Journal } from '../../src/apply/journal.ts';
import { parseJournal } from '../../src/apply/journal.ts';
import { untilEnded } from './applying.ts';
import type { Balancer } from './balancer.ts';
import { pidFile } from './balancer.ts';

/** Who is killed while a change is under way. */
export const victims = ['foreground', 'timer', 'both', 'master', 'worker'] as const;

/** One of them. */
export type Victim = (typeof victims)[number];

/** The steps at which the journal can be seen. */
export const seenSteps = ['guarded', 'replaced', 'reloaded', 'watched'] as const;

const stateFolder = '/var/lib/puppetlb';

/** The journal of the change that is pending; undefined where there is none. */
export function journalOf(balancer: Balancer): Journal | undefined {
  try {
    return parseJournal(readFileSync(balancer.path(`${stateFolder}/apply.json`), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The process of its timer, once it has said so. */
function timerOf(balancer: Balancer): number | undefined {
  try {
    return JSON.parse(readFileSync(balancer.path(`${stateFolder}/timer.json`), 'utf8')).process.pid;
  } catch {
    return undefined;
  }
}

/** Waits until a change is at a step, or has ended, and some milliseconds more, and kills somebody. */
export async function killAt(
  balancer: Balancer,
  step: Journal['step'],
  victim: Victim,
  later = 0,
): Promise<void> {
  const worker = await balancer.worker();
  let journal: Journal | undefined;
  // The steps that come before it are only met on the way.
  for (let tries = 0; tries < 30_000 && journal?.step !== step; tries += 1) {
    const now = journalOf(balancer);
    if (journal !== undefined && now === undefined) break;
    journal = now ?? journal;
    await pause(1);
  }
  await pause(later);
  const isOfTimer = victim === 'timer' || victim === 'both';
  for (let tries = 0; isOfTimer && tries < 10_000 && timerOf(balancer) === undefined; tries += 1) {
    if (journalOf(balancer) === undefined) break;
    await pause(1);
  }
  const master = Number(balancer.read(pidFile).trim());
  const timer = timerOf(balancer);
  const pids = {
    foreground: [journal?.foreground.pid],
    timer: [timer],
    both: [journal?.foreground.pid, timer],
    master: [master],
    worker: [worker],
  }[victim].filter((pid) => pid !== undefined && pid > 0);
  if (pids.length > 0) await balancer.run(['kill', '-9', ...pids.map(String)]);
}

/** Applies a change while somebody is killed, lets a person roll back what is left, and says what is everywhere. */
export async function applyAndKill(
  balancer: Balancer,
  { step, victim, later = 0 }: { step: Journal['step']; victim: Victim; later?: number },
): Promise<{ readonly code: number | null; readonly stdout: string }> {
  const run = balancer.puppetlb(['apply', '--yes']);
  await killAt(balancer, step, victim, later);
  const { code, stdout } = await run;
  if (victim === 'both' && journalOf(balancer) !== undefined) {
    // Nobody is left to act: everybody else is refused, and a person rolls back.
    expect((await balancer.puppetlb(['apply', '--yes'])).code).toBe(75);
    const { code: status } = await balancer.puppetlb(['apply', '--rollback']);
    expect([1, 4]).toContain(status);
  }
  await untilEnded(balancer);
  return { code, stdout };
}
