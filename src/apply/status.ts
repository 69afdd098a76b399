import type { Drift } from '../diff/drift.ts';
import type { WantedState } from '../diff/side.ts';
import type { Value } from '../diff/value.ts';

/** A configuration by its name and its ID. */
interface Named {
  readonly name: string;
  /** Undefined where it has none. */
  readonly id: string | undefined;
}

/** The file beside what the inventory builds. */
export interface FileStatus extends Named {
  /** `comments`: the text differs, and means the same to HAProxy. */
  readonly state: 'same' | 'comments' | 'differs' | 'missing';
  /** How many things differ. */
  readonly changes: number;
  /** Whether somebody changed it since the last apply; undefined where none was recorded. */
  readonly isEdited: boolean | undefined;
}

/** The process that answers. */
export interface RuntimeStatus {
  /** As HAProxy writes its version. */
  readonly version: string | undefined;
  readonly pid: number;
  /** Seconds since it started. */
  readonly uptime: number | undefined;
  readonly id: string | undefined;
  /** `unknown`: neither the file nor the process names an ID. */
  readonly state: 'same' | 'differs' | 'unknown';
}

/** Something about a server that the inventory says in another way than HAProxy. */
export interface ServerDifference {
  readonly pool: string;
  /** Undefined where the whole pool is meant. */
  readonly server: string | undefined;
  /** `health`: it should take clients, and its check failed. */
  readonly what: Drift['what'] | 'health';
  readonly inventory: Value | undefined;
  readonly runtime: Value | undefined;
  /** Seconds since then; undefined where HAProxy does not say it. */
  readonly since: number | undefined;
}

/** A pool, by the servers that take new clients. */
export interface PoolStatus {
  readonly pool: string;
  readonly servers: number;
  readonly inRotation: number;
  /** Whether the inventory wants any in rotation. */
  readonly isWanted: boolean;
}

/** A server that is meant to be out of rotation. */
export interface Drain {
  readonly pool: string;
  readonly server: string;
  readonly state: Exclude<WantedState, 'ready'>;
  /** Who did it by hand; undefined where the inventory says it. */
  readonly by: string | undefined;
  readonly since: string | undefined;
  readonly reason: string | undefined;
  /** A day, or a moment. */
  readonly until: string | undefined;
  readonly ticket: string | undefined;
  readonly isOver: boolean;
}

/** A process that only serves the clients that it has. */
export interface OldWorker {
  readonly pid: number;
  readonly uptime: number | undefined;
  /** Undefined where it did not answer. */
  readonly connections: number | undefined;
}

/** An apply that is not confirmed. */
export interface Pending {
  readonly user: string;
  readonly started: string;
  readonly step: string;
}

/** Inventory, file and runtime of this balancer at a moment. */
export interface Status {
  readonly at: Date;
  readonly inventory: Named;
  readonly file: FileStatus;
  readonly runtime: RuntimeStatus;
  /** Files beside ours that changed since the last apply. */
  readonly otherFiles: readonly string[];
  readonly pools: readonly PoolStatus[];
  readonly servers: readonly ServerDifference[];
  readonly drains: readonly Drain[];
  /** Undefined where nobody could be asked. */
  readonly oldWorkers: readonly OldWorker[] | undefined;
  readonly pending: Pending | undefined;
  /** What could not be looked at, and why. */
  readonly unknown: readonly string[];
}

/** Something that a person should know. */
export type Problem =
  | { readonly kind: 'pool'; readonly pool: string }
  | { readonly kind: 'file' | 'reload' | 'pending' }
  | { readonly kind: 'other-file'; readonly name: string }
  | { readonly kind: 'server'; readonly difference: ServerDifference }
  | { readonly kind: 'drain'; readonly drain: Drain };

/** What is not as it should be, the worst first. */
export function problemsOf(status: Status): Problem[] {
  const { file, runtime, otherFiles, pools, servers, drains, pending } = status;
  const empty = pools.filter(({ isWanted, inRotation }) => isWanted && inRotation === 0);
  return [
    ...empty.map(({ pool }): Problem => ({ kind: 'pool', pool })),
    ...(pending === undefined ? [] : [{ kind: 'pending' } as const]),
    ...(file.state === 'same' ? [] : [{ kind: 'file' } as const]),
    ...(runtime.state === 'differs' ? [{ kind: 'reload' } as const] : []),
    ...otherFiles.map((name): Problem => ({ kind: 'other-file', name })),
    ...servers.map((difference): Problem => ({ kind: 'server', difference })),
    ...drains
      .filter(({ isOver, reason }) => isOver || reason === undefined)
      .map((drain): Problem => ({ kind: 'drain', drain })),
  ];
}

/** Whether a pool that should serve does not. */
export function isCritical({ kind }: Problem): boolean {
  return kind === 'pool';
}

/** Whether inventory, file and runtime say different things, or are about to: a drain alone is none. */
export function isDifference({ kind }: Problem): boolean {
  return kind !== 'drain';
}

/** How many connections the old workers have. */
export function oldConnections({ oldWorkers = [] }: Status): number {
  return oldWorkers.reduce((sum, { connections = 0 }) => sum + connections, 0);
}
