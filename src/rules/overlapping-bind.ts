import { groupBy } from '../text/group-by.ts';
import type { Finding, Rule } from './rule.ts';
import { isBeside } from './shared/beside.ts';
import {
  type BindListener,
  covers,
  findAllListeners,
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
  summary: 'A bind lies within another bind that listens on every address.',
  why: 'HAProxy starts, and the narrower bind gets all connections to its address; the other pool, which seems to listen everywhere, gets none of them. "*" gets all IPv4 connections of a port, and "[::]" of another pool only IPv6. Within one pool a bind of one address is superfluous.',
  *check(inventory) {
    const listeners = findAllListeners(inventory);
    const devices = groupBy(
      listeners.filter(isEverywhere),
      ({ interface: device }) => device ?? '',
    );
    const everywhere = new Map([...devices].map(([device, own]) => [device, finderIn(own)]));
    for (const listener of listeners) {
      const { address, interface: device = '' } = listener;
      const wider = everywhere.get(device)?.(listener) ?? everywhere.get('')?.(listener);
      if (wider === undefined || (wider.by === listener.by && address === '*')) continue;
      if (isBeside(listener.at) && isBeside(wider.at)) continue;
      yield address === '*' ? ofEachFamily(listener, wider) : within(listener, wider);
    }
  },
};

const apart = 'write another address or port for one of the two binds';

/** Where the wider one alone is ours, it is the one to change. */
function within(listener: BindListener, wider: BindListener): Finding {
  const message = `bind ${formatListener(listener)} lies within bind ${formatListener(wider)}`;
  if (isBeside(listener.at)) {
    const note = `${proxyName(listener.by)} gets the connections to this address`;
    return { message, at: wider.at, help: apart, related: [{ at: listener.at, note }] };
  }
  const note = `${proxyName(wider.by)} binds every address here`;
  const help = wider.by === listener.by ? 'remove one of the two binds' : apart;
  return { message, at: listener.at, help, related: [{ at: wider.at, note }] };
}

/** Of two pools on every address, one has the IPv4 clients and the other those of IPv6. */
function ofEachFamily(listener: BindListener, wider: BindListener): Finding {
  const [own, other] = [formatListener(listener), formatListener(wider)];
  const option = isPool(wider.by) ? 'v6only: true' : 'v6only';
  const isTheirs = isBeside(listener.at);
  const note = isTheirs
    ? `${proxyName(listener.by)} gets IPv4 here`
    : `only IPv6 reaches ${proxyName(wider.by)} here`;
  return {
    message: `IPv4 connections to bind ${other} reach bind ${own}`,
    at: isTheirs ? wider.at : listener.at,
    help: `${apart}; if it is on purpose, add ${option} to the other bind`,
    related: [{ at: isTheirs ? listener.at : wider.at, note }],
  };
}

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
