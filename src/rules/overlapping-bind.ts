import type { Rule } from './rule.ts';
import {
  covers,
  findListeners,
  formatListener,
  groupBy,
  isEverywhere,
  type Listener,
  proxyName,
} from './views/listeners.ts';
import { indexPorts, type PortRanges } from './views/port-ranges.ts';

/** A bind of one address lies within a bind of every address. */
export const overlappingBind: Rule = {
  code: 'INV116',
  name: 'overlapping-bind',
  severity: 'warning',
  comparesPools: true,
  summary: 'No bind lies within one of every address of the balancer.',
  why: 'HAProxy starts without a word. The narrower bind gets all connections to its address, and the pool that seems to listen everywhere gets none of them; "[::]" takes IPv4 too.',
  *check(inventory) {
    const listeners = findListeners(inventory);
    const everywhere = indexByDevice(listeners.filter(isEverywhere));
    for (const listener of listeners) {
      const wider = findWider(listener, everywhere);
      if (wider === undefined) continue;
      const isSame = wider.by === listener.by;
      yield {
        message: `${formatListener(listener)} lies within ${formatListener(wider)}`,
        at: listener.at,
        help: isSame
          ? 'leave one of the two out'
          : 'give each an address of its own, or another port',
        related: [{ at: wider.at, note: `every address is bound here, by ${proxyName(wider.by)}` }],
      };
    }
  },
};

interface Everywhere {
  readonly ipv4: PortRanges;
  readonly ipv6: PortRanges;
  /** Those that take both. */
  readonly both: PortRanges;
}

function indexByDevice(listeners: readonly Listener[]): ReadonlyMap<string, Everywhere> {
  const devices = groupBy(listeners, ({ interface: device }) => device ?? '');
  return new Map([...devices].map(([device, own]) => [device, toEverywhere(own)]));
}

function toEverywhere(listeners: readonly Listener[]): Everywhere {
  const ipv6 = listeners.filter(({ address }) => address !== '*');
  return {
    ipv4: indexPorts(listeners.filter(({ address }) => address === '*')),
    ipv6: indexPorts(ipv6),
    both: indexPorts(ipv6.filter((listener) => covers(listener, '*'))),
  };
}

/** The listener on every address that one of a single address lies within. */
function findWider(
  listener: Listener,
  everywhere: ReadonlyMap<string, Everywhere>,
): Listener | undefined {
  const { interface: device } = listener;
  for (const key of device === undefined ? [''] : [device, '']) {
    const known = everywhere.get(key);
    const found = known === undefined ? undefined : findIn(known, listener);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findIn({ ipv4, ipv6, both }: Everywhere, listener: Listener): Listener | undefined {
  if (listener.address === '*' || isEverywhere(listener)) return undefined;
  if (listener.address.family === 4) return ipv4.find(listener) ?? both.find(listener);
  return ipv6.find(listener);
}
