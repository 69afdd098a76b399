import { type ConfigurationChange, subjectText } from '../../diff/change.ts';
import type { OpenConnections } from '../../diff/open-connections.ts';
import { lacksSocket, type PoolPreview, type Preview } from '../../diff/preview.ts';
import type { AffinityChange } from '../../predict/affinity.ts';
import type { PathPreview } from '../../predict/flows.ts';
import { showUnseen } from '../../text/characters.ts';
import { listNames } from '../../text/list-names.ts';
import { percent } from '../../text/percent.ts';
import { effectText } from './running-text.ts';
import { riskText, timeText } from './value-text.ts';

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
    ...preview.connections.map((one): HeadLine => ({ word: 'AGENTS', text: connectionsText(one) })),
  ];
  return lines.map(({ word, text }) => ({ word, text: showUnseen(text) }));
}

/** Whether HAProxy must be reloaded, why, and what that does to what runs; none where nothing is to be said. */
function actionLine(preview: Preview): string[] {
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
  return [`needed: ${listNames([...new Set(reasons)], 3)}${effect}`];
}

/** Where connections that are open stay, and what ends them. */
function connectionsText({ pool, stay, servers, hardStop }: OpenConnections): string {
  const names = listNames(servers, maxNames);
  if (stay === 'server') {
    const command = `shutdown sessions server ${pool}/${servers[0] ?? ''}`;
    return `${pool}: open connections stay on ${names} until they end, in old workers too; "${command}" ends those of the new worker`;
  }
  const until =
    hardStop === undefined
      ? 'until they end, as there is no hard-stop-after'
      : `until they end, at most ${timeText(hardStop)} (hard-stop-after)`;
  const waiting =
    servers.length === 0
      ? ''
      : `; do not stop ${names} before, "show stat" does not count them any more`;
  return `${pool}: open connections stay in the old worker, on the old configuration, ${until}${waiting}`;
}

const maxNames = 3;

/** Why commands that would make a change cannot be sent. */
export const missingSocket = 'no stats socket of level admin';

function labelOf({ section, server, subject, kind }: ConfigurationChange): string {
  const name = server === undefined ? section : `${section}/${server}`;
  const isWhole = subject.kind === 'server' || subject.kind === 'section';
  return `${name} ${isWhole ? kind : subjectText(subject)}`;
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
