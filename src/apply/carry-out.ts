import { commandText } from '../haproxy/process/runtime-command.ts';
import { DiskError, type Effects } from './effects.ts';
import type { Journal, Plan, Step } from './journal.ts';
import type { Outcome, Reason } from './outcome.ts';
import { isWanted, reloadTo } from './reload.ts';
import { rollBack } from './roll-back.ts';
import { judge, type WatchedServer } from './watch.ts';

/** An apply on its way: the journal as it is on the disk, and who does what it says. */
class Change {
  journal: Journal;
  readonly effects: Effects;

  constructor(journal: Journal, effects: Effects) {
    this.journal = journal;
    this.effects = effects;
  }

  /** Writes a step before it is done. */
  enter(step: Step, more: Partial<Journal> = {}): void {
    this.journal = { ...this.journal, ...more, step };
    this.effects.writeJournal(this.journal);
    this.effects.say({ kind: 'step', step });
  }
}

/** What ends the way forward. */
class Failure extends Error {
  readonly why: Reason;

  constructor(why: Reason) {
    super(why.kind);
    this.why = why;
  }
}

/** Carries out a guarded change and watches it; whatever goes wrong by the rule is undone. */
export async function carryOut(guarded: Journal, effects: Effects): Promise<Outcome> {
  const change = new Change(guarded, effects);
  try {
    return await goForward(change);
  } catch (error) {
    const why = reasonOf(error);
    if (why === undefined) throw error;
    return rollBack(change.journal, why, effects);
  }
}

function reasonOf(error: unknown): Reason | undefined {
  if (error instanceof Failure) return error.why;
  return error instanceof DiskError ? { kind: 'disk', message: error.message } : undefined;
}

async function goForward(change: Change): Promise<Outcome> {
  const { effects } = change;
  const { plan } = change.journal;
  stopIfUnwanted(effects);
  change.enter('replaced');
  if (effects.targetHash() !== plan.after.hash) effects.replace();
  const undone: string[] = [];
  let pid = plan.pid;
  if (plan.isCommanded) undone.push(...(await sendAll(change)));
  else pid = await reload(change);
  change.enter('watched', { newPid: pid });
  const down = await watch(change);
  if (plan.confirm !== undefined) await waitForPerson(change, plan.confirm);
  change.journal = { ...change.journal, step: 'confirmed' };
  effects.endJournal(change.journal);
  effects.clean();
  effects.say({ kind: 'step', step: 'confirmed' });
  return { kind: 'confirmed', pid, down, undone };
}

function stopIfUnwanted(effects: Effects): void {
  if (effects.answer() === 'abort') throw new Failure({ kind: 'aborted' });
}

async function reload(change: Change): Promise<number> {
  const { effects } = change;
  const { plan } = change.journal;
  change.enter('reloaded');
  const reloaded = await reloadTo({ id: plan.after.id, not: [plan.pid] }, effects, 2);
  if (reloaded.kind !== 'answers') {
    if (reloaded.kind === 'refused') change.journal = { ...change.journal, hasMasterRefused: true };
    throw new Failure({ kind: reloaded.kind, log: reloaded.log });
  }
  for (const command of plan.afterReload) {
    const problem = await effects.send(command);
    effects.say({ kind: 'command', command, ...(problem !== undefined && { problem }) });
  }
  return reloaded.pid;
}

/** Sends the commands one at a time; what could not be deleted is in maintenance, and returned. */
async function sendAll(change: Change): Promise<string[]> {
  const { effects } = change;
  const { commands } = change.journal.plan;
  const undone: string[] = [];
  change.enter('commanded', { sent: 0 });
  for (const [index, command] of commands.entries()) {
    stopIfUnwanted(effects);
    const problem = await effects.send(command);
    effects.say({ kind: 'command', command, ...(problem !== undefined && { problem }) });
    if (problem !== undefined) {
      const text = commandText(command);
      if (command.verb !== 'del')
        throw new Failure({ kind: 'command', command: text, answer: problem });
      undone.push(text);
    }
    change.enter('commanded', { sent: index + 1 });
  }
  return undone;
}

/** Seconds without an answer after which a process is gone. */
const patience = 5;

/** Watches until checks have had their time; the servers that are DOWN then while their pools serve. */
async function watch(change: Change): Promise<readonly string[]> {
  const { effects } = change;
  const { firstCheck, watch: rest } = change.journal.plan;
  const start = effects.uptime();
  // A check that hangs on the first answer of its server may begin late.
  let end = start + firstCheck + rest;
  let isSeen = false;
  let servers: readonly WatchedServer[] = [];
  do {
    stopIfUnwanted(effects);
    servers = await look(change);
    const { unknown } = judge(servers, change.journal.plan);
    const isLate = effects.uptime() > start + 2 * firstCheck;
    if (!isSeen && (unknown.length === 0 || isLate)) {
      isSeen = true;
      end = Math.min(end, effects.uptime() + rest);
    }
    effects.say({ kind: 'watching', servers, left: Math.max(0, end - effects.uptime()) });
    await effects.sleep(250);
  } while (effects.uptime() < end);
  return judge(servers, change.journal.plan).down;
}

/**
 * Looks once: the process is still there, it owns its binds, and no pool is empty. One that somebody replaces at this
 * moment owns none any more, so that it is asked again.
 */
async function look({ effects, journal: { plan } }: Change): Promise<readonly WatchedServer[]> {
  const end = effects.uptime() + patience;
  let why: Reason = { kind: 'gone' };
  do {
    // Somebody else's reload of this file has another number, and is looked at all the same.
    const identity = await effects.identity();
    const isThere = identity !== undefined && isWanted(identity, { id: plan.after.id, not: [] });
    const servers = isThere ? await effects.servers() : undefined;
    if (isThere && servers !== undefined) {
      const binds = effects.unownedBinds(identity.pid) ?? [];
      if (binds.length === 0) return rejectEmptied(servers, plan);
      why = { kind: 'unowned', binds };
    }
    await effects.sleep(100);
  } while (effects.uptime() < end);
  throw new Failure(why);
}

function rejectEmptied(servers: readonly WatchedServer[], plan: Plan): readonly WatchedServer[] {
  const { emptied } = judge(servers, plan);
  if (emptied.length > 0) throw new Failure({ kind: 'emptied', pools: emptied });
  return servers;
}

async function waitForPerson(change: Change, seconds: number): Promise<void> {
  const { effects } = change;
  const end = effects.uptime() + seconds;
  effects.say({ kind: 'waiting', seconds });
  for (;;) {
    const answer = effects.answer();
    if (answer === 'confirm') return;
    if (answer === 'abort') throw new Failure({ kind: 'aborted' });
    if (effects.uptime() >= end) throw new Failure({ kind: 'unconfirmed' });
    await look(change);
    await effects.sleep(250);
  }
}
