import { setTimeout as pause } from 'node:timers/promises';
import { serverText } from '../../apply/choose-servers.ts';
import { stateCommand } from '../../apply/states.ts';
import { commandText, readOutcome } from '../../haproxy/process/runtime-command.ts';
import { readSessions } from '../../haproxy/process/show-sess.ts';
import { exit, FileError } from '../exit.ts';
import { type ConnectionCount, countConnections, type Worker, workersOf } from './connections.ts';
import { type Look, lookAt, rowOf } from './look.ts';
import type { StateChange } from './set-states.ts';

/** Waits until no worker has connections to servers, and ends sessions where that is wanted; returns the exit status. */
export async function waitForEnd(change: StateChange, seconds: number): Promise<number> {
  const { servers, io, request, settings } = change;
  const names = servers.map(serverText).join(', ');
  if (request.close !== undefined && settings.masterSocket === undefined) {
    io.err(
      'puppetlb: sessions of old workers are not closed: the settings have no master-socket\n',
    );
  }
  const end = performance.now() + seconds * 1000;
  let said = '';
  for (;;) {
    const { count, look } = await poll(change);
    const lifted = look && servers.find((one) => rowOf(look, one)?.wanted === 'ready');
    if (lifted !== undefined) {
      io.err(`puppetlb: ${serverText(lifted)} is ready again; another user or its agent set it\n`);
      return exit.unlike;
    }
    const text = describe(count);
    if (text !== said) io.out(`${names}: ${text}\n`);
    said = text;
    if (count.kind === 'known' && count.current + count.old === 0) return exit.fine;
    if (performance.now() >= end) {
      io.err(
        `puppetlb: ${names}: still ${text} after ${seconds} s; the state stays ${request.state}\n`,
      );
      return exit.waitEnded;
    }
    await pause(Math.min(1000, Math.max(1, end - performance.now())));
  }
}

interface Polled {
  readonly count: ConnectionCount;
  readonly look?: Look;
}

/** Where HAProxy is just reloaded, or a worker has ended, the next look is another one. */
async function poll(change: StateChange): Promise<Polled> {
  const { socket, settings, servers } = change;
  try {
    const look = await lookAt(socket);
    const workers = await workersOf(socket, settings.masterSocket, look);
    await keepOut(change, workers);
    await closeSome(change, workers);
    return { look, count: await countConnections(socket, settings.masterSocket, look, servers) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { count: { kind: 'unknown', why: error.message } };
  }
}

function describe(count: ConnectionCount): string {
  if (count.kind === 'unknown') return `connections unknown: ${count.why}`;
  const { current, old } = count;
  const all = current + old;
  const shown = all === 1 ? '1 connection' : `${all === 0 ? 'no' : all} connections`;
  return old === 0 ? shown : `${shown}, ${old} of them in old workers`;
}

/** An old worker takes no clients, and sends one that it has to another server where this one is out there, too. */
async function keepOut(
  { request, servers }: StateChange,
  workers: readonly Worker[],
): Promise<void> {
  for (const worker of workers) {
    if (!worker.isOld) continue;
    for (const one of servers) await worker.ask(commandText(stateCommand(one, request.state)));
  }
}

/** Ends sessions, in old workers first. */
async function closeSome(
  { request: { close = 0 }, servers }: StateChange,
  workers: readonly Worker[],
): Promise<void> {
  let left = close;
  if (left === 0) return;
  for (const worker of workers.toSorted((one, other) => Number(other.isOld) - Number(one.isOld))) {
    const list = await worker.ask('show sess');
    const sessions = servers.flatMap(({ proxy, server }) => readSessions(list, proxy, server));
    for (const id of sessions.slice(0, left)) {
      const outcome = readOutcome('shutdown session', await worker.ask(`shutdown session ${id}`));
      if (outcome.kind === 'refused') {
        throw new FileError(`worker ${worker.pid} did not close a session: ${outcome.reason}`);
      }
      left -= 1;
    }
  }
}
