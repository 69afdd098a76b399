import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import { DiskError, type Effects } from './effects.ts';
import { isBegun, type Journal } from './journal.ts';
import type { Obstacle, Outcome, Reason } from './outcome.ts';
import { isWanted, reloadTo } from './reload.ts';
import { hasNewCaServed } from './watch.ts';

/** So often the old file is loaded until it answers. */
const attempts = 5;

/**
 * Undoes a change: the file goes back first, then the process. It can be begun again wherever another one was killed.
 * Nothing is touched where the file or the process is somebody else's by now, or a different CA has signed.
 */
export async function rollBack(journal: Journal, why: Reason, effects: Effects): Promise<Outcome> {
  const { plan } = journal;
  const hash = effects.targetHash();
  const isOld = hash === plan.before.hash;
  // A file that is written in place can be half of either.
  const isHalf = plan.isInPlace && (journal.step === 'replaced' || journal.step === 'rolling-back');
  const isMine = hash === plan.after.hash || isHalf;
  if (isOld && !isBegun(journal)) {
    end(journal, effects);
    return { kind: 'untouched', why };
  }
  const obstacle =
    isOld || isMine ? await findObstacle(journal, why, effects) : ({ kind: 'file' } as const);
  if (obstacle !== undefined) return stay(journal, why, obstacle, effects);
  const undoing: Journal = { ...journal, step: 'rolling-back' };
  note(undoing, effects);
  const problem = onDisk(() => effects.restore());
  if (problem !== undefined)
    return stay(journal, why, { kind: 'restore', message: problem }, effects);
  const back = await goBack(undoing, effects);
  if (typeof back !== 'number') return stay(undoing, why, back, effects);
  end(undoing, effects);
  return { kind: 'rolled-back', why, pid: back };
}

/** Does something with the disk; why it refused, where it did. */
function onDisk(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof DiskError) return error.message;
    throw error;
  }
}

/** The way back does not wait for a disk that is full: what it does can be seen without the journal. */
function note(journal: Journal, effects: Effects): void {
  onDisk(() => effects.writeJournal(journal));
  effects.say({ kind: 'step', step: journal.step });
}

/** A journal that cannot be ended leads to the same end once more. */
function end(journal: Journal, effects: Effects): void {
  onDisk(() => {
    effects.endJournal(journal);
    effects.clean();
  });
}

/** Both files stay where they are, for the person who looks. */
function stay(journal: Journal, why: Reason, obstacle: Obstacle, effects: Effects): Outcome {
  onDisk(() => effects.endJournal(journal));
  return { kind: 'look-now', why, obstacle };
}

/** What a person asked for in so many words is done. */
function isAsked({ kind }: Reason): boolean {
  return kind === 'aborted';
}

async function findObstacle(
  journal: Journal,
  why: Reason,
  effects: Effects,
): Promise<Obstacle | undefined> {
  const { plan, newPid, step } = journal;
  if (step === 'rolling-back') return undefined;
  if (plan.isRollbackOff && !isAsked(why)) return { kind: 'rollback-off' };
  const identity = await effects.identity();
  if (identity === undefined) return undefined;
  const isNew = identity.pid !== plan.pid;
  if (
    isNew &&
    (newPid === undefined
      ? ![plan.after.id, plan.before.id].includes(identity.id)
      : identity.pid !== newPid)
  ) {
    return { kind: 'reload' };
  }
  if (plan.newCas.length === 0) return undefined;
  const servers = await effects.servers();
  const hasServed = servers !== undefined && hasNewCaServed(servers, plan, isNew);
  return hasServed ? { kind: 'ca' } : undefined;
}

/** Brings the process back to the file; the number of the process that shows it, or why that is not possible. */
async function goBack(journal: Journal, effects: Effects): Promise<number | Obstacle> {
  const { plan, hasMasterRefused, sent = 0 } = journal;
  const current = await effects.identity();
  const isKept = current?.pid === plan.pid && isWanted(current, { id: plan.before.id, not: [] });
  // The master said that the old process never stopped.
  if (hasMasterRefused === true && isKept) return plan.pid;
  if (plan.isCommanded && isKept && (await undo(plan.undo?.slice(0, sent + 1), effects)))
    return plan.pid;
  // The old process can answer while the new one starts: only one that is younger than both counts.
  const not = current === undefined ? [plan.pid] : [plan.pid, current.pid];
  const back = await reloadTo({ id: plan.before.id, not }, effects, attempts);
  if (back.kind !== 'answers') {
    const left = await effects.identity();
    const isServing = left !== undefined && isWanted(left, { id: plan.before.id, not: [] });
    if (!isServing) return { kind: 'old-silent', log: back.log };
    return left.pid;
  }
  for (const command of plan.afterRollback) await effects.send(command);
  return back.pid;
}

/** Sends the way back of each command, the last one first; false where HAProxy does not do it. */
async function undo(
  lists: readonly (readonly RuntimeCommand[])[] | undefined,
  effects: Effects,
): Promise<boolean> {
  if (lists === undefined) return false;
  for (const command of lists.toReversed().flat()) {
    const problem = await effects.send(command);
    effects.say({ kind: 'command', command, ...(problem !== undefined && { problem }) });
    if (problem !== undefined) return false;
  }
  return true;
}
