import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import type { ShownPlace, WhyOut } from './side.ts';
import type { Value } from './value.ts';

/** What has to be done that a change comes into effect. */
export type Action =
  | { readonly kind: 'nothing'; readonly reason: string }
  | { readonly kind: 'runtime'; readonly commands: readonly RuntimeCommand[] }
  | { readonly kind: 'reload'; readonly reason: string };

type SectionPart = 'frontend' | 'mode' | 'balance' | 'hash-type' | 'timeout' | 'bind' | 'line';
type ServerPart = 'address' | 'id' | 'weight' | 'state' | 'backup' | 'check-port' | 'unknown-words';

/** What is other of a section, or of a server in it. */
export interface Subject {
  readonly kind:
    | ('section' | 'server' | 'name' | 'order' | 'check' | 'option')
    | (SectionPart | ServerPart);
  /** HAProxy's name of a timeout, an option or a line, or of what has another order than before. */
  readonly name?: string;
}

/** What a subject is called. */
export function subjectText({ kind, name }: Subject): string {
  switch (kind) {
    case 'timeout':
      return `timeout ${name}`;
    case 'order':
      return name === undefined ? kind : `order of ${name}`;
    case 'check-port':
      return 'check port';
    case 'unknown-words':
      return 'words';
    default:
      return name ?? kind;
  }
}

/** One difference that HAProxy makes. */
export interface ConfigurationChange {
  readonly kind: 'added' | 'removed' | 'renamed' | 'moved' | 'changed';
  /** The section: a pool by its name, another one by keyword and name. */
  readonly section: string;
  readonly server?: string;
  readonly subject: Subject;
  readonly before?: Value;
  readonly after?: Value;
  /** Why a server leaves rotation, or comes without being in it. */
  readonly whyOut?: WhyOut | undefined;
  readonly at: { readonly before?: ShownPlace; readonly after?: ShownPlace };
  readonly action: Action;
}

/** A reload, and why nothing less does it. */
export function reload(reason: string): Action {
  return { kind: 'reload', reason };
}

/** No action, and why. */
export function nothing(reason: string): Action {
  return { kind: 'nothing', reason };
}

/** Commands for the runtime socket. */
export function runtime(...commands: readonly RuntimeCommand[]): Action {
  return { kind: 'runtime', commands };
}

/** The weightiest need of some changes. */
export function strongestAction(changes: readonly ConfigurationChange[]): Action['kind'] {
  const kinds = new Set(changes.map(({ action }) => action.kind));
  if (kinds.has('reload')) return 'reload';
  return kinds.has('runtime') ? 'runtime' : 'nothing';
}
