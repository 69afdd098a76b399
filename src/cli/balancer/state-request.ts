import { userInfo } from 'node:os';
import { parseDuration, parseMoment } from '../../apply/moment.ts';
import type { State } from '../../inventory/model.ts';
import { isError, type Result } from '../../text/result.ts';
import type { Arguments, Command, OptionSpec } from '../command.ts';
import { UsageError } from '../exit.ts';
import type { Io } from '../io.ts';

/** What somebody wants of servers. */
export interface StateRequest {
  readonly state: State;
  readonly words: readonly string[];
  readonly pools: readonly string[];
  readonly by: string;
  readonly reason: string | undefined;
  /** A time, as ISO 8601. */
  readonly until: string | undefined;
  readonly ticket: string | undefined;
  /** Seconds that connections have to end; undefined where nobody waits. */
  readonly wait: number | undefined;
  /** Sessions that are ended in a second. */
  readonly close: number | undefined;
  /** Whether the inventory is to say it, too. */
  readonly isWritten: boolean;
  readonly allowedEmpty: readonly string[];
}

const maxText = 500;
const defaultWait = 15 * 60;
const maxClose = 1000;

const common: readonly OptionSpec[] = [
  {
    name: 'pool',
    value: 'POOL',
    repeats: true,
    summary: 'change the server only in POOL; default: in all pools; repeatable',
  },
  { name: 'ticket', value: 'TICKET', summary: 'the ticket of the change, for the log' },
  { name: 'write', summary: 'write the state into the inventory too; comments stay' },
];

const taking: readonly OptionSpec[] = [
  { name: 'reason', value: 'TEXT', summary: 'reason, shown by status and every preview' },
  {
    name: 'until',
    value: 'TIME',
    summary: 'planned end, shown by status: 06:00, 2026-12-01 or 2h',
  },
  {
    name: 'wait',
    value: 'TIME',
    isValueOptional: true,
    summary: 'wait until no worker has connections to the server; default: 15m',
  },
  { name: 'close', value: 'N/s', summary: 'close N sessions per second; implies --wait' },
  {
    name: 'allow-empty',
    value: 'POOL',
    repeats: true,
    summary: 'allow POOL to have no server in rotation; repeatable',
  },
];

/** Makes the command that sets a state. */
export function stateCommandOf(state: State, summary: string, example: string): Command {
  const name = state;
  return {
    name,
    operands: 'SERVER...',
    most: 1000,
    summary,
    example,
    options: state === 'ready' ? common : [...taking, ...common],
    async run(args, io) {
      const request = readRequest(state, args, io);
      const { setStates } = await import('./set-states.ts');
      return setStates(request, args, io);
    },
  };
}

function readRequest(state: State, args: Arguments, io: Io): StateRequest {
  if (args.operands.length === 0)
    throw new UsageError(`missing server; write puppetlb ${state} SERVER`);
  const until = parsedValue(args, 'until', (text) => parseMoment(text, new Date()));
  const close = parsedValue(args, 'close', parseRate);
  const wait = parsedValue(args, 'wait', parseDuration);
  const stray = args.operands.find((word) => /^\d+(s|m|min|h)$/.test(word));
  if (args.flag('wait') && wait === undefined && stray !== undefined) {
    throw new UsageError(`--wait needs "=" before its time; write --wait=${stray}`);
  }
  const isWaiting = args.flag('wait') || close !== undefined;
  return {
    ...{ state, words: args.operands, pools: args.values('pool') },
    by: userOf(io),
    reason: textOf(args, 'reason'),
    until: until?.toISOString(),
    ticket: textOf(args, 'ticket'),
    wait: isWaiting ? (wait ?? defaultWait) : undefined,
    close,
    isWritten: args.flag('write'),
    allowedEmpty: args.values('allow-empty'),
  };
}

function parsedValue<T>(
  args: Arguments,
  name: string,
  parse: (text: string) => Result<T>,
): T | undefined {
  const text = args.value(name);
  if (text === undefined) return undefined;
  const result = parse(text);
  if (!isError(result)) return result.value;
  const { message, help } = result;
  throw new UsageError(`--${name}: ${message}${help === undefined ? '' : `; ${help}`}`);
}

function textOf(args: Arguments, name: string): string | undefined {
  const text = args.value(name)?.trim();
  if (text === '') throw new UsageError(`--${name} is empty`);
  if (text !== undefined && text.length > maxText) {
    throw new UsageError(`--${name} has more than ${maxText} characters`);
  }
  return text;
}

function parseRate(text: string): Result<number> {
  const rate = Number(/^(\d{1,4})(?:\/s)?$/.exec(text)?.[1] ?? 0);
  return rate >= 1 && rate <= maxClose
    ? { value: rate }
    : { message: `"${text}" is not a number of sessions per second`, help: 'write 10/s' };
}

/** Who is really there: sudo says it, and only root has got its variable from it. */
function userOf({ env }: Io): string {
  const sudo = env['SUDO_USER'];
  return process.getuid?.() === 0 && sudo ? sudo : userInfo().username;
}
