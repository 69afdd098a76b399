import { setTimeout as pause } from 'node:timers/promises';
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
import type { State } from '../../inventory/model.ts';
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
      writeStatesToFile(settings, readOwnInventory(settings, args, io), done.records, {
        ...{ servers, state: request.state },
      });
    } else noteInventory(change);
    return { ...change, isDone };
  });
}

const mostTries = 5;

/** Milliseconds until a worker answers that read the file before it was written here: at most 170 (HAProxy 2.2 to 3.2). */
const settling = 300;

/** How it was and is. */
interface CarriedOut {
  readonly before: Look;
  readonly after: Look;
  readonly inFile: StateInFile;
  readonly records: readonly RecordedState[];
  /** What HAProxy refused, and said. */
  readonly refusal: string | undefined;
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
  const { request, servers, socket, settings, own, io } = change;
  const record = (of: readonly PoolServer[]) => {
    const records = recordsAfter({ request, servers: of }, states);
    write(records);
    const inFile = writeStatesToFile(settings, own, records, { servers: of, state: request.state });
    return { records, inFile };
  };
  const first = await lookAt(socket);
  for (let tries = 1, before = first; tries <= mostTries; tries += 1) {
    const early = request.state === 'ready' ? undefined : record(servers);
    const { done, refusal } = await send(change, before);
    const recorded = refusal === undefined && early !== undefined ? early : record(done);
    if (refusal !== undefined && done.length === 0) {
      throw new RefusedError(`${refusal}; nothing was changed`);
    }
    await pause(settling);
    const after = await lookAt(socket);
    if (after.pid === before.pid) return { before: first, after, refusal, ...recorded };
    io.err('puppetlb: HAProxy was reloaded meanwhile; sending the commands again\n');
    before = after;
  }
  throw new RefusedError('HAProxy keeps reloading; try again later');
}

function recordsAfter(
  { request, servers }: Pick<StateChange, 'request' | 'servers'>,
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

interface Sent {
  /** The servers that are as they should; one that does not run needs no command. */
  readonly done: readonly PoolServer[];
  readonly refusal?: string;
}

/** Sends one command after the other, until HAProxy refuses one. */
async function send({ request, servers, socket }: StateChange, look: Look): Promise<Sent> {
  for (const [index, one] of servers.entries()) {
    if (rowOf(look, one) === undefined) continue;
    const command = stateCommand(one, request.state);
    const text = commandText(command);
    const outcome = readOutcome(commandName(command), await askSocket(socket, text));
    if (outcome.kind !== 'refused') continue;
    const refusal = `HAProxy refuses "${text}": ${showUnseen(outcome.reason)}`;
    return { done: servers.slice(0, index), refusal };
  }
  return { done: servers };
}

/** Says what came of it; whether every server is as it should. */
function report(
  { request, servers, io, ...change }: StateChange,
  { before, after, inFile, records, refusal }: CarriedOut,
): boolean {
  const { state } = request;
  let isDone = true;
  if (refusal !== undefined) io.err(`puppetlb: ${refusal}\n`);
  for (const one of servers) {
    const [old, now] = [rowOf(before, one), rowOf(after, one)];
    if (old === undefined || now === undefined) {
      io.out(`${serverText(one)} does not run; only its record was changed\n`);
    } else if (now.wanted === state) {
      const was = old.wanted === state ? 'unchanged' : `was ${old.wanted}`;
      io.out(`${serverText(one)}: ${state} (${was})\n`);
    } else {
      isDone = false;
      io.err(
        `puppetlb: ${serverText(one)} is ${now.wanted}, not ${state}; another user or its agent set it\n`,
      );
    }
  }
  noteAgents({ request, servers, io, ...change }, after);
  const isMine = (record: RecordedState) => servers.some((one) => isOf(one)(record));
  for (const line of describeStates(records.filter(isMine), new Date())) io.out(`${line}\n`);
  reportFile(state, inFile, io);
  return isDone;
}

function reportFile(state: State, inFile: StateInFile, io: Io): void {
  if (inFile.kind === 'left') {
    const next = state === 'ready' ? 'may take it out again' : 'puts it back into rotation';
    io.err(`puppetlb: ${inFile.why}; until puppetlb apply, a reload ${next}\n`);
  } else if (state === 'drain') {
    io.out(
      'a reload without puppetlb puts it into maintenance ("disabled"); puppetlb apply drains it again\n',
    );
  }
}
