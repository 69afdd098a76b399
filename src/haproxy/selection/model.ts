import type { HashType } from '../model/hash-type.ts';

/** Whether a server takes clients: as it is written, and as checks or the runtime socket have it. */
export type ServerState = 'ready' | 'drain' | 'maint' | 'down';

/** A server as far as `balance source` depends on it; address and port it does not. */
export interface SelectionServer {
  readonly name: string;
  /** As written; the others are numbered by HAProxy. */
  readonly id?: number | undefined;
  /** Where its points on the ring begin by `hash-key`; undefined where its id decides. */
  readonly ringBase?: number;
  /** As written, 0 to 256. */
  readonly weight: number;
  /** What the runtime socket made of the weight, where that is another one. */
  readonly currentWeight?: number | undefined;
  readonly isBackup: boolean;
  readonly state: ServerState;
}

/**
 * Where a server's points on the ring begin: at its id, or at a hash of it, as in the HAProxy versions
 * that `ringScheme` names.
 */
export type RingScheme = 'id' | 'id-3.0';

/** A section with `balance source`, as far as the selection of a server depends on it. */
export interface SelectionPool {
  /** In the order of the configuration. */
  readonly servers: readonly SelectionServer[];
  readonly hashType: HashType;
  /** Whether `option allbackups` is set. */
  readonly usesAllBackups: boolean;
  readonly ring: RingScheme;
}
