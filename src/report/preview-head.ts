import type { Change } from '../diff/change.ts';
import { percent } from '../diff/danger.ts';
import type { PoolPreview, Preview, WayPreview } from '../diff/preview.ts';
import { showUnseen } from '../source/characters.ts';

/** One of the lines that a tired operator must see; its text is on one line and safe to print. */
export interface HeadLine {
  readonly word: 'DANGER' | 'RELOAD' | 'AGENTS';
  readonly text: string;
}

/** What every format says first, in this order: what is lost, whether HAProxy is reloaded, who moves. */
export function headLines(preview: Preview): HeadLine[] {
  const lines: readonly HeadLine[] = [
    ...preview.dangers.map(({ pool, message }): HeadLine => {
      return { word: 'DANGER', text: pool === undefined ? message : `${pool}: ${message}` };
    }),
    ...needLine(preview).map((text): HeadLine => ({ word: 'RELOAD', text })),
    ...preview.pools
      .flatMap((pool) => pool.ways.flatMap((way) => agentLine(pool, way)))
      .map((text): HeadLine => ({ word: 'AGENTS', text })),
  ];
  return lines.map(({ word, text }) => ({ word, text: showUnseen(text) }));
}

function needLine({ need, changes, commands }: Preview): string[] {
  if (changes.length === 0) return [];
  if (need === 'nothing') return ['not needed: HAProxy makes no difference between them'];
  if (need === 'runtime') {
    const count = commands.length === 1 ? '1 command' : `${commands.length} commands`;
    return [`not needed: ${count} on the stats socket (running state not asked)`];
  }
  const reasons = changes.filter((change) => change.need.kind === 'reload').map(labelOf);
  const more = reasons.length > 3 ? ` and ${reasons.length - 3} more` : '';
  const shown = reasons.slice(0, 3).join(', ');
  return [`needed: ${shown}${more} (running state not asked)`];
}

function labelOf({ section, server, what, action }: Change): string {
  const subject = server === undefined ? section : `${section}/${server}`;
  if (what === 'server' || what === 'section') return `${subject} ${action}`;
  return `${subject} ${what}`;
}

function agentLine({ pool }: PoolPreview, { bind, movement, visits }: WayPreview): string[] {
  if (movement === undefined) return [];
  const by = bind === undefined ? '' : ` (by ${bind})`;
  if (visits !== undefined) {
    const { moves, total, must } = visits;
    if (moves.length === 0) return [`${pool}: none of ${total} changes master${by}`];
    const needless = moves.length - must;
    const why = needless === 0 ? 'all of them must' : `${needless} of them needlessly`;
    return [`${pool}: ${moves.length} of ${total} change master, ${why}${by}`];
  }
  const { moved, must, needless, error } = movement;
  if (moved === 0) return [];
  const off = error === 0 ? '' : ` ± ${(100 * error).toFixed(2)}`;
  const why = `${percent(must)} must, ${percent(needless)} needlessly`;
  return [`${pool}: ${percent(moved)}${off} of all clients change master, ${why}${by}`];
}
