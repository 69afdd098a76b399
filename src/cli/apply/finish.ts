import type { Plan } from '../../apply/journal.ts';
import type { Outcome } from '../../apply/outcome.ts';
import { outcomeLines, reasonText, resultWord } from '../../report/apply/outcome-text.ts';
import type { Lock } from '../balancer/lock.ts';
import { exit } from '../exit.ts';
import type { Speaker } from './speak.ts';

/** Says what came of a change; returns the exit status. */
export function finish(outcome: Outcome, plan: Plan, speaker: Speaker, lock: Lock): number {
  lock.note(outcome.kind);
  for (const line of outcomeLines(outcome, plan)) speaker.line(line);
  const why = outcome.kind === 'confirmed' ? null : reasonText(outcome.why);
  const changed = outcome.kind === 'confirmed' || outcome.kind === 'look-now';
  speaker.log(resultWord(outcome), { why: why ?? undefined });
  speaker.json({ changed, result: resultWord(outcome), why });
  return statusOf(outcome);
}

function statusOf(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'confirmed':
      return exit.fine;
    case 'rolled-back':
      return exit.rolledBack;
    case 'look-now':
      return exit.unlike;
    case 'untouched':
      return outcome.why.kind === 'disk' ? exit.file : exit.wrong;
  }
}
