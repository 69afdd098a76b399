import type { PoolPreview } from '../../diff/preview.ts';
import { flowsOf, type PathPreview } from '../../predict/flows.ts';
import { percent } from '../../text/percent.ts';
import { type PageFlows, pageFlows } from './page-flows.ts';
import { adviceText, clientText, poolNotes, serverText } from './preview-words.ts';

/** A pool as the page shows it. */
export interface PagePool {
  readonly name: string;
  /** What each fact is called, and what it was and is. */
  readonly facts: readonly (readonly [name: string, before: string, after: string])[];
  readonly notes: readonly string[];
  readonly paths: readonly PagePath[];
}

interface PagePath {
  readonly bind: string | undefined;
  readonly flows: PageFlows | undefined;
  readonly advice: readonly string[];
  /** The agents that move, from where and to where. */
  readonly moves: readonly (readonly [client: string, from: string, to: string])[];
  readonly unshown: number;
}

/** At most this many clients are listed. */
const maxMoves = 500;

/** What the page shows of a pool. */
export function pagePool(preview: PoolPreview): PagePool {
  const { before, after } = preview.capacity;
  const failing = (share: number | undefined) =>
    share === undefined ? 'no server left' : percent(share);
  return {
    name: preview.pool,
    facts: [
      ['servers in rotation', `${before.servers.length}`, `${after.servers.length}`],
      ['load of the busiest server', percent(before.busiest), percent(after.busiest)],
      [
        'load if that one fails',
        failing(before.busiestIfOneFails),
        failing(after.busiestIfOneFails),
      ],
    ],
    notes: poolNotes(preview),
    paths: preview.paths.map((path) => pagePath(preview, path)),
  };
}

function pagePath({ agents, pool, capacity }: PoolPreview, path: PathPreview): PagePath {
  const flows = flowsOf(agents, path);
  const moves = path.clientMoves?.moves ?? [];
  return {
    bind: path.bind,
    flows: flows && pageFlows(flows, pool, capacity),
    advice: path.advice.map(adviceText),
    moves: moves
      .slice(0, maxMoves)
      .map((move) => [clientText(move), serverText(move.from), serverText(move.to)]),
    unshown: Math.max(0, moves.length - maxMoves),
  };
}
