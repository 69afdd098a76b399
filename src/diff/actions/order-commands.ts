import type { RuntimeCommand } from '../../haproxy/process/runtime-command.ts';
import type { ConfigurationChange } from '../change.ts';

/** When a command is sent, among all. */
type Phase = 'add' | 'check' | 'set' | 'raise' | 'leave' | 'delete';

/** New servers come first, one that takes over has its address and weight before, and what goes leaves last. */
const phases: readonly Phase[] = ['add', 'check', 'set', 'raise', 'leave'];

/** A CA leaves before another one comes: two that sign are worse than none for a moment. */
const caPhases: readonly Phase[] = ['leave', 'add', 'check', 'set', 'raise'];

const phasesByVerb = { add: 'add', enable: 'check', disable: 'check', del: 'delete' } as const;

function phaseOf(command: RuntimeCommand): Phase {
  if (command.verb !== 'set') return phasesByVerb[command.verb];
  const { property, value } = command;
  if (property === 'state') return value === 'ready' ? 'raise' : 'leave';
  if (property === 'weight') return value === 0 ? 'leave' : 'set';
  return property === 'health' ? 'raise' : 'set';
}

/**
 * The commands of all changes, in an order in which no pool has fewer servers than before or after; a CA
 * pool, which comes with the servers that stand by in it, never has two that take over from each other.
 */
export function commandsOf(
  changes: readonly ConfigurationChange[],
  standbys: ReadonlyMap<string, ReadonlySet<string>>,
): RuntimeCommand[] {
  const ofCas = changes.filter(({ section }) => standbys.has(section));
  const others = changes.filter(({ section }) => !standbys.has(section));
  const isStandby = ({ section, server = '' }: ConfigurationChange) =>
    standbys.get(section)?.has(server) === true;
  const active = ofCas.filter((change) => !isStandby(change));
  const standby = ofCas.filter(isStandby);
  const commands = [
    // Who stands by goes before the active CA, and comes behind it, so that it never takes over in between.
    ...caPhases.flatMap((phase) =>
      inPhase(phase === 'leave' ? [...standby, ...active] : [...active, ...standby], phase),
    ),
    ...phases.flatMap((phase) => inPhase(others, phase)),
    // HAProxy refuses to delete a server that has a connection: nothing else waits for that.
    ...inPhase(changes, 'delete'),
  ];
  // A new address and another port to check can want one command both.
  return [...new Map(commands.map((command) => [JSON.stringify(command), command])).values()];
}

function inPhase(changes: readonly ConfigurationChange[], wanted: Phase): RuntimeCommand[] {
  return changes.flatMap(({ action }) =>
    action.kind === 'runtime' ? action.commands.filter((one) => phaseOf(one) === wanted) : [],
  );
}
