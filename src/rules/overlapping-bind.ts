import { groupBy } from '../text/group-by.ts';
import type { Rule } from './rule.ts';
import {
  type BindListener,
  covers,
  findListeners,
  formatListener,
  isEverywhere,
  isPool,
  proxyName,
} from './shared/listeners.ts';
import { indexPorts } from './shared/port-ranges.ts';

/** A bind of one address lies within a bind of every address. */
export const overlappingBind: Rule = {
  code: 'INV116',
  name: 'overlapping-bind',
  severity: 'warning',
  comparesPools: true,
  summary: 'A bind lies within another one of every address of the balancer.',
  why: 'HAProxy starts, and the narrower bind gets all connections to its address: the other pool, which seems to listen everywhere, gets none of them. "*" gets all IPv4 connections of a port, and "[::]" of another pool only IPv6. Within one pool a bind of one address is superfluous.',
  *check(inventory) {
    const listeners = findListeners(inventory);
    const devices = groupBy(
      listeners.filter(isEverywhere),
      ({ interface: device }) => device ?? '',
    );
    const everywhere = new Map([...devices].map(([device, own]) => [device, finderIn(own)]));
    for (const listener of listeners) {
      const { address, interface: device = '' } = listener;
      const wider = everywhere.get(device)?.(listener) ?? everywhere.get('')?.(listener);
      const isSame = wider?.by === listener.by;
      if (wider === undefined || (isSame && address === '*')) continue;
      const [own, other] = [formatListener(listener), formatListener(wider)];
      const apart = 'give each an address of its own, or another port';
      if (address !== '*') {
        const note = `every address is bound here, by ${proxyName(wider.by)}`;
        yield {
          message: `${own} lies within ${other}`,
          at: listener.at,
          help: isSame ? 'leave one of the two out' : apart,
          related: [{ at: wider.at, note }],
        };
      } else {
        // Of two pools on every address, one has the IPv4 clients and the other those of IPv6.
        const option = isPool(wider.by) ? 'v6only: true' : 'v6only';
        yield {
          message: `IPv4 connections to ${other} reach ${own}`,
          at: listener.at,
          help: `${apart}; if you mean it, add ${option} to the other bind`,
          related: [{ at: wider.at, note: `only IPv6 reaches ${proxyName(wider.by)} here` }],
        };
      }
    }
  },
};

/** Finds which of some listeners on every address one of a single address, or of IPv4 alone, lies within. */
function finderIn(
  everywhere: readonly BindListener[],
): (listener: BindListener) => BindListener | undefined {
  const ofIPv6 = everywhere.filter(({ address }) => address !== '*');
  const ipv4 = indexPorts(everywhere.filter(({ address }) => address === '*'));
  const ipv6 = indexPorts(ofIPv6);
  const both = indexPorts(ofIPv6.filter((listener) => covers(listener, '*')));
  return (listener) => {
    if (listener.address === '*') return both.find(listener);
    if (isEverywhere(listener)) return undefined;
    if (listener.address.family === 4) return ipv4.find(listener) ?? both.find(listener);
    return ipv6.find(listener);
  };
}
