import type { Drift } from '../diff/drift.ts';
import type { Preview } from '../diff/preview.ts';
import type { Sides } from '../diff/server-changes.ts';
import type { Side } from '../diff/side.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Running, RunningServer } from '../haproxy/process/running.ts';
import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import type { NewCa, Plan, PoolBefore } from './journal.ts';
import { type Situation, wantedListeners } from './refusals.ts';
import { lostByReload, undoCommands } from './undo.ts';
import { type WatchedServer, watchTimes } from './watch.ts';

/** What is known before a change, and what was asked for. */
export interface Asked {
  readonly situation: Situation;
  readonly running: Running;
  readonly pid: number;
  readonly hashes: { readonly before: string; readonly after: string };
  readonly allowedEmpty: readonly string[];
  readonly isRollbackOff: boolean;
  readonly confirm: number | undefined;
}

/** What a change does and how it is undone; only the files beside the real one are missing. */
export type Intent = Omit<Plan, 'target' | 'staged' | 'backup' | 'isInPlace'>;

/** Decides everything about a change before the first of it. */
export function planChange(asked: Asked): Intent {
  const { situation, running, pid, hashes, allowedEmpty, isRollbackOff, confirm } = asked;
  const { sides, preview, servers, socket, fileId, newId } = situation;
  const commands = commandsTo(situation);
  const isCommanded = commands !== undefined;
  const isQuiet = isCommanded && commands.length === 0;
  const times = isQuiet ? { firstCheck: 0, watch: 0 } : watchTimes(sides.after.proxies.proxies);
  return {
    socket,
    listeners: wantedListeners(sides),
    isRollbackOff,
    before: { hash: hashes.before, id: fileId },
    pid,
    after: { hash: hashes.after, id: newId },
    isCommanded,
    commands: commands ?? [],
    undo: isCommanded ? undoCommands(commands, running) : undefined,
    afterReload: isCommanded
      ? []
      : [...preview.commandsAfterReload, ...drains(sides), ...keptByHand(sides, running)],
    afterRollback: lostByReload(running),
    pools: poolsBefore(preview, servers),
    allowedEmpty,
    newCas: newCas(sides, running, servers),
    ...times,
    confirm,
  };
}

/** Whether the file, the process and its servers are already as the inventory says. */
export function isNothingToDo(situation: Situation, hashes: Asked['hashes']): boolean {
  return hashes.before === hashes.after && commandsTo(situation)?.length === 0;
}

/** The commands that are all that is needed; undefined where HAProxy must be reloaded. */
function commandsTo({ sides, preview, runningId, newId }: Situation): RuntimeCommand[] | undefined {
  if (runningId !== newId || preview.action === 'reload') return undefined;
  const drifts = preview.changes.length > 0 ? [] : (preview.running?.drifts ?? []);
  const needed = drifts.filter((drift) => !isByHand(drift));
  const commands = needed.map((drift) => commandFor(drift, sides));
  if (!commands.every((command) => command !== undefined)) return undefined;
  return [...preview.commands, ...commands];
}

/** A server that somebody took out by hand stays out: `ready` takes it in again. */
function isByHand({ what, running }: Drift): boolean {
  return what === 'state' && running !== 'ready';
}

/** What brings a server that runs otherwise to what the file says. */
function commandFor(
  { what, pool, server: name, built }: Drift,
  { after }: Sides,
): RuntimeCommand | undefined {
  const server = `${pool}/${name}`;
  if (what === 'weight' && typeof built === 'number') {
    return { verb: 'set', server, property: 'weight', value: built };
  }
  const isAddress = typeof built === 'object' && built?.kind === 'address';
  if (what === 'address' && isAddress) {
    const value = { host: built.host, port: built.port };
    return { verb: 'set', server, property: 'addr', value };
  }
  if (what !== 'state') return undefined;
  const row = serversOf(after).find((one) => one.pool === pool && one.server.name === name);
  if (row === undefined) return undefined;
  const value = after.wantedState(pool, row.server);
  return { verb: 'set', server, property: 'state', value };
}

/** Servers that were taken out by hand and that the new file has ready. */
export function keptByHand({ after }: Sides, { servers }: Running): RuntimeCommand[] {
  const ready = new Set(
    serversOf(after).flatMap(({ pool, server }) =>
      server.isDisabled ? [] : `${pool}/${server.name}`,
    ),
  );
  return servers.flatMap(({ pool, name, wanted }): RuntimeCommand[] => {
    const server = `${pool}/${name}`;
    if (wanted === 'ready' || !ready.has(server)) return [];
    return [{ verb: 'set', server, property: 'state', value: wanted }];
  });
}

function serversOf(side: Side): { pool: string; server: ProxyServer }[] {
  return side.proxies.proxies.flatMap((proxy) =>
    proxy.servers.map((server) => ({ pool: proxy.name, server })),
  );
}

/** A drain is maintenance to a file: a process that has just started learns of it by a command. */
function drains({ after }: Sides): RuntimeCommand[] {
  return serversOf(after).flatMap(({ pool, server: { name }, server }): RuntimeCommand[] =>
    after.wantedState(pool, server) === 'drain'
      ? [{ verb: 'set', server: `${pool}/${name}`, property: 'state', value: 'drain' }]
      : [],
  );
}

/** How many servers each pool had, by the names that pools have afterwards; one that goes is not looked for. */
function poolsBefore(preview: Preview, servers: readonly WatchedServer[]): PoolBefore[] {
  const { changes } = preview;
  const removed = new Set(
    changes.flatMap(({ kind, section, server, subject }) =>
      kind === 'removed' && server === undefined && subject.kind === 'section' ? section : [],
    ),
  );
  const renamed = new Map(
    changes.flatMap(({ kind, section, subject, before }) =>
      kind === 'renamed' && subject.kind === 'name' ? [[String(before), section] as const] : [],
    ),
  );
  const counts = new Map<string, number>();
  for (const { pool, inRotation } of servers) {
    if (removed.has(pool)) continue;
    const name = renamed.get(pool) ?? pool;
    counts.set(name, (counts.get(name) ?? 0) + (inRotation ? 1 : 0));
  }
  return [...counts].map(([pool, inRotation]) => ({ pool, inRotation }));
}

/** Servers of CA pools that may sign afterwards, and did not before. */
function newCas(
  { before, after }: Sides,
  running: Running,
  servers: readonly WatchedServer[],
): NewCa[] {
  const rows = new Map(running.servers.map((row) => [`${row.pool}/${row.name}`, row]));
  const watched = new Map(servers.map((one) => [`${one.pool}/${one.server}`, one]));
  const standby = new Set(
    serversOf(before).flatMap(({ pool, server }) =>
      server.isBackup ? `${pool}/${server.name}` : [],
    ),
  );
  return serversOf(after).flatMap(({ pool, server }): NewCa[] => {
    if (!after.isCaPool(pool) || server.isDisabled) return [];
    const key = `${pool}/${server.name}`;
    const known = watched.get(key);
    const isOld =
      known?.inRotation === true &&
      standby.has(key) === server.isBackup &&
      isSamePlace(server, rows.get(key));
    return isOld ? [] : [{ pool, server: server.name, sessions: known?.sessions ?? 0 }];
  });
}

function isSamePlace({ point }: ProxyServer, row: RunningServer | undefined): boolean {
  // A name is what HAProxy resolved, then as before.
  if (point.host.kind !== 'ip') return row !== undefined;
  return row?.address === point.host.text && row.port === point.port;
}
