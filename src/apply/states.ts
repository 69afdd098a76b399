import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import type { Inventory, Pool, Server, State } from '../inventory/model.ts';
import { builtin } from '../inventory/place.ts';
import { showUnseen } from '../text/characters.ts';

/** A state that takes a server out of rotation. */
export type OutState = Exclude<State, 'ready'>;

/** A server that was taken out by hand on this balancer. */
export interface RecordedState {
  readonly proxy: string;
  readonly server: string;
  readonly state: OutState;
  /** The user. */
  readonly by: string;
  /** Times, as ISO 8601 with UTC. */
  readonly since: string;
  readonly until?: string;
  readonly reason?: string;
  readonly ticket?: string;
}

/** An inventory with what was set by hand, and the records that it has no server for. */
export interface MergedInventory {
  readonly inventory: Inventory;
  readonly unknown: readonly RecordedState[];
}

/** Whether a record, or a running server, is of the same server. */
export function isOf({ proxy, server }: Pick<RecordedState, 'proxy' | 'server'>) {
  return (other: Pick<RecordedState, 'proxy' | 'server'>): boolean =>
    other.proxy === proxy && other.server === server;
}

/** Puts a record in the place of another one of its server. */
export function withRecord(
  states: readonly RecordedState[],
  record: RecordedState,
): readonly RecordedState[] {
  return [...withoutRecord(states, record), record];
}

/** Lifts the record of a server. */
export function withoutRecord(
  states: readonly RecordedState[],
  of: Pick<RecordedState, 'proxy' | 'server'>,
): readonly RecordedState[] {
  const isSame = isOf(of);
  return states.filter((one) => !isSame(one));
}

/**
 * Takes servers out of rotation as it was recorded, wherever the inventory came from: only `ready` lifts a record. What
 * the inventory itself takes out further, for maintenance, stays so.
 */
export function mergeStates(
  inventory: Inventory,
  states: readonly RecordedState[],
): MergedInventory {
  const left = new Map(states.map((one) => [`${one.proxy}/${one.server}`, one]));
  const withState = ({ name: pool }: Pool, server: Server): Server => {
    const key = `${pool?.value}/${server.name?.value}`;
    const record = left.get(key);
    left.delete(key);
    return record === undefined || server.state?.value === 'maint' ? server : set(server, record);
  };
  const pools = inventory.pools.map((pool) => ({
    ...pool,
    servers: pool.servers.map((server) => withState(pool, server)),
  }));
  return { inventory: { ...inventory, pools }, unknown: [...left.values()] };
}

function set(server: Server, { state, reason, until }: RecordedState): Server {
  return {
    ...server,
    state: { value: state, from: server.state?.from ?? 'builtin' },
    reason: reason === undefined ? undefined : builtin(reason),
    until: until === undefined ? undefined : builtin(dayOf(new Date(until))),
  };
}

/** The command that sets the state of a server. */
export function stateCommand(
  { proxy, server }: Pick<RecordedState, 'proxy' | 'server'>,
  value: State,
): RuntimeCommand {
  return { verb: 'set', server: `${proxy}/${server}`, property: 'state', value };
}

/** Records in words, those of one server in all its pools as one. */
export function describeStates(states: readonly RecordedState[], now: Date): string[] {
  const groups = new Map<string, RecordedState[]>();
  for (const one of states) {
    const { proxy: _, ...rest } = one;
    const key = JSON.stringify(Object.entries(rest).sort());
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const isAll = states.every(
      (one) => one.server !== first.server || one === first || others.includes(one),
    );
    const pools = [first, ...others].map(({ proxy }) => proxy).join(', ');
    return describe(isAll ? first.server : `${first.server} (${pools})`, first, now);
  });
}

function describe(name: string, { state, by, since, until, reason }: RecordedState, now: Date) {
  const what = state === 'drain' ? 'DRAINED BY HAND' : 'IN MAINTENANCE BY HAND';
  const end = until === undefined ? '' : `, until ${momentText(until, now)}`;
  const isOver = until !== undefined && Date.parse(until) < now.getTime();
  const why = reason === undefined ? '' : `: ${reason}`;
  const over = isOver ? ' (passed)' : '';
  const begin = momentText(since, now);
  return showUnseen(`${what} ${name} by ${by} since ${begin}${end}${over}${why}`);
}

/** A time by the clock of the machine, with its day where that is not today. */
export function momentText(iso: string, now: Date): string {
  const moment = new Date(iso);
  const time = [moment.getHours(), moment.getMinutes()].map(twoDigits).join(':');
  return dayOf(moment) === dayOf(now) ? time : `${dayOf(moment)} ${time}`;
}

/** The day by the clock of the machine, as YYYY-MM-DD. */
export function dayOf(moment: Date): string {
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map(twoDigits).join('-');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Whether two texts of a configuration differ only in which servers are `disabled`. */
export function differInStates(one: string, other: string): boolean {
  const [lines, others] = [one, other].map((text) => text.split('\n'));
  if (lines?.length !== others?.length) return false;
  const isServer = (line: string) => /^\s*server\s/.test(line);
  return (lines ?? []).every((line, index) => {
    const also = others?.[index] ?? '';
    if (line === also) return true;
    return isServer(line) && isServer(also) && withoutState(line) === withoutState(also);
  });
}

function withoutState(line: string): string {
  return line.replace(/ disabled(?= |$)/, '');
}
