import type { ShownPlace } from './side.ts';

/** A line for HAProxy's runtime socket, and its place in an order that keeps servers in rotation. */
export interface RuntimeCommand {
  readonly phase: Phase;
  readonly text: string;
}

/** When a command is sent, among all. */
export type Phase = 'add' | 'check' | 'set' | 'raise' | 'leave' | 'delete';

/** New servers come first, one that takes over has its address and weight before, and what goes leaves last. */
const phases: readonly Phase[] = ['add', 'check', 'set', 'raise', 'leave'];

/** A CA leaves before another one comes: two that sign are worse than none for a moment. */
const caPhases: readonly Phase[] = ['leave', 'add', 'check', 'set', 'raise'];

/** What has to be done that a change comes into effect. */
export type Action =
  | { readonly kind: 'nothing'; readonly reason: string }
  | { readonly kind: 'runtime'; readonly commands: readonly RuntimeCommand[] }
  | { readonly kind: 'reload'; readonly reason: string };

/** One difference that HAProxy makes. */
export interface ConfigurationChange {
  readonly kind: 'added' | 'removed' | 'renamed' | 'moved' | 'changed';
  /** The section: a pool by its name, another one by keyword and name. */
  readonly section: string;
  readonly server?: string;
  /** What is other: "server", "weight", "timeout client". */
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
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

/**
 * The commands of all changes, in an order in which no pool has fewer servers than before or after; a CA
 * pool, which comes with the servers that stand by in it, never has two that take over from each other.
 */
export function commandsOf(
  changes: readonly ConfigurationChange[],
  standbys: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const ofCas = changes.filter(({ section }) => standbys.has(section));
  const others = changes.filter(({ section }) => !standbys.has(section));
  const isStandby = ({ section, server = '' }: ConfigurationChange) =>
    standbys.get(section)?.has(server) === true;
  const active = ofCas.filter((change) => !isStandby(change));
  const standby = ofCas.filter(isStandby);
  const texts = [
    // Who stands by goes before the active CA, and comes behind it, so that it never takes over in between.
    ...caPhases.flatMap((phase) =>
      inPhase(phase === 'leave' ? [...standby, ...active] : [...active, ...standby], phase),
    ),
    ...phases.flatMap((phase) => inPhase(others, phase)),
    // HAProxy refuses to delete a server that has a connection: nothing else waits for that.
    ...inPhase(changes, 'delete'),
  ];
  // A new address and another port to check can want one command both.
  return [...new Set(texts)];
}

function inPhase(changes: readonly ConfigurationChange[], wanted: Phase): string[] {
  return changes.flatMap(({ action }) =>
    action.kind !== 'runtime'
      ? []
      : action.commands.filter(({ phase }) => phase === wanted).map(({ text }) => text),
  );
}
