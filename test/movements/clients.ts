import type { SelectionPool } from '../../src/haproxy/selection/model.ts';
import { prepareSelection } from '../../src/haproxy/selection/selection.ts';
import type { Random } from '../fuzz/random.ts';
import type { Visit } from '../integration/choosing.ts';
import type { PoolPorts } from './pools.ts';

/** An agent, and whether it comes by its own source address or is named by a PROXY protocol header. */
export interface MovingClient {
  readonly address: string;
  readonly isDirect: boolean;
}

/** Agents of all kinds; those that come by themselves have an address of 127/8. */
export function randomClients(random: Random, count: number): MovingClient[] {
  const word = () => random.below(2 ** 32);
  return [
    ...Array.from({ length: count }, () => ({
      address: dotted(0x7f000000 + 1 + random.below(0xfffffd)),
      isDirect: true,
    })),
    ...Array.from({ length: count }, () => ({ address: dotted(word()), isDirect: false })),
    ...Array.from({ length: Math.ceil(count / 2) }, () => ({
      address: ipv6(word),
      isDirect: false,
    })),
  ];
}

function ipv6(word: () => number): string {
  const groups = Array.from({ length: 6 }, () => (word() & 0xffff).toString(16));
  return `2001:db8:${groups.join(':')}`;
}

function dotted(word: number): string {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
}

const maxAimed = 12;

/** Agents at and beside the places where a ring changes hands; only addresses that are not mixed can be aimed. */
export function aimedClients(pool: SelectionPool, random: Random): MovingClient[] {
  const { table, isAvalanched } = prepareSelection(pool);
  if (table.kind !== 'ring' || isAvalanched) return [];
  const ends = table.ends.slice(0, -1);
  if (ends.length === 0) return [];
  return Array.from({ length: maxAimed }, (_, at) => {
    const end = ends[random.below(ends.length)] ?? 0;
    return { address: dotted(end + (at % 3) - 1), isDirect: false };
  });
}

/** How an agent connects to a pool. */
export function toVisit({ address, isDirect }: MovingClient, { own, proxied }: PoolPorts): Visit {
  if (isDirect) return { from: address, port: own };
  const [family, at] = address.includes(':') ? ['TCP6', '2001:db8::1'] : ['TCP4', '10.0.0.1'];
  return {
    from: '127.0.0.1',
    port: proxied,
    hello: `PROXY ${family} ${address} ${at} 4000 8140\r\n`,
  };
}
