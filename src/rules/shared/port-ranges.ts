import type { BindListener } from './listeners.ts';

/** Listeners that are asked for one that holds a port of a range. */
export interface PortRanges {
  /** The listener that reaches furthest of those that hold a port of the range; undefined if none does. */
  find(range: Pick<BindListener, 'firstPort' | 'lastPort'>): BindListener | undefined;
}

/** Prepares listeners, so that asking costs the logarithm of their number. */
export function indexPorts(listeners: readonly BindListener[]): PortRanges {
  const sorted = [...listeners].sort((a, b) => a.firstPort - b.firstPort);
  const furthest: BindListener[] = [];
  for (const listener of sorted) {
    const last = furthest.at(-1);
    furthest.push(last === undefined || last.lastPort < listener.lastPort ? listener : last);
  }
  return {
    find({ firstPort, lastPort }) {
      const found = furthest[countUpTo(sorted, lastPort) - 1];
      return found !== undefined && found.lastPort >= firstPort ? found : undefined;
    },
  };
}

/** How many begin at a port or before it. */
function countUpTo(sorted: readonly BindListener[], port: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.firstPort ?? 0) <= port) low = middle + 1;
    else high = middle;
  }
  return low;
}
