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
  const keys = new Set(left.map(({ address }) => keyOf(address)));
  const everywhere = left.filter(({ address }) => isEverywhere(address));
  const pools = new Map(
    sections.flatMap(({ before: one, after: other }): [string, string][] =>
      one === undefined ? [] : [[one.front.name, other?.name ?? one.name]],
    ),
  );
  return listenersOf(before).flatMap(({ address, section }): Risk[] => {
    const isKept = keys.has(keyOf(address)) || everywhere.some((other) => covers(other, address));
    if (isKept) return [];
    const { host, first, last } = address;
    const text = listenText({ text: host.text, first, last });
    const message = `no longer listens on ${text}`;
    return [{ kind: 'listener', pool: pools.get(section) ?? section, message }];
  });
}

interface Listening {
  readonly address: ListenAddress;
  readonly section: string;
  readonly isSole6: boolean;
}

function listenersOf({ proxies }: Side): Listening[] {
  return proxies.proxies.flatMap(({ name, binds }) =>
    binds.flatMap(({ addresses, options }) =>
      addresses.map((address) => ({
        address,
        section: name,
        isSole6: options.includes('v6only'),
      })),
    ),
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
