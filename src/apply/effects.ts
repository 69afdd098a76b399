import type { Identity } from '../haproxy/process/identity.ts';
import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import type { Journal } from './journal.ts';
import type { WatchedServer } from './watch.ts';

/** What came of asking for a reload: it was taken, and whatever follows; or the master said that it failed. */
export type ReloadAnswer =
  | { readonly kind: 'asked' }
  | { readonly kind: 'failed'; readonly log: readonly string[] }
  /** Nobody could be asked: there is no master any more. */
  | { readonly kind: 'unreachable'; readonly log: readonly string[] };

/** The disk refused to write; every other error is one of puppetlb itself. */
export class DiskError extends Error {}

/** What a person decided about a change that waits for it. */
export type Answer = 'confirm' | 'abort';

/** Everything that carrying out a change does to the world, and sees of it. */
export interface Effects {
  /** Seconds after the boot, which nobody sets back. */
  uptime(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Makes a journal durable; this and what follows throws a `DiskError`. */
  writeJournal(journal: Journal): void;
  /** Ends it: nothing is pending any more. */
  endJournal(journal: Journal): void;
  /** The hash of the file that HAProxy reads; undefined where there is none. */
  targetHash(): string | undefined;
  /** Puts the new file in the place of the old one, or back. */
  replace(): void;
  restore(): void;
  /** Removes what stands beside the file for the way back. */
  clean(): void;
  identity(): Promise<Identity | undefined>;
  reload(): Promise<ReloadAnswer>;
  /** Whether the master counts a failed reload, and what it logged; undefined where it does not. */
  failure(): Promise<readonly string[] | undefined>;
  /** The servers of the process that answers; undefined where nobody does. */
  servers(): Promise<readonly WatchedServer[] | undefined>;
  /** Binds of the new file that the process does not own; undefined where that cannot be seen. */
  unownedBinds(pid: number): readonly string[] | undefined;
  /** Sends one command; undefined where HAProxy did it, else what it said. */
  send(command: RuntimeCommand): Promise<string | undefined>;
  /** Whether somebody wants it undone: a signal, or `abort`; or confirmed. */
  answer(): Answer | undefined;
  /** Says on the way what happens; never fails. */
  say(event: Event): void;
}

/** What is said on the way. */
export type Event =
  | { readonly kind: 'step'; readonly step: Journal['step'] }
  | { readonly kind: 'watching'; readonly servers: readonly WatchedServer[]; readonly left: number }
  | { readonly kind: 'command'; readonly command: RuntimeCommand; readonly problem?: string }
  | { readonly kind: 'waiting'; readonly seconds: number }
  | { readonly kind: 'again' };
