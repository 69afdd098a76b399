import { chooseServers, type PoolServer, serverText } from '../../apply/choose-servers.ts';
import { emptiedPools } from '../../apply/emptied-pools.ts';
import { settingsFile } from '../../apply/paths.ts';
import type { Settings } from '../../apply/settings.ts';
import {
  describeStates,
  isOf,
  type RecordedState,
  stateCommand,
  withoutRecord,
  withRecord,
} from '../../apply/states.ts';
import { isAllowed } from '../../haproxy/facts/runtime-commands.ts';
import { commandName, commandText, readOutcome } from '../../haproxy/process/runtime-command.ts';
import { quote, showUnseen } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import { isError } from '../../text/result.ts';
import type { Arguments } from '../command.ts';
import { exit, RefusedError, UsageError } from '../exit.ts';
import type { Io } from '../io.ts';
import { type Look, lookAt, rowOf } from './look.ts';
import { type OwnInventory, readOwnInventory } from './own-inventory.ts';
import { loadSettings, socketOf } from './settings.ts';
import { askSocket } from './socket.ts';
import { type StateInFile, writeStatesToFile } from './state-in-file.ts';
import { adviseNodes, noteAgents, noteInventory } from './state-notes.ts';
import type { StateRequest } from './state-request.ts';
import { changeStates } from './states.ts';

/** What a change of states works with. */
export interface StateChange {
  readonly request: StateRequest;
  readonly settings: Settings;
  readonly socket: string;
  readonly own: OwnInventory;
  readonly servers: readonly PoolServer[];
  readonly io: Io;
}

/** Takes servers out of rotation or back, records it, and waits where that is wanted; returns the exit status. */
export async function setStates(request: StateRequest, args: Arguments, io: Io): Promise<number> {
  const settings = loadSettings(args, io);
  if (settings === undefined) return exit.wrong;
  const socket = socketOf(settings);
  const own = readOwnInventory(settings, args, io);
  const { change, isDone } = await changeStates(async (states, write) => {
    const look = await lookAt(socket);
    const servers = choose(request, look, own, states);
    const planned = { request, settings, socket, own, servers, io };
    rejectLevel(look, settings);
    rejectEmpty(planned, look);
    adviseNodes(planned);
    if (request.state === 'ready') {
      const { probeServers } = await import('./probe-servers.ts');
      await probeServers(planned, io);
    }
    const done = await carryOut(planned, states, write);
    const isDone = report(planned, done);
    if (request.isWritten) {
      const { writeInventory } = await import('./write-inventory.ts');
      writeInventory(planned);
      writeStatesToFile(settings, readOwnInventory(settings, args, io), done.records);
    } else noteInventory(planned);
    return { change: planned, isDone };
  });
  if (!isDone) return exit.unlike;
  if (request.wait === undefined) return exit.fine;
  const { waitForEnd } = await import('./wait.ts');
  return waitForEnd(change, request.wait);
}

function choose(
  { words, pools }: StateRequest,
  { servers }: Look,
  { inventory }: OwnInventory,
  recorded: readonly RecordedState[],
): readonly PoolServer[] {
  const found = chooseServers(words, pools, {
    running: servers.map(({ pool: proxy, name: server }) => ({ proxy, server })),
    inventory: inventory?.pools.flatMap(({ name, servers: ofPool }) =>
      ofPool.map((one) => ({ proxy: name?.value ?? '', server: one.name?.value ?? '' })),
    ),
    recorded,
  });
  if (!isError(found)) return found.value;
  const { message, help } = found;
  throw new UsageError(help === undefined ? message : `${message}; ${help}`);
}

function rejectLevel({ level }: Look, { socket, configuration }: Settings): void {
  if (level === undefined || isAllowed('set server state', level)) return;
  throw new RefusedError(
    `${socket} is of level ${level}, and HAProxy changes servers on level admin only; write haproxy.global.stats-socket: ${quote(`${socket} mode 660 level admin`)} in the inventory (or that line into ${configuration}) and reload, or name another socket in ${settingsFile}`,
  );
}

function rejectEmpty({ request, servers, own, io }: StateChange, { stat }: Look): void {
  const { state, allowedEmpty } = request;
  if (state === 'ready') return;
  const pools = [...new Set(stat.map(({ pool }) => pool))];
  const stranger = allowedEmpty.find((name) => !pools.includes(name));
  if (stranger !== undefined) {
    const near = nearest(stranger, pools);
    const hint = near === undefined ? `there are ${pools.join(', ')}` : `did you mean ${near}?`;
    throw new UsageError(`--allow-empty: there is no pool ${quote(stranger)}; ${hint}`);
  }
  for (const pool of emptiedPools(stat, servers, own.inventory)) {
    if (!allowedEmpty.includes(pool)) {
      throw new RefusedError(
        `pool ${pool} would have no server in rotation; --allow-empty ${pool} does it all the same`,
      );
    }
    io.out(`pool ${pool} has no server in rotation: its clients are refused\n`);
  }
}

const mostTries = 5;

/** How it was and is. */
interface CarriedOut {
  readonly before: Look;
  readonly after: Look;
  readonly inFile: StateInFile;
  readonly records: readonly RecordedState[];
}

/**
 * Records first what goes out, and lifts a record last: whatever ends this on the way, the server is rather out. Commands
 * are lost where HAProxy is reloaded meanwhile; then another process answers, and all is done again.
 */
async function carryOut(
  change: StateChange,
  states: readonly RecordedState[],
  write: (states: readonly RecordedState[]) => void,
): Promise<CarriedOut> {
  const { request, socket, settings, own, io } = change;
  const wanted = recordsAfter(change, states);
  const isOut = request.state !== 'ready';
  const record = (records: readonly RecordedState[]): StateInFile => {
    write(records);
    return writeStatesToFile(settings, own, records);
  };
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const before = await lookAt(socket);
    const inFile = isOut ? record(wanted) : undefined;
    await send(change, before).catch((error: unknown) => {
      if (isOut) record(states);
      throw error;
    });
    const result = inFile ?? record(wanted);
    const after = await lookAt(socket);
    if (after.pid === before.pid) return { before, after, inFile: result, records: wanted };
    io.err('puppetlb: HAProxy was reloaded meanwhile; the commands are sent again\n');
  }
  throw new RefusedError('HAProxy is reloaded again and again; try later');
}

function recordsAfter(
  { request, servers }: StateChange,
  states: readonly RecordedState[],
): readonly RecordedState[] {
  const { state, by, reason, until, ticket } = request;
  const now = new Date().toISOString();
  return servers.reduce((records, one) => {
    if (state === 'ready') return withoutRecord(records, one);
    const known = records.find((record) => isOf(one)(record) && record.state === state);
    return withRecord(records, {
      ...{ ...one, state, by, since: known?.since ?? now },
      ...(until !== undefined && { until }),
      ...(reason !== undefined && { reason }),
      ...(ticket !== undefined && { ticket }),
    });
  }, states);
}

/** Sends one command after the other; what HAProxy refuses is said with what was done before. */
async function send({ request, servers, socket }: StateChange, look: Look): Promise<void> {
  const done: string[] = [];
  for (const one of servers) {
    const row = rowOf(look, one);
    if (row === undefined) continue;
    const command = stateCommand(one, request.state);
    const outcome = readOutcome(
      commandName(command),
      await askSocket(socket, commandText(command)),
    );
    if (outcome.kind === 'refused') {
      const before = done.length === 0 ? 'nothing was changed' : `changed: ${done.join(', ')}`;
      throw new RefusedError(
        `HAProxy refuses "${commandText(command)}": ${showUnseen(outcome.reason)}; ${before}`,
      );
    }
    done.push(serverText(one));
  }
}

/** Says what came of it; whether every server is as it should. */
function report(
  { request, servers, io, ...change }: StateChange,
  { before, after, inFile, records }: CarriedOut,
): boolean {
  const { state } = request;
  let isDone = true;
  for (const one of servers) {
    const [old, now] = [rowOf(before, one), rowOf(after, one)];
    if (old === undefined || now === undefined) {
      io.out(`${serverText(one)} does not run; only its record is changed\n`);
    } else if (now.wanted === state) {
      const was = old.wanted === state ? 'was so before' : `was ${old.wanted}`;
      io.out(`${serverText(one)}: ${state} (${was})\n`);
    } else {
      isDone = false;
      io.err(
        `puppetlb: ${serverText(one)} is ${now.wanted}, not ${state}: somebody else, or its agent, set it\n`,
      );
    }
  }
  noteAgents({ request, servers, io, ...change }, after);
  const isMine = (record: RecordedState) => servers.some((one) => isOf(one)(record));
  for (const line of describeStates(records.filter(isMine), new Date())) io.out(`${line}\n`);
  if (inFile.kind === 'left') {
    const next = state === 'ready' ? 'may take it out again' : 'puts it back into rotation';
    io.err(`puppetlb: ${inFile.why}; until puppetlb apply, a reload ${next}\n`);
  } else if (state === 'drain') {
    io.out('a reload makes it maintenance ("disabled"); puppetlb apply drains it again\n');
  }
  return isDone;
}
