import type { Version } from '../haproxy/facts/versions.ts';
import { keptPairs } from '../haproxy/model/pair.ts';
import { socketPath, statsSocketsOf } from '../haproxy/model/stats-sockets.ts';
import type { Running } from '../haproxy/process/running.ts';
import { poolsOf } from '../haproxy/process/running-pools.ts';
import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import type { Versions } from '../predict/agents.ts';
import type { Client } from '../predict/clients/client.ts';
import { commandsOf } from './actions/order-commands.ts';
import { caPools, caRisks, standbyCas } from './ca-risk.ts';
import { type Action, type ConfigurationChange, strongestAction } from './change.ts';
import { compareSides } from './compare.ts';
import { downRisks } from './down-risk.ts';
import { type Drift, driftsOf } from './drift.ts';
import { listenerRisks } from './listeners.ts';
import { type OpenConnections, openConnections } from './open-connections.ts';
import { comparePools, type PoolPreview } from './pool-previews.ts';
import { checkRisks, type Risk } from './risks.ts';
import type { Sides } from './server-changes.ts';
import type { Side } from './side.ts';
import { stateFileRisks } from './state-file-risk.ts';

export type { PoolPreview } from './pool-previews.ts';

/** What is asked beside the two configurations. */
export interface PreviewOptions {
  /** The HAProxy that a side is for where no inventory says it. */
  readonly version: Version;
  /** The clients whose moves are asked for, single addresses; undefined where all are meant. */
  readonly clients: readonly Client[] | undefined;
  /** What there is to say of days that have passed. */
  readonly dates: readonly string[];
  /** What runs; undefined where nobody asked. */
  readonly running: Running | undefined;
}

/** Everything that would change, and what that means. */
export interface Preview {
  readonly before: string;
  readonly after: string;
  readonly version: Version;
  readonly changes: readonly ConfigurationChange[];
  readonly action: Action['kind'];
  /** For a stats socket of level admin, to make the change; none where one of the changes needs a reload. */
  readonly commands: readonly RuntimeCommand[];
  /** The stats socket of level admin, as it is written or was named; without one a reload is needed. */
  readonly socket: string | undefined;
  /** For a stats socket of level admin once HAProxy has been reloaded: what a state file takes back. */
  readonly commandsAfterReload: readonly RuntimeCommand[];
  readonly risks: readonly Risk[];
  /** Connections that outlive the change. */
  readonly connections: readonly OpenConnections[];
  /** What runs, and where it is other than the old configuration says; undefined where nobody asked. */
  readonly running: RunningPreview | undefined;
  /** The pools in which something changes. */
  readonly pools: readonly PoolPreview[];
}

/** What runs beside the old configuration. */
export interface RunningPreview {
  readonly source: Running;
  readonly drifts: readonly Drift[];
}

/** Says what changes from one configuration to the other, what it needs, and whom it moves. */
export function previewOf(sides: Sides, options: PreviewOptions): Preview {
  const versions = versionsOf(sides, options);
  const running = options.running && poolsOf(options.running);
  const speaking = options.running?.version ?? versions.after;
  const { changes, sections } = compareSides(sides, speaking, running);
  const strongest = strongestAction(changes);
  const socket = commandSocket(sides.before, options.running);
  const action = strongest === 'runtime' && socket === undefined ? 'reload' : strongest;
  const drifts = running === undefined ? [] : driftsOf(sides, sections, running);
  const touched = new Set(changes.map(({ section }) => section));
  // A reload is made for all pools at once.
  if (action === 'reload') for (const { pool } of drifts) touched.add(pool);
  const cas = caPools(sides, sections);
  const switched = caRisks(sides, cas, { running, action });
  const caNames = new Set(switched.map(({ pool }) => pool));
  const compared = comparePools(sides, sections, touched, {
    ...{ versions, running, action },
    clients: options.clients,
  });
  const keptByFile =
    action === 'reload' ? stateFileRisks(sides, sections, versions.after, running) : [];
  return {
    before: sides.before.name,
    after: sides.after.name,
    version: versions.after,
    changes,
    action,
    commands: strongest === 'runtime' ? commandsOf(changes, standbyCas(cas)) : [],
    socket,
    commandsAfterReload: keptByFile.flatMap((risk) =>
      risk.kind === 'state-file' ? risk.commands : [],
    ),
    risks: [
      ...switched,
      ...keptByFile,
      // A CA that moves to another machine is said there.
      ...compared.risks.filter(({ kind, pool }) => kind !== 'machine' || !caNames.has(pool)),
      ...(action === 'reload'
        ? keptPairs(sections).flatMap((pair) => downRisks(sides, pair, running))
        : []),
      ...listenerRisks(sections, sides.before, sides.after),
      ...checkRisks(changes, sections),
      ...options.dates.map((message): Risk => ({ kind: 'date', pool: undefined, message })),
    ],
    connections: openConnections(sides, sections, action),
    running: options.running && { source: options.running, drifts },
    pools: compared.pools,
  };
}

/** The version that runs is known best, and to the patch where the inventory says only the series. */
function versionsOf({ before, after }: Sides, { running, version }: PreviewOptions): Versions {
  const meant = after.version ?? version;
  const runs = running?.version;
  const isSeries = runs?.major === meant.major && runs.minor === meant.minor;
  return {
    before: runs ?? before.version ?? version,
    after: isSeries && meant.patch === undefined ? runs : meant,
  };
}

/** Whether the two configurations mean the same to HAProxy, and to every client. */
export function isSame({ changes, pools }: Preview): boolean {
  return changes.length === 0 && pools.length === 0;
}

/** Whether only a stats socket of level admin is missing that would make a reload unnecessary. */
export function lacksSocket({ action, commands }: Preview): boolean {
  return action === 'reload' && commands.length > 0;
}

/** Whether something runs otherwise than the old configuration says. */
export function hasDrift({ running }: Preview): boolean {
  return running !== undefined && running.drifts.length > 0;
}

/**
 * Finds a stats socket of level admin in what runs: the one that was asked, else one of the old
 * configuration. The level of a socket that was asked counts more than what is written of it.
 */
function commandSocket({ proxies }: Side, running: Running | undefined): string | undefined {
  const asked = running?.socket;
  if (asked?.level === 'admin') return asked.path;
  return statsSocketsOf(proxies.global).find(({ address, level }) => {
    const isAsked = asked !== undefined && socketPath(address) === asked.path;
    return level === 'admin' && !isAsked;
  })?.address;
}
