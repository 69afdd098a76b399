import type { PoolPreview } from '../../diff/preview.ts';
import type { PathPreview } from '../../predict/flows.ts';
import { flowsOf } from '../../predict/flows.ts';
import { percent } from '../../text/percent.ts';
import { drawFlows } from './flow-drawing.ts';
import { type PageFlows, type PageLoad, pageFlows, pageLoads } from './page-flows.ts';
import { adviceText, clientText, serverText } from './preview-words.ts';

/** A pool as the page shows it. */
export interface PagePool {
  readonly name: string;
  readonly facts: readonly {
    readonly name: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly notes: readonly string[];
  readonly ways: readonly PageWay[];
}

interface PageWay {
  readonly id: string;
  readonly bind: string | undefined;
  readonly flows: PageFlows | undefined;
  readonly loads: readonly PageLoad[];
  readonly advice: readonly string[];
  readonly moves: readonly {
    readonly client: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly unshown: number;
}

/** More clients than these are not named. */
const maxMoves = 500;

/** What the page shows of a pool. */
export function pagePool(preview: PoolPreview, number: number): PagePool {
  const { pool, capacity, agents, paths } = preview;
  const [was, is] = [capacity.before, capacity.after];
  const unknown =
    agents.unknown === undefined
      ? []
      : [`who reaches which server cannot be told: ${agents.unknown}`];
  const failing = (share: number | undefined) =>
    share === undefined ? 'nobody is left' : percent(share);
  return {
    name: pool,
    facts: [
      fact('servers in rotation', String(was.servers.length), String(is.servers.length)),
      fact('load of the busiest', percent(was.busiest), percent(is.busiest)),
      fact('if that one fails', failing(was.busiestIfOneFails), failing(is.busiestIfOneFails)),
    ],
    notes: [...unknown, ...agents.conditions.map((one) => `this holds as long as ${one}`)],
    ways: paths.map((path, at) => pageWay(preview, path, `pool-${number}-${at + 1}`)),
  };
}

function fact(name: string, before: string, after: string): PagePool['facts'][number] {
  return { name, before, after };
}

function pageWay(preview: PoolPreview, path: PathPreview, id: string): PageWay {
  const flows = flowsOf(preview.agents, path);
  const moves = path.clientMoves?.moves ?? [];
  const drawing = flows === undefined ? undefined : drawFlows(flows);
  return {
    id,
    bind: path.bind,
    flows: flows && drawing && pageFlows(flows, drawing, preview.pool),
    loads: flows && drawing ? pageLoads(flows, drawing, preview.capacity) : [],
    advice: path.advice.map(adviceText),
    moves: moves.slice(0, maxMoves).map((move) => ({
      client: clientText(move),
      from: serverText(move.from),
      to: serverText(move.to),
    })),
    unshown: Math.max(0, moves.length - maxMoves),
  };
}
