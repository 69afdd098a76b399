import type { Intent } from '../../apply/plan.ts';
import { keptByHand } from '../../apply/plan.ts';
import type { ProbeAnswer } from '../../probe/prober.ts';
import { toPaint } from '../../report/lint/colour.ts';
import { formatPreview } from '../../report/preview/preview-text.ts';
import type { Io } from '../io.ts';
import type { ApplyOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import type { Speaker } from './speak.ts';

/** Shows what a change is about, what it does, and how it is undone; without an intent there is nothing to do. */
export function showChange(
  { situation, running, asked }: Prepared,
  intent: Intent | undefined,
  failing: readonly ProbeAnswer[],
  { isRollbackOff, confirm }: ApplyOptions,
  speaker: Speaker,
  io: Io,
): void {
  const { sides, preview, configuration, runningId, newId } = situation;
  const colour = io.isTerminal('stdout') && io.env['NO_COLOR'] === undefined;
  const paint = toPaint(colour);
  const line = (word: string, text: string) => speaker.line(`${word.padEnd(6)}  ${text}`);
  const name = running.versionText === undefined ? 'HAProxy' : `HAProxy ${running.versionText}`;
  line('TARGET', `${configuration}, ${name}, process ${asked.pid}`);
  if (intent === undefined) {
    speaker.line(`nothing to do: HAProxy runs ${newId}, and the file is the same`);
    sayKept(situation.sides, running, speaker);
    return;
  }
  line('CHANGE', `${runningId ?? 'a configuration without ID'} -> ${newId}`);
  speaker.text(formatPreview(preview, { isVerbose: false, unified: undefined, colour }));
  for (const { target, detail } of failing) {
    speaker.text(`${paint('warning', 'PROBE')}   `);
    speaker.line(`${target.pool}/${target.server} does not answer now: ${detail}`);
  }
  sayKept(sides, running, speaker);
  if (!intent.isCommanded && preview.action !== 'reload') {
    line('RELOAD', 'needed: HAProxy does not run this configuration ID yet');
  }
  const seconds = Math.ceil(intent.firstCheck + intent.watch);
  line('WATCH', `${seconds} s, the time that the checks of this inventory need`);
  line('UNDO', undoText(isRollbackOff, confirm));
}

function undoText(isRollbackOff: boolean, confirm: number | undefined): string {
  if (isRollbackOff) return 'no automatic rollback (--no-rollback)';
  const silence = confirm === undefined ? '' : `, or if nobody confirms within ${confirm} s`;
  return `rolls back automatically if the new configuration does not answer, does not listen on a bind, or leaves a pool without servers${silence}`;
}

function sayKept(
  sides: Prepared['situation']['sides'],
  running: Prepared['running'],
  speaker: Speaker,
): void {
  for (const command of keptByHand(sides, running)) {
    if (command.verb !== 'set') continue;
    speaker.line(
      `KEPT    ${command.server} stays in ${command.value}, set by hand; puppetlb ready puts it back into rotation`,
    );
  }
}
