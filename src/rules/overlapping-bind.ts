import type { Finding, Rule } from './rule.ts';
import {
  type BindListener,
  covers,
  findListeners,
  formatListener,
  groupBy,
  isEverywhere,
  isPool,
  proxyName,
} from './shared/listeners.ts';
import { indexPorts, type PortRanges } from './shared/port-ranges.ts';

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
    const everywhere = indexByDevice(listeners.filter(isEverywhere));
    for (const listener of listeners) {
      const wider = findWider(listener, everywhere);
      if (wider === undefined) continue;
      const isSame = wider.by === listener.by;
      if (listener.address === '*') {
        if (!isSame) yield takesIpv4(listener, wider);
        continue;
      }
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

/** Of two pools on every address, one has the IPv4 clients and the other those of IPv6. */
function takesIpv4(listener: BindListener, wider: BindListener): Finding {
  const other = 'give each an address of its own, or another port';
  return {
    message: `IPv4 connections to ${formatListener(wider)} reach ${formatListener(listener)}`,
    at: listener.at,
    help: isPool(wider.by) ? other : `${other}; if you mean it, add v6only to the other bind`,
    related: [{ at: wider.at, note: `only IPv6 reaches ${proxyName(wider.by)} here` }],
  };
}

interface Everywhere {
  readonly ipv4: PortRanges;
  readonly ipv6: PortRanges;
  /** Those that take both. */
  readonly both: PortRanges;
}

function indexByDevice(listeners: readonly BindListener[]): ReadonlyMap<string, Everywhere> {
  const devices = groupBy(listeners, ({ interface: device }) => device ?? '');
  return new Map([...devices].map(([device, own]) => [device, toEverywhere(own)]));
}

function toEverywhere(listeners: readonly BindListener[]): Everywhere {
  const ipv6 = listeners.filter(({ address }) => address !== '*');
  return {
    ipv4: indexPorts(listeners.filter(({ address }) => address === '*')),
    ipv6: indexPorts(ipv6),
    both: indexPorts(ipv6.filter((listener) => covers(listener, '*'))),
  };
}

/** The listener on every address that one of a single address lies within. */
function findWider(
  listener: BindListener,
  everywhere: ReadonlyMap<string, Everywhere>,
): BindListener | undefined {
  const { interface: device } = listener;
  for (const key of device === undefined ? [''] : [device, '']) {
    const known = everywhere.get(key);
    const found = known === undefined ? undefined : findIn(known, listener);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findIn(
  { ipv4, ipv6, both }: Everywhere,
  listener: BindListener,
): BindListener | undefined {
  if (listener.address === '*') return both.find(listener);
  if (isEverywhere(listener)) return undefined;
  if (listener.address.family === 4) return ipv4.find(listener) ?? both.find(listener);
  return ipv6.find(listener);
}
