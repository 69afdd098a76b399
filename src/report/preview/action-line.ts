import { type ConfigurationChange, subjectText } from '../../diff/change.ts';
import { lacksSocket, type Preview } from '../../diff/preview.ts';
import { listNames } from '../../text/list-names.ts';
import { effectText } from './running-text.ts';

/** Whether HAProxy must be reloaded, why, and what that does to what runs; none where nothing is to be said. */
export function actionLine(preview: Preview): string[] {
  const { action, changes, commands, running } = preview;
  const effect = effectText(preview);
  if (changes.length === 0) {
    return running === undefined || effect === '' ? [] : [`not needed${effect}`];
  }
  if (action === 'nothing') {
    return running === undefined
      ? ['not needed: HAProxy makes no difference between them']
      : [`not needed: HAProxy runs like that already, write the file as well${effect}`];
  }
  if (action === 'runtime') {
    const count = commands.length === 1 ? '1 command' : `${commands.length} commands`;
    return [`not needed: ${count} on the stats socket${effect}`];
  }
  if (lacksSocket(preview)) return [`needed: ${missingSocket}${effect}`];
  const reasons = changes.filter((change) => change.action.kind === 'reload').map(labelOf);
  return [`needed: ${listNames(reasons, 3)}${effect}`];
}

/** Why commands that would make a change cannot be sent. */
export const missingSocket = 'no stats socket of level admin';

function labelOf({ section, server, subject, kind }: ConfigurationChange): string {
  const name = server === undefined ? section : `${section}/${server}`;
  const isWhole = subject.kind === 'server' || subject.kind === 'section';
  return `${name} ${isWhole ? kind : subjectText(subject)}`;
}
