import type { ShownPlace } from './side.ts';

/** A line for HAProxy's runtime socket, and its place in an order that keeps servers in rotation. */
export interface RuntimeCommand {
  readonly phase: Phase;
  readonly text: string;
}

/** New servers come first, those that take over next, and what goes leaves last. */
export const phases = ['add', 'check', 'raise', 'set', 'lower', 'leave', 'delete'] as const;

/** When a command is sent, among all. */
export type Phase = (typeof phases)[number];

/** What has to be done that a change comes into effect. */
export type Need =
  | { readonly kind: 'nothing'; readonly reason: string }
  | { readonly kind: 'runtime'; readonly commands: readonly RuntimeCommand[] }
  | { readonly kind: 'reload'; readonly reason: string };

/** One difference that HAProxy makes. */
export interface Change {
  readonly action: 'added' | 'removed' | 'renamed' | 'moved' | 'changed';
  /** The section: a pool by its name, another one by keyword and name. */
  readonly section: string;
  readonly server?: string;
  /** What is other: "server", "weight", "timeout client". */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  readonly at: { readonly before?: ShownPlace; readonly after?: ShownPlace };
  readonly need: Need;
}

/** A reload, and why nothing less does it. */
export function reload(reason: string): Need {
  return { kind: 'reload', reason };
}

/** No action, and why. */
export function nothing(reason: string): Need {
  return { kind: 'nothing', reason };
}

/** Commands for the runtime socket. */
export function runtime(...commands: readonly RuntimeCommand[]): Need {
  return { kind: 'runtime', commands };
}

/** The weightiest need of some changes. */
export function strongestNeed(changes: readonly Change[]): Need['kind'] {
  const kinds = new Set(changes.map(({ need }) => need.kind));
  if (kinds.has('reload')) return 'reload';
  return kinds.has('runtime') ? 'runtime' : 'nothing';
}

/** The commands of all changes, in an order in which no pool has fewer servers than before or after. */
export function commandsOf(changes: readonly Change[]): string[] {
  const commands = changes.flatMap(({ need }) => (need.kind === 'runtime' ? need.commands : []));
  const texts = phases.flatMap((phase) =>
    commands.filter((command) => command.phase === phase).map(({ text }) => text),
  );
  // A new address and another port to check can want one command both.
  return [...new Set(texts)];
}
