import type { PoolPreview, Preview } from '../../diff/preview.ts';
import type { AffinityChange } from '../../predict/affinity.ts';
import type { PathPreview } from '../../predict/flows.ts';
import { showUnseen } from '../../text/characters.ts';
import { percent } from '../../text/percent.ts';
import { actionLine } from './action-line.ts';
import { riskText } from './value-text.ts';

/** One of the lines that a tired operator must see; its text is on one line and safe to print. */
export interface HeadLine {
  readonly word: 'DANGER' | 'RELOAD' | 'AGENTS';
  readonly text: string;
}

/** What every format says first, in this order: what is lost, whether HAProxy is reloaded, who moves. */
export function headLines(preview: Preview): HeadLine[] {
  const lines: readonly HeadLine[] = [
    ...preview.risks.map((risk): HeadLine => {
      const subject = risk.pool === undefined ? '' : `${risk.pool}: `;
      return { word: 'DANGER', text: `${subject}${riskText(risk)}` };
    }),
    ...actionLine(preview).map((text): HeadLine => ({ word: 'RELOAD', text })),
    ...preview.pools
      .flatMap((pool) => [
        ...affinityLine(pool),
        ...pool.paths.flatMap((path) => agentLine(pool, path)),
      ])
      .map((text): HeadLine => ({ word: 'AGENTS', text })),
  ];
  return lines.map(({ word, text }) => ({ word, text: showUnseen(text) }));
}

const effects: Readonly<Record<AffinityChange['kind'], string>> = {
  lost: 'every agent loses its fixed master',
  gained: 'every agent gets a fixed master',
  changed: 'agents change their fixed master, which of them cannot be predicted',
  emptied: 'every agent loses its fixed master: the reload empties the stick table',
};

function affinityLine({ pool, affinity }: PoolPreview): string[] {
  if (affinity === undefined) return [];
  const { kind, before, after } = affinity;
  const what = before === after ? before : `${before} -> ${after}`;
  return [`${pool}: ${effects[kind]}${kind === 'emptied' ? ` (${what})` : `: ${what}`}`];
}

function agentLine({ pool }: PoolPreview, { bind, movement, clientMoves }: PathPreview): string[] {
  if (movement === undefined) return [];
  const by = bind === undefined ? '' : ` (by ${bind})`;
  if (clientMoves !== undefined) {
    const { moves, total, must } = clientMoves;
    if (moves.length === 0) return [`${pool}: none of ${total} changes master${by}`];
    const needless = moves.length - must;
    const why = needless === 0 ? 'all of them must' : `${needless} of them needlessly`;
    return [`${pool}: ${moves.length} of ${total} change master, ${why}${by}`];
  }
  const { moved, must, needless, error } = movement;
  if (moved === 0) return [];
  const off = error === 0 ? '' : ` ± ${(100 * error).toFixed(2)}`;
  const isNeedless = percent(needless) !== percent(0);
  const why = isNeedless
    ? `${percent(must)} must, ${percent(needless)} needlessly`
    : 'all of them must';
  return [`${pool}: ${percent(moved)}${off} of all clients change master, ${why}${by}`];
}
