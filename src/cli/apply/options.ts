import type { Overrides } from '../../apply/refusals.ts';
import { parseTime } from '../../inventory/values/time.ts';
import { isError } from '../../text/result.ts';
import type { Arguments } from '../command.ts';
import { UsageError } from '../exit.ts';

/** What the command line asks of an apply. */
export interface ApplyOptions {
  readonly overrides: Overrides;
  readonly isRollbackOff: boolean;
  /** Seconds; undefined where nobody has to confirm. */
  readonly confirm: number | undefined;
  readonly isDryRun: boolean;
  readonly isAgreed: boolean;
  readonly isJson: boolean;
  readonly lockWait: number;
  /** Whether the other balancer of a pair is not asked. */
  readonly isAlone: boolean;
  /** What the log of the machine says it is for. */
  readonly ticket: string | undefined;
  /** Where the plan is saved, and the one that is carried out. */
  readonly planFile: string | undefined;
  readonly savedPlan: string | undefined;
}

/** Reads the options; those that contradict each other are refused. */
export function readOptions(args: Arguments): ApplyOptions {
  const confirm = secondsOf(args, 'confirm');
  const isRollbackOff = args.flag('no-rollback');
  if (isRollbackOff && confirm !== undefined) {
    throw new UsageError(
      '--confirm and --no-rollback exclude each other: --confirm needs the rollback',
    );
  }
  const [planFile, savedPlan] = [args.value('plan'), args.operands[0]];
  if (planFile !== undefined && savedPlan !== undefined) {
    throw new UsageError('--plan saves a new plan; remove it to apply the given one');
  }
  return {
    overrides: {
      adopt: args.flag('adopt'),
      remove: args.values('remove'),
      allowEmpty: args.values('allow-empty'),
      inPlace: args.flag('in-place'),
    },
    ...{ isRollbackOff, confirm, planFile, savedPlan },
    isDryRun: args.flag('dry-run') || planFile !== undefined,
    isAgreed: args.flag('yes'),
    isJson: args.value('format') === 'json',
    lockWait: secondsOf(args, 'lock-wait') ?? 0,
    isAlone: args.flag('alone'),
    ticket: args.value('ticket'),
  };
}

function secondsOf(args: Arguments, name: string): number | undefined {
  const text = args.value(name);
  if (text === undefined) return undefined;
  const time = parseTime(text);
  if (isError(time)) throw new UsageError(`--${name} does not take "${text}"; write 5m or 90s`);
  const seconds = time.value.ms / 1000;
  if (seconds < 1) throw new UsageError(`--${name} is ${text}; write at least 1s`);
  return Math.ceil(seconds);
}

/** The arguments for findings, which are always text here, and of the site of this balancer. */
export function textArguments(args: Arguments, site: string | undefined): Arguments {
  return {
    ...args,
    value: (name) => (name === 'site' ? site : name === 'format' ? undefined : args.value(name)),
    values: (name) => (name === 'format' ? [] : args.values(name)),
  };
}
