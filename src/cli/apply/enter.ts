import { setTimeout as pause } from 'node:timers/promises';
import type { Journal } from '../../apply/journal.ts';
import { rollBack } from '../../apply/roll-back.ts';
import type { Settings } from '../../apply/settings.ts';
import { audit } from '../balancer/audit.ts';
import { balancerEffects } from '../balancer/effects.ts';
import { readJournal, writeAnswer, writeJournal } from '../balancer/journal-file.ts';
import { type Holder, type Lock, takeLock } from '../balancer/lock.ts';
import { isAlive, ownRef } from '../balancer/process-ref.ts';
import { loadSettings } from '../balancer/settings.ts';
import { runTimer } from '../balancer/timer.ts';
import type { Arguments } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { finish } from './finish.ts';
import { type ApplyOptions, readOptions } from './options.ts';
import { readOverrides } from './plan-file.ts';
import { applyChange, carryOutHere } from './run.ts';
import { Speaker } from './speak.ts';

/** Applies, goes on with what was interrupted, or undoes it. */
export async function runApply(args: Arguments, io: Io): Promise<number> {
  const [first, second] = ['continue', 'rollback', 'dry-run', 'plan'].filter((name) =>
    args.flag(name),
  );
  if (second !== undefined) throw new UsageError(`--${first} and --${second} exclude each other`);
  if (args.flag('when-due') && !args.flag('rollback')) {
    throw new UsageError('--when-due needs --rollback');
  }
  const given = readOptions(args);
  const speaker = new Speaker(io, given.isJson, given.ticket);
  try {
    const settings = loadSettings(args, io);
    if (settings === undefined) return refuse(exit.wrong, 'the settings have errors', speaker);
    if (args.flag('when-due')) {
      await runTimer(settings, io);
      return exit.fine;
    }
    return await enterLocked(settings, given, args, io, speaker);
  } catch (error) {
    const why = (error as Error).message;
    speaker.log('refused', { why });
    speaker.json({ changed: false, result: 'refused', why });
    throw error;
  }
}

async function enterLocked(
  settings: Settings,
  given: ApplyOptions,
  args: Arguments,
  io: Io,
  speaker: Speaker,
): Promise<number> {
  const { savedPlan } = given;
  const options =
    savedPlan === undefined ? given : { ...given, overrides: readOverrides(savedPlan) };
  const lock = takeLock({ user: userOf(io), action: 'apply', since: now() }, options.lockWait);
  if ('heldBy' in lock) return sayLocked(lock.heldBy, speaker, io);
  try {
    const code = await enter(settings, options, args, io, { lock, speaker });
    speaker.log('end', { exit_status: code });
    return code;
  } finally {
    lock.release();
  }
}

function enter(
  settings: Settings,
  options: ApplyOptions,
  args: Arguments,
  io: Io,
  { lock, speaker }: { lock: Lock; speaker: Speaker },
): number | Promise<number> {
  const journal = readJournal();
  const isForward = args.flag('continue');
  speaker.log('start', { overrides: overridesText(options) });
  if (isForward || args.flag('rollback')) {
    return resume(journal, settings, isForward, lock, speaker);
  }
  if (journal !== undefined) return sayPending(journal, speaker, io);
  return applyChange(settings, options, args, io, { lock, speaker });
}

/** The overrides as they were written; undefined for none. */
function overridesText({ overrides, isRollbackOff, isAlone }: ApplyOptions): string | undefined {
  const { adopt, remove, allowEmpty, inPlace } = overrides;
  const words = [
    ...(adopt ? ['--adopt'] : []),
    ...remove.map((name) => `--remove ${name}`),
    ...allowEmpty.map((pool) => `--allow-empty ${pool}`),
    ...(inPlace ? ['--in-place'] : []),
    ...(isRollbackOff ? ['--no-rollback'] : []),
    ...(isAlone ? ['--alone'] : []),
  ];
  return words.length === 0 ? undefined : words.join(' ');
}

function userOf({ env }: Io): string {
  return env['SUDO_USER'] ?? env['USER'] ?? String(process.getuid?.());
}

function now(): string {
  return new Date().toISOString();
}

function sayLocked(holder: Holder | undefined, speaker: Speaker, io: Io): number {
  const who =
    holder === undefined
      ? 'another puppetlb'
      : `puppetlb ${holder.action} of ${holder.user} (process ${holder.process.pid}, since ${holder.since}, at step ${holder.step})`;
  const why = `${who} has the lock of this balancer; wait for it with --lock-wait 60s`;
  io.err(`puppetlb: ${why}\n`);
  return refuse(exit.pending, why, speaker);
}

function sayPending({ user, started, step }: Journal, speaker: Speaker, io: Io): number {
  const why = `a change of ${user} from ${started} was interrupted at step ${step}; run puppetlb apply --rollback or puppetlb apply --continue`;
  io.err(`puppetlb: ${why}\n`);
  return refuse(exit.pending, why, speaker);
}

function refuse(code: number, why: string, speaker: Speaker): number {
  speaker.log('refused', { why });
  speaker.json({ changed: false, result: 'refused', why });
  return code;
}

async function resume(
  journal: Journal | undefined,
  settings: Settings,
  isForward: boolean,
  lock: Lock,
  speaker: Speaker,
): Promise<number> {
  if (journal === undefined) {
    speaker.line('no interrupted change');
    speaker.json({ changed: false, result: 'unchanged' });
    return exit.fine;
  }
  const own: Journal = { ...journal, foreground: ownRef() };
  if (isForward && journal.step !== 'rolling-back') {
    writeJournal(own);
    return finish(await carryOutHere(own, settings, speaker), own.plan, speaker, lock);
  }
  const listener = { say: speaker.say.bind(speaker), wanted: () => undefined };
  const effects = balancerEffects(own, settings, listener);
  const outcome = await rollBack(own, { kind: 'aborted' }, effects);
  return finish(outcome, own.plan, speaker, lock);
}

/** Seconds in which the process that applies hears an answer, and undoes what is aborted. */
const patience = 120;

/** Confirms or aborts the change that waits, from another terminal; the log of the machine has who did. */
export async function answerChange(
  answer: 'confirm' | 'abort',
  args: Arguments,
  io: Io,
): Promise<number> {
  audit({ action: answer, step: 'start' }, io);
  const code = await answerPending(answer, args, io);
  audit({ action: answer, step: 'end', details: { exit_status: code } }, io);
  return code;
}

async function answerPending(
  answer: 'confirm' | 'abort',
  args: Arguments,
  io: Io,
): Promise<number> {
  if (loadSettings(args, io) === undefined) return exit.wrong;
  const journal = readJournal();
  if (journal === undefined) {
    io.err(`puppetlb: no unconfirmed change\n`);
    return exit.wrong;
  }
  if (!isAlive(journal.foreground)) {
    io.err('puppetlb: the apply process has ended; run puppetlb apply --rollback\n');
    return exit.pending;
  }
  if (answer === 'confirm' && journal.step !== 'watched') {
    io.err(`puppetlb: the change is at step ${journal.step}; it cannot be confirmed yet\n`);
    return exit.pending;
  }
  writeAnswer(journal.id, answer);
  for (let waited = 0; waited < patience * 10; waited += 1) {
    if (readJournal()?.id !== journal.id) {
      io.out(
        answer === 'confirm'
          ? 'confirmed\n'
          : 'aborted; the output of apply shows what was undone\n',
      );
      return exit.fine;
    }
    await pause(100);
  }
  io.err('puppetlb: the apply process has not ended; run puppetlb status\n');
  return exit.unlike;
}
