import {
  type Problem,
  problemsOf,
  type ServerDifference,
  type Status,
} from '../../apply/status.ts';
import { textOf } from '../preview/value-text.ts';

/** A duration as people say it. */
export function durationText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
  if (days > 1) return `${days} days`;
  if (hours > 1) return `${hours} hours`;
  return minutes > 1 ? `${minutes} minutes` : `${Math.floor(seconds)} s`;
}

/** The moment so many seconds ago. */
export function momentBefore({ at }: Status, seconds: number): Date {
  return new Date(at.getTime() - seconds * 1000);
}

/** A server that differs, in a few words. */
export function differenceText({
  pool,
  server,
  what,
  inventory,
  runtime,
}: ServerDifference): string {
  const name = server === undefined ? pool : `${pool}/${server}`;
  if (what === 'health') return `${name} is DOWN`;
  if (what === 'server' || what === 'section') {
    return inventory === undefined
      ? `${name} is not in the inventory`
      : `${name} does not run in HAProxy`;
  }
  return `${name} ${what} ${textOf(runtime) ?? 'none'}, in the inventory ${textOf(inventory) ?? 'none'}`;
}

/** One problem, in a few words. */
export function problemText(problem: Problem, status: Status): string {
  const { file, runtime, pending } = status;
  switch (problem.kind) {
    case 'pool':
      return `pool ${problem.pool} has no server in rotation`;
    case 'pending':
      return `unconfirmed change by ${pending?.user}`;
    case 'file':
      return `${file.name} ${fileText(status)}`;
    case 'reload':
      return `HAProxy runs ${runtime.id ?? 'a file without an ID'}, not ${file.name}`;
    case 'other-file':
      return `other file changed: ${problem.name}`;
    case 'server':
      return differenceText(problem.difference);
    case 'drain': {
      const { pool, server, isOver, until } = problem.drain;
      return `${pool}/${server} is out of rotation ${isOver ? `after ${until}` : 'without a reason'}`;
    }
  }
}

/** What the file is beside the inventory. */
export function fileText({ file: { state, changes, isEdited } }: Status): string {
  const edited = isEdited === true ? 'changed since the last apply, ' : '';
  switch (state) {
    case 'same':
      return 'same as the inventory';
    case 'comments':
      return `${edited}differs from the inventory in comments or order only`;
    case 'differs':
      return `${edited}${changes} ${changes === 1 ? 'difference' : 'differences'} from the inventory`;
    case 'missing':
      return 'no such file';
  }
}

/** All problems in one line; undefined where there is none. */
export function summaryOf(status: Status): string | undefined {
  const texts = problemsOf(status).map((problem) => problemText(problem, status));
  return texts.length === 0 ? undefined : texts.join('; ');
}
