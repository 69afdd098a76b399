import { nobody, type Selection, type Table } from './selection.ts';

/** A table whose servers are numbers that two configurations share; 0 is no server. */
export type Owners =
  | { readonly kind: 'map'; readonly owners: Int32Array }
  | { readonly kind: 'ring'; readonly ends: Uint32Array; readonly owners: Int32Array };

/** Two tables with one number for each name, and how many numbers there are. */
export function shareNumbers(
  before: Selection,
  after: Selection,
): { readonly before: Owners; readonly after: Owners; readonly count: number } {
  const numbers = new Map<string, number>();
  const numbersOf = ({ pool }: Selection) =>
    pool.servers.map(({ name }) => {
      const number = numbers.get(name) ?? numbers.size + 1;
      numbers.set(name, number);
      return number;
    });
  const [first, second] = [numbersOf(before), numbersOf(after)];
  return {
    before: ownersOf(before.table, first),
    after: ownersOf(after.table, second),
    count: numbers.size + 1,
  };
}

function ownersOf(table: Table, numbers: readonly number[]): Owners {
  const owner = (server: number) => numbers[server] ?? 0;
  const ownersOfAll = (servers: Int32Array) => {
    const owners = new Int32Array(servers.length);
    for (let at = 0; at < servers.length; at += 1) owners[at] = owner(servers[at] ?? nobody);
    return owners;
  };
  switch (table.kind) {
    case 'map':
      return { kind: 'map', owners: ownersOfAll(table.map) };
    case 'ring':
      return { kind: 'ring', ends: table.ends, owners: ownersOfAll(table.servers) };
    case 'one':
      return { kind: 'map', owners: Int32Array.of(owner(table.server)) };
    case 'unmade':
    case 'nobody':
      return { kind: 'map', owners: Int32Array.of(owner(nobody)) };
  }
}
