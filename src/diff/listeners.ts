import { type ListenAddress, listenText } from '../haproxy/model/address.ts';
import type { Pair } from '../haproxy/model/pair.ts';
import type { ProxyBind } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { Risk } from './risks.ts';
import type { Side } from './side.ts';

/** Addresses that were listened on and are not any more, whichever section they were in. */
export function listenerRisks(
  sections: readonly Pair<Service>[],
  before: Side,
  after: Side,
): Risk[] {
  const pools = new Map(
    sections.flatMap(({ before: one, after: other }): [string, string][] =>
      one === undefined ? [] : [[one.front.name, other?.name ?? one.name]],
    ),
  );
  return lostListeners(before, after).map((listener): Risk => {
    const section = listener.proxy.name;
    const message = `no longer listens on ${listenerText(listener)}`;
    return { kind: 'listener', pool: pools.get(section) ?? section, message };
  });
}

/** What was listened on and is not any more. */
export function lostListeners(before: Side, after: Side): Listening[] {
  const left = listenersOf(after);
  return listenersOf(before).flatMap((listener) => untaken(listener, left));
}

/** The ports of a listener that none of some others takes; a range can be split, and in part be lost. */
function untaken(listener: Listening, others: readonly Listening[]): Listening[] {
  const { address } = listener;
  const lost: Listening[] = [];
  for (let port = address.first; port <= address.last; ) {
    const at = { ...listener, address: { ...address, first: port, last: port } };
    const taken = takerOf(at, others)?.address.last;
    const end = taken ?? endBefore(port, address.last, others);
    const before = lost.at(-1)?.address;
    if (taken === undefined) {
      const isNext = before !== undefined && before.last + 1 === port;
      const first = isNext ? before.first : port;
      if (isNext) lost.pop();
      lost.push({ ...listener, address: { ...address, first, last: end } });
    }
    port = end + 1;
  }
  return lost;
}

/** The last port of a range from one on that others leave alone. */
function endBefore(port: number, last: number, others: readonly Listening[]): number {
  return others.reduce(
    (least, { address: { first } }) => (first > port ? Math.min(least, first - 1) : least),
    last,
  );
}

/** An address that a section listens on. */
export interface Listening {
  readonly address: ListenAddress;
  readonly bind: ProxyBind;
  readonly proxy: Service['front'];
}

/** All addresses that a side listens on; a section that is disabled listens nowhere. */
export function listenersOf({ proxies }: Side): Listening[] {
  const isDisabled = ({ directives }: Service['front']) =>
    directives.some(({ words: [first] }) => first === 'disabled');
  return proxies.proxies.flatMap((proxy) =>
    (isDisabled(proxy) ? [] : proxy.binds).flatMap((bind) =>
      bind.addresses.map((address) => ({ address, bind, proxy })),
    ),
  );
}

/** An address as it is shown. */
export function listenerText({ address: { host, first, last } }: Listening): string {
  return listenText({ text: host.text, first, last });
}

/**
 * Which of some listeners takes what comes to an address: one on the same, else one on every address; of those the
 * one on its interface, else one on every interface.
 */
export function takerOf(
  { address, bind: { interface: device } }: Listening,
  listeners: readonly Listening[],
): Listening | undefined {
  const byDevice = (some: readonly Listening[]) =>
    some.find(({ bind }) => bind.interface === device) ??
    some.find(({ bind }) => bind.interface === undefined);
  const same = listeners.filter((one) => isSameAddress(one.address, address));
  const everywhere = listeners.filter((one) => isEverywhere(one.address) && covers(one, address));
  // Without an interface it is asked for all of them, which only one section can answer.
  const isOne = new Set(same.map(({ proxy }) => proxy)).size === 1;
  const sole = device === undefined && isOne ? same[0] : undefined;
  return byDevice(same) ?? sole ?? byDevice(everywhere);
}

/** Whether several sections listen on the same, so that nobody can say which one takes a client. */
export function isShared(listener: Listening, listeners: readonly Listening[]): boolean {
  return listeners.some(
    ({ address, bind, proxy }) =>
      proxy !== listener.proxy &&
      bind.interface === listener.bind.interface &&
      isSameAddress(address, listener.address),
  );
}

/** Whether the one has all ports of the other, on the same address. */
function isSameAddress(one: ListenAddress, other: ListenAddress): boolean {
  return one.host.text === other.host.text && one.first <= other.first && other.last <= one.last;
}

function isEverywhere({ host }: ListenAddress): boolean {
  return host.kind === 'ip' && (host.text === '0.0.0.0' || host.text === '::');
}

/** Whether a bind on every address takes what came to one of them; `::` takes IPv4 too. */
function covers({ address, bind }: Listening, { host, first, last }: ListenAddress): boolean {
  if (host.kind !== 'ip' || address.host.kind !== 'ip') return false;
  const isFamily =
    address.host.family === host.family || (address.host.family === 6 && !bind.isV6Only);
  return isFamily && address.first <= first && last <= address.last;
}
