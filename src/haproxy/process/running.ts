import type { SocketLevel } from '../facts/runtime-commands.ts';
import type { Version } from '../facts/versions.ts';

/** The operational state of a server by its health: `stopped` where it is down or in maintenance. */
export type Operation = 'stopped' | 'starting' | 'running' | 'stopping';

/** Whether HAProxy runs a check: there is none, it was switched off, or it is on. */
export type RunningCheck = 'none' | 'off' | 'on';

/** A server as `show servers state` shows it. */
export interface RunningServer {
  readonly pool: string;
  readonly name: string;
  readonly id: number;
  /** In its one spelling; undefined where HAProxy shows none, such as of a Unix socket. */
  readonly address: string | undefined;
  readonly port: number;
  readonly operation: Operation;
  /** The administrative state: set through the socket, else by the file. */
  readonly wanted: 'ready' | 'drain' | 'maint';
  /** Whether it is out for another reason: a server that it tracks, or a name that does not resolve. */
  readonly isHeldOut: boolean;
  readonly weight: number;
  /** The weight that it was started with. */
  readonly initialWeight: number;
  readonly check: RunningCheck;
  readonly agent: RunningCheck;
  /** Undefined where it is the server's own, or where HAProxy is too old to show it. */
  readonly checkPort: number | undefined;
  readonly checkAddress: string | undefined;
  readonly agentPort: number | undefined;
  readonly agentAddress: string | undefined;
  /** Whether HAProxy shows where checks and agents are asked: 2.2 does not. */
  readonly isWhole: boolean;
}

/** A running HAProxy at a moment. */
export interface Running {
  /** What the user called the source. */
  readonly name: string;
  /** As HAProxy writes it, such as 2.6.12-1+deb12u4; undefined where only a saved list was read. */
  readonly versionText: string | undefined;
  /** Undefined where it is not one of 2.2 and later, or is not known. */
  readonly version: Version | undefined;
  /** Seconds since it was started. */
  readonly uptime: number | undefined;
  /** The stats socket that was asked; undefined where a saved list was read, or HAProxy named no level. */
  readonly socket: RunningSocket | undefined;
  readonly servers: readonly RunningServer[];
}

/** A stats socket that answers. */
export interface RunningSocket {
  readonly path: string;
  readonly level: SocketLevel;
}

/** Whether the checks of a server failed, or an agent reported it down; one in maintenance is not down. */
export function isDown({ operation, wanted, isHeldOut }: RunningServer): boolean {
  const isStopped = operation === 'stopped' || operation === 'stopping';
  return isStopped && wanted !== 'maint' && !isHeldOut;
}
