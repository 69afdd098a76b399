import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Journal, ProcessRef } from '../../apply/journal.ts';
import type { Outcome, Reason } from '../../apply/outcome.ts';
import { stateFolder } from '../../apply/paths.ts';
import { rollBack } from '../../apply/roll-back.ts';
import type { Settings } from '../../apply/settings.ts';
import { isSystemError } from '../exit.ts';
import type { Io } from '../io.ts';
import { audit } from './audit.ts';
import { balancerEffects } from './effects.ts';
import { readJournal, readTimer, writeTimer } from './journal-file.ts';
import { takeLock } from './lock.ts';
import { isAlive, ownRef } from './process-ref.ts';

/** Whether systemd runs this machine: then the timer is a service of its own, which no session ends. */
export function hasSystemd(): boolean {
  return existsSync('/run/systemd/system');
}

const logFile = join(stateFolder, 'timer.log');

/** Seconds that a timer has to start. */
const patience = 15;

/** Starts the rollback timer of a change, and waits until it says that it runs; undefined where it does not. */
export async function startTimer(id: string): Promise<ProcessRef | undefined> {
  // A single executable is its own program.
  const script = process.argv[1] === process.execPath ? [] : process.argv.slice(1, 2);
  const words = [process.execPath, ...script, 'apply', '--rollback', '--when-due'];
  if (hasSystemd()) {
    const unit = `--unit=puppetlb-rollback-${id}`;
    spawnSync('systemd-run', ['--quiet', '--collect', unit, '--', ...words], { stdio: 'ignore' });
  } else {
    startDetached(words);
  }
  for (const end = uptime() + patience; uptime() < end; ) {
    const timer = readTimer(id);
    if (timer !== undefined) return timer;
    await pause(20);
  }
  return undefined;
}

/** A session of its own and no terminal: what ends this process does not end that one. */
function startDetached([program = '', ...words]: readonly string[]): void {
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(program, words, { cwd: '/', detached: true, stdio: ['ignore', log, log] });
  child.on('error', () => undefined);
  child.unref();
  closeSync(log);
}

/** Why the timer acts: undefined for not yet. */
function dueReason({ foreground, deadline }: Journal): Reason | undefined {
  if (!isAlive(foreground)) return { kind: 'interrupted' };
  return uptime() >= deadline ? { kind: 'overdue' } : undefined;
}

/**
 * Waits until the change that is pending has ended, its foreground process is gone, or its deadline is over; in the last
 * two cases it is undone. A foreground process that is late is ended first, so that only one acts.
 */
export async function runTimer(settings: Settings, io: Io): Promise<Outcome | undefined> {
  const first = readJournal();
  if (first === undefined) return undefined;
  const { id } = first;
  writeTimer(id, ownRef());
  for (;;) {
    const journal = await whenDue(id);
    if (journal === undefined) return undefined;
    if (uptime() >= journal.deadline) end(journal.foreground);
    const lock = takeLock({ user: journal.user, action: 'rollback', since: isoNow() }, 30);
    if ('heldBy' in lock) continue;
    try {
      // Somebody may have ended it, or gone on with it, meanwhile.
      const now = readJournal();
      const why = now?.id === id ? dueReason(now) : undefined;
      if (now !== undefined && why !== undefined) return await undo(now, why, settings, io);
    } finally {
      lock.release();
    }
  }
}

/** The change, once the timer has to act; undefined where it has ended. */
async function whenDue(id: string): Promise<Journal | undefined> {
  for (;;) {
    const journal = readJournal();
    if (journal?.id !== id) return undefined;
    if (dueReason(journal) !== undefined) return journal;
    await pause(200);
  }
}

async function undo(journal: Journal, why: Reason, settings: Settings, io: Io): Promise<Outcome> {
  const log = (step: string) =>
    audit({ action: 'rollback', step, details: { change: journal.id, why: why.kind } }, io);
  log('start');
  note(`${isoNow()} ${journal.id}: ${why.kind} at ${journal.step}`);
  const listener = { say: () => undefined, wanted: () => undefined };
  const outcome = await rollBack(journal, why, balancerEffects(journal, settings, listener));
  note(`${isoNow()} ${journal.id}: ${JSON.stringify(outcome)}`);
  log(outcome.kind);
  return outcome;
}

function isoNow(): string {
  return new Date().toISOString();
}

function end(foreground: ProcessRef): void {
  try {
    if (isAlive(foreground)) process.kill(foreground.pid, 'SIGKILL');
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

/** The log of the timer is for people who wonder; it is no reason to fail. */
function note(line: string): void {
  try {
    appendFileSync(logFile, `${line}\n`, { mode: 0o600 });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
