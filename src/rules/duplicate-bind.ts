import { groupBy } from '../text/group-by.ts';
import type { Finding, Rule } from './rule.ts';
import { isBeside } from './shared/beside.ts';
import {
  type BindListener,
  findAllListeners,
  formatListener,
  isPool,
  proxyName,
} from './shared/listeners.ts';

/** Two binds are the same address and port. */
export const duplicateBind: Rule = {
  code: 'INV104',
  name: 'duplicate-bind',
  severity: 'warning',
  summary: 'Two binds have the same address and port.',
  why: 'HAProxy starts, and the kernel splits the connections between the two: half of the agents reach the wrong pool. Within one pool both lead to the same servers, and one bind is superfluous.',
  *check(inventory) {
    for (const group of groupBy(findAllListeners(inventory), addressAndDevice).values()) {
      yield* inGroup(group);
    }
  },
};

/** What the kernel takes for one listener, its port aside; beside "*", "[::]" takes IPv6 alone. */
function addressAndDevice({ address, interface: device }: BindListener): string {
  return `${address === '*' ? '*' : address.text} ${device ?? ''}`;
}

/** Ranges of ports in their order: each is compared with the one before it that reaches furthest. */
function* inGroup(group: readonly BindListener[]): Iterable<Finding> {
  const order = new Map(group.map((listener, index) => [listener, index]));
  const [first, ...others] = [...group].sort((a, b) => a.firstPort - b.firstPort);
  let furthest = first;
  for (const listener of others) {
    if (furthest === undefined) return;
    const areOurs = !isBeside(listener.at) || !isBeside(furthest.at);
    if (areOurs && listener.firstPort <= furthest.lastPort) {
      const isLater = (order.get(listener) ?? 0) > (order.get(furthest) ?? 0);
      yield isLater ? finding(listener, furthest) : finding(furthest, listener);
    }
    if (listener.lastPort > furthest.lastPort) furthest = listener;
  }
}

function finding(later: BindListener, { at, by, ...first }: BindListener): Finding {
  const [text, taken] = [formatListener(later), formatListener({ at, by, ...first })];
  const isSame = later.by === by;
  return {
    message: `${text} is already bound${text === taken ? '' : ` by ${taken}`}`,
    at: later.at,
    help: isSame
      ? 'remove one of the two binds'
      : 'write another address or port for one of the two binds',
    related: [
      { at, note: `first bound here${isPool(by) || isBeside(at) ? `, by ${proxyName(by)}` : ''}` },
    ],
  };
}
