import { type ConfigurationChange, subjectText } from '../../diff/change.ts';
import type { OpenConnections } from '../../diff/open-connections.ts';
import { lacksSocket, type PoolPreview, type Preview } from '../../diff/preview.ts';
import type { AffinityChange } from '../../predict/affinity.ts';
import type { PathPreview } from '../../predict/flows.ts';
import { showUnseen } from '../../text/characters.ts';
import { listNames } from '../../text/list-names.ts';
import { percent } from '../../text/percent.ts';
import { hashReason, serversReason } from './move-reasons.ts';
import { agentsText } from './preview-words.ts';
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
      ? ['not needed: both mean the same to HAProxy']
      : [`not needed: HAProxy already runs like this; write the file too${effect}`];
  }
  if (action === 'runtime') {
    const count = commands.length === 1 ? '1 command' : `${commands.length} commands`;
    return [`not needed: send ${count} to the stats socket${effect}`];
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
    return `${pool}: open connections stay on ${names} until they end; "${command}" ends them, but not those of old workers`;
  }
  const until =
    hardStop === undefined
      ? 'until they end (hard-stop-after is not set)'
      : `until they end, at most ${timeText(hardStop)} (hard-stop-after)`;
  const waiting =
    servers.length === 0
      ? ''
      : `; do not stop ${names} before that: "show stat" no longer counts them`;
  return `${pool}: open connections stay in the old worker, with the old configuration, ${until}${waiting}`;
}

const maxNames = 3;

/** Why commands that would make a change cannot be sent. */
export const missingSocket = 'no stats socket with level admin';

function labelOf({ section, server, subject, kind }: ConfigurationChange): string {
  const name = server === undefined ? section : `${section}/${server}`;
  const isWhole = subject.kind === 'server' || subject.kind === 'section';
  return `${name} ${isWhole ? kind : subjectText(subject)}`;
}

const effects: Readonly<Record<AffinityChange['kind'], string>> = {
  lost: 'every agent loses its fixed master',
  gained: 'every agent gets a fixed master',
  changed: 'agents move; which of them cannot be predicted',
  emptied: 'every agent loses its fixed master: the reload empties the stick table',
};

function affinityLine({ pool, affinity }: PoolPreview): string[] {
  if (affinity === undefined) return [];
  const { kind, before, after } = affinity;
  const what = before === after ? before : `${before} -> ${after}`;
  return [`${pool}: ${effects[kind]}${kind === 'emptied' ? ` (${what})` : `: ${what}`}`];
}

function agentLine(pool: PoolPreview, path: PathPreview): string[] {
  const { bind, movement, clientMoves } = path;
  if (movement === undefined) return [];
  const via = bind === undefined ? '' : ` (via ${bind})`;
  const because = {
    servers: `because ${serversReason(pool)}`,
    hash: `only because ${hashReason(pool, path)}`,
  };
  if (clientMoves !== undefined) {
    const { moves, total, byServers } = clientMoves;
    const byHash = moves.length - byServers;
    const count = `${pool.pool}: ${moves.length} of ${agentsText(total)} move${moves.length === 1 ? 's' : ''}`;
    if (moves.length === 0) return [`${pool.pool}: none of ${agentsText(total)} moves${via}`];
    if (byHash === 0) return [`${count} ${because.servers}${via}`];
    if (byServers === 0) return [`${count} ${because.hash}${via}`];
    return [`${count}: ${byServers} ${because.servers}, ${byHash} ${because.hash}${via}`];
  }
  const { moved, byServers, byHash, error } = movement;
  if (moved === 0) return [];
  const off = error === 0 ? '' : ` ± ${(100 * error).toFixed(2)}`;
  const share = `${pool.pool}: ${percent(moved)}${off} of agents move`;
  if (percent(byHash) === percent(0)) return [`${share} ${because.servers}${via}`];
  if (percent(byServers) === percent(0)) return [`${share} ${because.hash}${via}`];
  const parts = `${percent(byServers)} ${because.servers}, ${percent(byHash)} ${because.hash}`;
  return [`${share}: ${parts}${via}`];
}
