import type { Finding, Rule } from './rule.ts';
import {
  covers,
  findListeners,
  formatListener,
  groupBy,
  isEverywhere,
  isPool,
  type Listener,
  proxyName,
} from './views/listeners.ts';

/** Two binds are the same address and port. */
export const duplicateBind: Rule = {
  code: 'INV104',
  name: 'duplicate-bind',
  severity: 'error',
  summary: 'Every address and port is bound once.',
  why: 'HAProxy starts without a word, and the kernel splits the connections between the two: half of the agents land in the wrong pool.',
  *check(inventory) {
    for (const group of groupBy(findListeners(inventory), addressAndDevice).values()) {
      yield* inGroup(group);
    }
  },
};

/** What the kernel takes for one listener, its port aside; "[::]" takes IPv4 too, unless it is told not to. */
function addressAndDevice(listener: Listener): string {
  const { address, interface: device } = listener;
  const isEvery = address === '*' || (isEverywhere(listener) && covers(listener, '*'));
  return `${isEvery ? '*' : address.text} ${device ?? ''}`;
}

/** Ranges of ports in their order: each is compared with the one before it that reaches furthest. */
function* inGroup(group: readonly Listener[]): Iterable<Finding> {
  const order = new Map(group.map((listener, index) => [listener, index]));
  const [first, ...others] = [...group].sort((a, b) => a.firstPort - b.firstPort);
  let furthest = first;
  for (const listener of others) {
    if (furthest === undefined) return;
    if (listener.firstPort <= furthest.lastPort) {
      const isLater = (order.get(listener) ?? 0) > (order.get(furthest) ?? 0);
      yield isLater ? finding(listener, furthest) : finding(furthest, listener);
    }
    if (listener.lastPort > furthest.lastPort) furthest = listener;
  }
}

function finding(later: Listener, first: Listener): Finding {
  const isSame = formatListener(later) === formatListener(first);
  const already = isSame ? 'is already bound' : `is already bound, by ${formatListener(first)}`;
  return {
    message: `${formatListener(later)} ${already}`,
    at: later.at,
    help:
      later.by === first.by
        ? 'leave one of the two out'
        : 'give each pool an address or a port of its own',
    related: [
      {
        at: first.at,
        note: `first bound here${isPool(first.by) ? `, by ${proxyName(first.by)}` : ''}`,
      },
    ],
  };
}
