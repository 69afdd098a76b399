import type { PoolCapacity } from '../../diff/risks.ts';
import { isIPv4, isIPv6 } from '../../haproxy/facts/ip.ts';
import type { PoolFlows, ServerFlow } from '../../predict/flows.ts';
import { percent } from '../../text/percent.ts';
import { serverText } from './preview-words.ts';

/** Where the clients of a pool go: a row for each server, with a bar before and a bar after. */
export interface PageFlows {
  readonly title: string;
  /** What the names leave out, and how the shares were found where they are not counted. */
  readonly notes: readonly string[];
  readonly sums: readonly { readonly kind: Kind; readonly text: string }[];
  readonly rows: readonly PageRow[];
}

/** Why clients are where they are: they stay, moved because servers changed, or only because of the hash. */
type Kind = 'kept' | 'servers' | 'hash';

interface PageRow {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Parts of both bars; x and width are percentages. */
  readonly bars: readonly Bar[];
  /** Who takes over what this server loses, where that is known. */
  readonly takers: string;
  /** Whether it gets half as much again as the busiest had. */
  readonly isHeavy: boolean;
}

interface Bar {
  readonly kind: Kind;
  readonly side: 'before' | 'after';
  readonly x: number;
  readonly width: number;
}

const words: Readonly<Record<Kind, string>> = {
  kept: 'stay',
  servers: 'move because servers changed',
  hash: 'move only because of the hash',
};

/** More servers than these are not shown one by one: only the 19 that change most are. */
const maxRows = 60;
const maxShown = 19;

/** The rows of a pool, with their words. */
export function pageFlows(flows: PoolFlows, pool: string, capacity: PoolCapacity): PageFlows {
  const { unit, total, servers, pairs = [], isExact } = flows;
  const text = (amount: number) =>
    unit === 'agents' ? String(Math.round(amount)) : percent(Math.max(0, amount));
  const most = Math.max(...servers.map(({ before, after }) => Math.max(before, after)));
  const sums = (Object.keys(words) as Kind[]).map((kind) => ({
    kind,
    text: `${text(sumOf(servers, (flow) => partsOf(flow, 'before')[kind]))} ${words[kind]}`,
  }));
  const { shown, folded } = foldServers(servers);
  const domain = commonDomain(servers.flatMap(({ server }) => server ?? []));
  const nameOf = (server: string | undefined) => {
    const name = serverText(server);
    return domain !== '' && name.endsWith(domain) ? name.slice(0, -domain.length) : name;
  };
  const rows = shown.map((flow): PageRow => {
    const { server, before, after } = flow;
    return {
      name: nameOf(server),
      before: text(before),
      after: text(after),
      bars: [...barsOf(flow, 'before', most), ...barsOf(flow, 'after', most)],
      takers: pairs
        .filter(({ from }) => from === server)
        .map(({ to, amount }) => `${text(amount)} to ${nameOf(to)}`)
        .join(', '),
      isHeavy: after >= 1.5 * capacity.before.busiest * total && after > before,
    };
  });
  if (folded.length > 0) {
    const [before, after] = (['before', 'after'] as const).map((side) =>
      text(sumOf(folded, (flow) => flow[side])),
    );
    const name = `${folded.length} more servers`;
    rows.push({
      name,
      before: `${before}`,
      after: `${after}`,
      bars: [],
      takers: '',
      isHeavy: false,
    });
  }
  return {
    title: `${pool}: where ${unit === 'agents' ? `${total} agents` : 'all possible agents'} go`,
    notes: [
      ...(domain === '' ? [] : [`names without ${domain}`]),
      ...(isExact === false ? ['estimated from a sample of 1,000,000 addresses'] : []),
    ],
    sums,
    rows,
  };
}

/** The domain that all of several host names share, with its dot; empty where they share none. */
function commonDomain(names: readonly string[]): string {
  const [first = [], ...others] = names.map((name) => name.split('.').toReversed());
  if (others.length === 0 || names.some((name) => isIPv4(name) || isIPv6(name))) return '';
  const isShared = (label: string, at: number) =>
    at < first.length - 1 && others.every((one) => one[at] === label && at < one.length - 1);
  const end = first.findIndex((label, at) => !isShared(label, at));
  const labels = first.slice(0, end).toReversed();
  return labels.length === 0 ? '' : `.${labels.join('.')}`;
}

function sumOf(flows: readonly ServerFlow[], part: (flow: ServerFlow) => number): number {
  return flows.reduce((sum, flow) => sum + part(flow), 0);
}

/** The clients of a server by kind; the difference between both sides moves because of servers, the rest by the hash. */
function partsOf(flow: ServerFlow, side: 'before' | 'after'): Record<Kind, number> {
  const { kept } = flow;
  const servers = Math.max(0, flow[side] - flow[side === 'before' ? 'after' : 'before']);
  return { kept, servers, hash: flow[side] - kept - servers };
}

function barsOf(flow: ServerFlow, side: Bar['side'], most: number): Bar[] {
  let end = 0;
  return Object.entries(partsOf(flow, side)).flatMap(([kind, amount]): Bar[] => {
    const x = end;
    const width = Math.round((10_000 * amount) / most) / 100;
    end += width;
    return width > 0 ? [{ kind: kind as Kind, side, x, width }] : [];
  });
}

function foldServers(servers: readonly ServerFlow[]) {
  if (servers.length <= maxRows) return { shown: servers, folded: [] };
  const weigh = ({ before, after, kept }: ServerFlow) =>
    [Math.abs(before - after), before + after - 2 * kept] as const;
  const heaviest = servers.toSorted((a, b) => {
    const [[net, moving], [otherNet, otherMoving]] = [weigh(a), weigh(b)];
    return otherNet - net || otherMoving - moving;
  });
  const chosen = new Set(heaviest.slice(0, maxShown));
  return {
    shown: servers.filter((one) => chosen.has(one)),
    folded: servers.filter((one) => !chosen.has(one)),
  };
}
