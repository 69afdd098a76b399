import type { Change } from '../../diff/change.ts';
import { lacksSocket, type Preview } from '../../diff/preview.ts';
import { fateText } from './running-text.ts';

/** Whether HAProxy must be reloaded, why, and what that does to what runs; none where nothing is to be said. */
export function needLine(preview: Preview): string[] {
  const { need, changes, commands, running } = preview;
  const fate = fateText(preview);
  if (changes.length === 0) {
    return running === undefined || fate === '' ? [] : [`not needed${fate}`];
  }
  if (need === 'nothing') {
    return running === undefined
      ? ['not needed: HAProxy makes no difference between them']
      : [`not needed: HAProxy runs like that already, write the file as well${fate}`];
  }
  if (need === 'runtime') {
    const count = commands.length === 1 ? '1 command' : `${commands.length} commands`;
    return [`not needed: ${count} on the stats socket${fate}`];
  }
  if (lacksSocket(preview)) return [`needed: ${missingSocket}${fate}`];
  const reasons = changes.filter((change) => change.need.kind === 'reload').map(labelOf);
  const more = reasons.length > 3 ? ` and ${reasons.length - 3} more` : '';
  const shown = reasons.slice(0, 3).join(', ');
  return [`needed: ${shown}${more}${fate}`];
}

/** Why commands that would make a change cannot be sent. */
export const missingSocket = 'no stats socket of level admin';

function labelOf({ section, server, what, action }: Change): string {
  const subject = server === undefined ? section : `${section}/${server}`;
  if (what === 'server' || what === 'section') return `${subject} ${action}`;
  return `${subject} ${what}`;
}
