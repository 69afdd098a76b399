import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';

/** What an apply does, in order; up to `guarded` nothing has changed. */
export const steps = [
  'locked',
  'asked',
  'probed',
  'built',
  'checked',
  'shown',
  'agreed',
  'guarded',
  'replaced',
  'reloaded',
  'commanded',
  'watched',
  'confirmed',
] as const;

/** A step of an apply, or that it is being undone. */
export type Step = (typeof steps)[number] | 'rolling-back';

/** A process that no other one can be taken for: a number is used again, with another start or boot. */
export interface ProcessRef {
  readonly pid: number;
  /** Ticks after the boot. */
  readonly start: string;
  readonly boot: string;
}

/** A configuration: the hash of its file, and the configuration ID that a process of it shows. */
export interface ConfigurationRef {
  readonly hash: string;
  /** Undefined where the file names none, which only an old one can. */
  readonly id: string | undefined;
}

/** How many servers of a pool were in rotation before. */
export interface PoolBefore {
  readonly pool: string;
  readonly inRotation: number;
}

/** A server that signs certificates only after the change, and its sessions before. */
export interface NewCa {
  readonly pool: string;
  readonly server: string;
  readonly sessions: number;
}

/** An address that HAProxy listens on. */
export interface Listener {
  readonly family: 4 | 6;
  readonly host: string;
  readonly port: number;
}

/** Everything that is decided before the first change, for whoever has to undo it. */
export interface Plan {
  readonly target: string;
  /** The new file, written beside the old one. */
  readonly staged: string;
  /** The old file under another name in the same folder. */
  readonly backup: string;
  /** The stats socket of the new process, which the old one has too. */
  readonly socket: string;
  /** Addresses that the new process must listen on. */
  readonly listeners: readonly Listener[];
  /** Whether nothing is undone by itself. */
  readonly isRollbackOff: boolean;
  /** Whether the file is written in place, as a mounted single file must be. */
  readonly isInPlace: boolean;
  readonly before: ConfigurationRef;
  /** The process that served before. */
  readonly pid: number;
  readonly after: ConfigurationRef;
  /** By commands alone, else by a reload. */
  readonly isCommanded: boolean;
  readonly commands: readonly RuntimeCommand[];
  /** The way back for each command, for the same place; undefined where only a reload leads back. */
  readonly undo: readonly (readonly RuntimeCommand[])[] | undefined;
  /** Commands that a reload makes necessary, on the way there and on the way back. */
  readonly afterReload: readonly RuntimeCommand[];
  readonly afterRollback: readonly RuntimeCommand[];
  readonly pools: readonly PoolBefore[];
  /** Pools that are announced to have no server, and were allowed to. */
  readonly allowedEmpty: readonly string[];
  readonly newCas: readonly NewCa[];
  /** Seconds that checks need for a result on every server, and then to find one that fails. */
  readonly firstCheck: number;
  readonly watch: number;
  /** Seconds that a person has to confirm; undefined where nobody is asked. */
  readonly confirm: number | undefined;
}

/** An apply that is not confirmed yet, as it stands on the disk. */
export interface Journal {
  readonly version: 1;
  /** The version of puppetlb that wrote it. */
  readonly puppetlb: string;
  readonly id: string;
  readonly user: string;
  readonly started: string;
  readonly step: Step;
  readonly foreground: ProcessRef;
  /** Seconds after the boot at which the timer acts. */
  readonly deadline: number;
  readonly plan: Plan;
  /** The process that showed the new configuration. */
  readonly newPid?: number;
  /** How many commands were sent. */
  readonly sent?: number;
  /** Whether the master itself said that the reload failed: then the old process never stopped. */
  readonly hasMasterRefused?: boolean;
}

/** A journal as it is written. */
export function formatJournal(journal: Journal): string {
  return `${JSON.stringify(journal, undefined, 2)}\n`;
}

/** Reads a journal; undefined where it is damaged, or another version of puppetlb wrote what this one does not know. */
export function parseJournal(text: string): Journal | undefined {
  try {
    const read = JSON.parse(text) as Partial<Journal> | null;
    const isWhole =
      read?.version === 1 &&
      [...steps, 'rolling-back'].includes(read.step ?? '') &&
      [read.id, read.user, read.started, read.plan?.target].every(
        (one) => typeof one === 'string',
      ) &&
      typeof read.foreground?.pid === 'number' &&
      typeof read.deadline === 'number' &&
      typeof read.plan?.before?.hash === 'string' &&
      typeof read.plan.after?.hash === 'string';
    return isWhole ? (read as Journal) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether HAProxy may have something of the change: before, the file alone can be other. */
export function isBegun({ step }: Journal): boolean {
  return step !== 'guarded' && step !== 'replaced';
}
