import { randomBytes } from 'node:crypto';
import { uptime } from 'node:os';
import { carryOut } from '../../apply/carry-out.ts';
import { type Answer, DiskError } from '../../apply/effects.ts';
import type { Journal, Plan } from '../../apply/journal.ts';
import type { Outcome } from '../../apply/outcome.ts';
import { isNothingToDo, planChange } from '../../apply/plan.ts';
import type { Settings } from '../../apply/settings.ts';
import { version } from '../../generated/manifest.ts';
import { isRunner } from '../../report/runner.ts';
import { hashOf, keepCopy, removeStaged, stageFiles } from '../balancer/configuration-file.ts';
import { balancerEffects } from '../balancer/effects.ts';
import { endJournal, previousFile, writeJournal } from '../balancer/journal-file.ts';
import type { Lock } from '../balancer/lock.ts';
import { ownRef } from '../balancer/process-ref.ts';
import { hasSystemd, startTimer } from '../balancer/timer.ts';
import type { Arguments } from '../command.ts';
import { exit, FileError, RefusedError } from '../exit.ts';
import type { Io } from '../io.ts';
import { agree } from './agree.ts';
import { checkBuilt } from './check-built.ts';
import { finish } from './finish.ts';
import type { ApplyOptions } from './options.ts';
import { rejectBeforePeer } from './peer.ts';
import { comparePlan, savePlan } from './plan-file.ts';
import { prepare } from './prepare.ts';
import { probeServers } from './probe.ts';
import { showChange } from './show.ts';
import type { Speaker } from './speak.ts';

/** Everything from the first question to the result, while this process has the lock. */
export async function applyChange(
  settings: Settings,
  options: ApplyOptions,
  args: Arguments,
  io: Io,
  { lock, speaker }: { lock: Lock; speaker: Speaker },
): Promise<number> {
  lock.note('asked');
  const prepared = await prepare(settings, options, args, io);
  if (typeof prepared === 'number') return refuse(prepared, speaker);
  const { asked, situation } = prepared;
  if (options.savedPlan !== undefined) comparePlan(options.savedPlan, prepared);
  if (isNothingToDo(situation, asked.hashes)) {
    showChange(prepared, undefined, [], options, speaker, io);
    speaker.json({ changed: false, result: 'unchanged' });
    return exit.fine;
  }
  if (!options.isAlone) rejectBeforePeer(settings, prepared);
  lock.note('probed');
  const failing = await probeServers(prepared.inventory, io);
  lock.note('checked');
  if (!(await checkBuilt(settings, prepared, args, io))) return refuse(exit.wrong, speaker);
  const intent = planChange(asked);
  lock.note('shown');
  showChange(prepared, intent, failing, options, speaker, io);
  if (options.planFile !== undefined) savePlan(options.planFile, prepared, options);
  if (options.isDryRun) {
    speaker.json({ changed: true, result: 'would-change' });
    return exit.differs;
  }
  if (!agree(options, io)) {
    io.err('puppetlb: nothing was changed\n');
    return refuse(exit.wrong, speaker);
  }
  lock.note('guarded');
  const id = randomBytes(4).toString('hex');
  const { configuration } = settings;
  const { inPlace } = options.overrides;
  const files = stageFiles(configuration, prepared.built.text, id, inPlace);
  keepCopy(previousFile, situation.sides.before.sources.map(({ text }) => text).join(''));
  const journal = journalOf(id, { ...files, ...intent }, io);
  speaker.log('guarded', {
    change: id,
    plan: hashOf(JSON.stringify(intent)).slice(0, 12),
    old_id: situation.runningId,
    new_id: situation.newId,
  });
  const outcome = await guarded(journal, settings, options, speaker, io);
  return finish(outcome, journal.plan, speaker, lock);
}

function refuse(code: number, speaker: Speaker): number {
  speaker.json({ changed: false, result: 'refused' });
  return code;
}

/** Seconds for reloads that are asked for again, on the way there and back. */
const reloading = 60;

function journalOf(id: string, plan: Plan, io: Io): Journal {
  const { firstCheck, watch, confirm = 0 } = plan;
  return {
    version: 1,
    puppetlb: version,
    id,
    user: io.env['SUDO_USER'] ?? io.env['USER'] ?? String(process.getuid?.()),
    started: new Date().toISOString(),
    step: 'guarded',
    foreground: ownRef(),
    deadline: uptime() + 2 * firstCheck + watch + confirm + reloading,
    plan,
  };
}

/** Sets the rollback timer, and only then changes something. */
async function guarded(
  journal: Journal,
  settings: Settings,
  options: ApplyOptions,
  speaker: Speaker,
  io: Io,
): Promise<Outcome> {
  try {
    writeJournal(journal);
    if (!options.isRollbackOff) await setTimer(journal, io);
  } catch (error) {
    removeStaged(journal.plan);
    endQuietly();
    if (error instanceof DiskError) throw new FileError(error.message);
    throw error;
  }
  return carryOutHere(journal, settings, speaker);
}

function endQuietly(): void {
  try {
    endJournal();
  } catch (error) {
    // It was not written.
    if (!(error instanceof DiskError)) throw error;
  }
}

async function setTimer({ id }: Journal, io: Io): Promise<void> {
  if (!hasSystemd() && isRunner(io.env)) {
    throw new RefusedError(
      'a CI runner kills background processes at the end of a job, also the rollback timer; run apply over ssh on the balancer, or add --no-rollback',
    );
  }
  if ((await startTimer(id)) === undefined) {
    throw new RefusedError(
      'the rollback timer did not start, nothing was changed; see /var/lib/puppetlb/timer.log, or add --no-rollback',
    );
  }
}

/** Carries out a change in this process; signals that end it are a wish to go back. */
export async function carryOutHere(
  journal: Journal,
  settings: Settings,
  speaker: Speaker,
): Promise<Outcome> {
  let wanted: Answer | undefined;
  const abort = () => {
    wanted = 'abort';
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
  for (const signal of signals) process.on(signal, abort);
  try {
    const listener = { say: speaker.say.bind(speaker), wanted: () => wanted };
    return await carryOut(journal, balancerEffects(journal, settings, listener));
  } finally {
    for (const signal of signals) process.off(signal, abort);
  }
}
