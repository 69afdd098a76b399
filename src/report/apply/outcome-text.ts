import type { Obstacle, Outcome, Reason } from '../../apply/outcome.ts';
import { listNames } from '../../text/list-names.ts';

/** Why a change was undone, as the end of a sentence. */
export function reasonText(why: Reason): string {
  switch (why.kind) {
    case 'silent':
      return 'the new configuration never answered';
    case 'refused':
      return 'HAProxy did not start with the new configuration';
    case 'gone':
      return 'the new configuration stopped answering';
    case 'unowned':
      return `HAProxy does not listen on ${listNames(why.binds, 3)}`;
    case 'emptied':
      return `no server is left in rotation in ${listNames(why.pools, 3)}`;
    case 'command':
      return `HAProxy refused "${why.command}": ${why.answer}`;
    case 'disk':
      return `cannot write: ${why.message}`;
    case 'aborted':
      return 'it was aborted';
    case 'unconfirmed':
      return 'nobody confirmed it';
    case 'interrupted':
      return 'the apply process has ended';
    case 'overdue':
      return 'the apply process did not end in time';
  }
}

/** What HAProxy logged about it. */
export function logOf(why: Reason): readonly string[] {
  return 'log' in why ? why.log : [];
}

/** Why nothing is touched any more. */
export function obstacleText(obstacle: Obstacle, target: string): string {
  switch (obstacle.kind) {
    case 'file':
      return `${target} was changed by someone else`;
    case 'reload':
      return 'HAProxy was reloaded by someone else';
    case 'ca':
      return 'agents may have reached the new CA; two CAs that sign in turn issue the same serial numbers';
    case 'rollback-off':
      return 'rollback is off (--no-rollback)';
    case 'old-silent':
      return 'the old configuration does not answer either';
    case 'restore':
      return `cannot restore the old file: ${obstacle.message}`;
  }
}

/** A result in one word, for programs. */
export function resultWord(outcome: Outcome): string {
  const words = {
    confirmed: 'applied',
    untouched: 'refused',
    'rolled-back': 'rolled-back',
    'look-now': 'look-now',
  } as const;
  return words[outcome.kind];
}

/** What came of a change, for people; the first line is the result. */
export function outcomeLines(
  outcome: Outcome,
  files: { readonly target: string; readonly backup: string },
): string[] {
  switch (outcome.kind) {
    case 'confirmed':
      return [
        `applied: process ${outcome.pid} serves the new configuration`,
        ...outcome.down.map((name) => `DOWN  ${name}: its pool has other servers`),
        ...outcome.undone.map(
          (command) =>
            `left undone: ${command} (connections are open; the server is in maintenance)`,
        ),
      ];
    case 'untouched':
      return [`nothing was changed: ${reasonText(outcome.why)}`, ...logOf(outcome.why)];
    case 'rolled-back':
      return [
        `rolled back: ${reasonText(outcome.why)}`,
        `process ${outcome.pid} serves the old configuration`,
        ...logOf(outcome.why),
      ];
    case 'look-now':
      return [
        `LOOK NOW: ${reasonText(outcome.why)}; not rolled back: ${obstacleText(outcome.obstacle, files.target)}`,
        `current file: ${files.target}`,
        `old file: ${files.backup}`,
        `to see the runtime state: puppetlb status`,
        `to roll back: cp ${files.backup} ${files.target}, then reload HAProxy`,
        ...logOf(outcome.why),
      ];
  }
}
