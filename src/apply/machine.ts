import type { CodeInfo, Severity } from '../findings/diagnostic.ts';
import type { Version } from '../haproxy/facts/versions.ts';
import type { InternetSocket } from '../haproxy/model/opened-sockets.ts';
import type { FileLine } from '../haproxy/syntax/configuration.ts';

/** A program that has a socket; without a process where nobody may look. */
export interface SocketOwner {
  readonly pid: number | undefined;
  readonly name: string;
  /** Whether it is the HAProxy that is reloaded. */
  readonly isOwn: boolean;
}

/** What the machine says when somebody listens for a moment. */
export type ListenAnswer =
  | { readonly is: 'free' | 'absent' }
  | { readonly is: 'taken'; readonly by: readonly SocketOwner[] }
  /** Nobody can say it here; or the system said no in another way. */
  | { readonly is: 'unknown' | 'refused'; readonly why: string };

/** What is at a path; a folder in which nobody can write is told apart. */
export type PathKind = 'folder' | 'read-only' | 'other' | 'missing' | 'unknown';

/** What HAProxy may do. */
export interface ProcessLimits {
  /** Whose limits they are, in words. */
  readonly of: string;
  /** How many files it may open at most. */
  readonly files: number;
  readonly mayBindLowPorts: boolean;
}

/** The machine that a configuration is for, and the HAProxy on it. */
export interface Machine {
  readonly host: string;
  readonly cpus: number;
  readonly version: Version;
  /** The lowest port that everybody may bind. */
  readonly firstFreePort: number;
  readonly hasIPv6: boolean;
  /** Undefined where nobody can say. */
  readonly limits: ProcessLimits | undefined;
  /** Whether its command line names a pid file, which then counts; undefined where it does not run. */
  readonly hasPidFile: boolean | undefined;
  /** Whether a master runs it, which hands sockets to the next process. */
  readonly hasMaster: boolean;
  listen(socket: InternetSocket, port: number): Promise<ListenAnswer>;
  abstractOwners(name: string): readonly SocketOwner[];
  pathKind(path: string): PathKind;
  hasInterface(name: string): boolean;
  /** Undefined where nobody can say. */
  hasAccount(kind: 'user' | 'group', name: string): boolean | undefined;
}

/** Something that keeps HAProxy from starting, at a line. */
export interface StartFinding {
  readonly code: CodeInfo;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  readonly line: FileLine;
}

/** Notes what could not be checked, and why. */
export type Skip = (why: string, what: string) => void;

/** The folder of a path. */
export function folderOf(path: string): string {
  return path.replace(/\/*[^/]*$/, '') || '/';
}
