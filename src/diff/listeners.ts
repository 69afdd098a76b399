import { type ListenAddress, listenText } from '../haproxy/model/address.ts';
import type { Pair } from '../haproxy/model/pair.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { Risk } from './risks.ts';
import type { Side } from './side.ts';

/** Addresses that were listened on and are not any more, whichever section they were in. */
export function listenerRisks(
  sections: readonly Pair<Service>[],
  before: Side,
  after: Side,
): Risk[] {
  const left = listenersOf(after);
  const pools = new Map(
    sections.flatMap(({ before: one, after: other }): [string, string][] =>
      one === undefined ? [] : [[one.front.name, other?.name ?? one.name]],
    ),
  );
  return listenersOf(before).flatMap((listener): Risk[] => {
    if (takerOf(listener, left) !== undefined) return [];
    const section = listener.proxy.name;
    const message = `no longer listens on ${listenerText(listener)}`;
    return [{ kind: 'listener', pool: pools.get(section) ?? section, message }];
  });
}

/** An address that a section listens on. */
export interface Listening {
  readonly address: ListenAddress;
  readonly proxy: Service['front'];
  readonly isSole6: boolean;
  readonly device: string | undefined;
}

/** All addresses that a side listens on. */
export function listenersOf({ proxies }: Side): Listening[] {
  return proxies.proxies.flatMap((proxy) =>
    proxy.binds.flatMap(({ addresses, options }) => {
      const at = options.indexOf('interface');
      const device = at === -1 ? undefined : options[at + 1];
      const isSole6 = options.includes('v6only');
      return addresses.map((address) => ({ address, proxy, isSole6, device }));
    }),
  );
}

/** An address as it is shown. */
export function listenerText({ address: { host, first, last } }: Listening): string {
  return listenText({ text: host.text, first, last });
}

/** Which of some listeners takes what comes to an address: one on the same, else one on every address. */
export function takerOf(
  { address, device }: Listening,
  listeners: readonly Listening[],
): Listening | undefined {
  const key = keyOf(address);
  const same = listeners.filter((one) => keyOf(one.address) === key);
  return (
    same.find((one) => one.device === device) ??
    same[0] ??
    listeners.find((one) => isEverywhere(one.address) && covers(one, address))
  );
}

function keyOf({ host, first, last }: ListenAddress): string {
  return JSON.stringify([host.text, first, last]);
}

function isEverywhere({ host }: ListenAddress): boolean {
  return host.kind === 'ip' && (host.text === '0.0.0.0' || host.text === '::');
}

/** Whether a bind on every address takes what came to one of them; `::` takes IPv4 too. */
function covers({ address, isSole6 }: Listening, { host, first, last }: ListenAddress): boolean {
  if (host.kind !== 'ip' || address.host.kind !== 'ip') return false;
  const isFamily = address.host.family === host.family || (address.host.family === 6 && !isSole6);
  return isFamily && address.first <= first && last <= address.last;
}
