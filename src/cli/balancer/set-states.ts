import { type PoolServer, serverText } from '../../apply/choose-servers.ts';
import type { Settings } from '../../apply/settings.ts';
import {
  describeStates,
  isOf,
  type RecordedState,
  stateCommand,
  withoutRecord,
  withRecord,
} from '../../apply/states.ts';
import { commandName, commandText, readOutcome } from '../../haproxy/process/runtime-command.ts';
import { showUnseen } from '../../text/characters.ts';
import type { Arguments } from '../command.ts';
import { exit, RefusedError } from '../exit.ts';
import type { Io } from '../io.ts';
import { type AuditEntry, audit } from './audit.ts';
import { type Look, lookAt, rowOf } from './look.ts';
import { type OwnInventory, readOwnInventory } from './own-inventory.ts';
import { loadSettings, socketOf } from './settings.ts';
import { askSocket } from './socket.ts';
import { choosePoolServers, rejectEmpty, rejectLevel } from './state-checks.ts';
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
  const { state: action, ticket, words, pools, reason, until, allowedEmpty } = request;
  const say = (step: string, details: NonNullable<AuditEntry['details']>) =>
    audit({ action, step, ticket, details }, io);
  const [servers, pool, allow_empty] = [words, pools, allowedEmpty].map(
    (names) => names.join(',') || undefined,
  );
  say('start', { servers, pool, reason, until, allow_empty });
  try {
    const change = await setAll(request, settings, args, io);
    const changed = change.servers.map(serverText).join(',');
    say('set', { servers: changed, result: change.isDone ? 'done' : 'otherwise' });
    const status = await waitWhereWanted(change);
    say('end', { servers: changed, result: status });
    return status;
  } catch (error) {
    say('refused', { servers, result: (error as Error).message });
    throw error;
  }
}

async function waitWhereWanted(change: StateChange & { isDone: boolean }): Promise<number> {
  if (!change.isDone) return exit.unlike;
  if (change.request.wait === undefined) return exit.fine;
  const { waitForEnd } = await import('./wait.ts');
  return waitForEnd(change, change.request.wait);
}

/** Nobody else changes a state meanwhile: two who drain at once would both see the other server in rotation. */
function setAll(
  request: StateRequest,
  settings: Settings,
  args: Arguments,
  io: Io,
): Promise<StateChange & { isDone: boolean }> {
  const socket = socketOf(settings);
  const own = readOwnInventory(settings, args, io);
  return changeStates(async (states, write) => {
    const look = await lookAt(socket);
    const servers = choosePoolServers(request, look, own, states);
    const change = { request, settings, socket, own, servers, io };
    rejectLevel(look, settings);
    rejectEmpty(change, look);
    adviseNodes(change);
    if (request.state === 'ready') {
      const { probeServers } = await import('./probe-servers.ts');
      await probeServers(change, io);
    }
    const done = await carryOut(change, states, write);
    const isDone = report(change, done);
    if (request.isWritten) {
      const { writeInventory } = await import('./write-inventory.ts');
      writeInventory(change);
      writeStatesToFile(settings, readOwnInventory(settings, args, io), done.records);
    } else noteInventory(change);
    return { ...change, isDone };
  });
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
