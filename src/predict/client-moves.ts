import { serversOf } from '../haproxy/selection/selection.ts';
import type { PathAgents, PoolAgents } from './agents.ts';
import type { Client } from './clients/client.ts';
import type { PoolSelection } from './pool-selection.ts';

/** A client that comes out elsewhere; undefined where nobody takes it. */
export interface Move {
  readonly client: Client;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What becomes of given clients in a pool, on one way to it. */
export interface ClientMoves {
  readonly total: number;
  readonly moves: readonly Move[];
  /** How many move because servers left or joined: what each server has fewer after than before. */
  readonly byServers: number;
  /** By server, both sides; those that nobody takes are under undefined. */
  readonly counts: ReadonlyMap<
    string | undefined,
    { readonly before: number; readonly after: number }
  >;
}

/** Sends clients, each a single address, to a pool before and after. */
export function moveClients(
  { before, after }: PoolAgents,
  { isMapped }: PathAgents,
  clients: readonly Client[],
): ClientMoves {
  const [one, other] = [ask(before, clients, isMapped.before), ask(after, clients, isMapped.after)];
  const moves: Move[] = [];
  const counts = new Map<string | undefined, { before: number; after: number }>();
  const count = (server: string | undefined, side: 'before' | 'after') => {
    const known = counts.get(server) ?? { before: 0, after: 0 };
    known[side] += 1;
    counts.set(server, known);
  };
  for (const { name } of after.selection.pool.servers) counts.set(name, { before: 0, after: 0 });
  for (const [at, client] of clients.entries()) {
    const [from, to] = [one[at], other[at]];
    count(from, 'before');
    count(to, 'after');
    if (from !== to) moves.push({ client, from, to });
  }
  const byServers = [...counts.values()].reduce(
    (sum, held) => sum + Math.max(0, held.before - held.after),
    0,
  );
  return { total: clients.length, moves, byServers, counts };
}

/** The names of the servers that take clients; those of IPv6 are never seen as mapped ones. */
function ask(
  { selection }: PoolSelection,
  clients: readonly Client[],
  isMapped: boolean,
): (string | undefined)[] {
  const keys = Uint32Array.from(clients, ({ key, family }) =>
    isMapped && family === 6 ? key ^ 0xffff : key,
  );
  const servers = serversOf(selection, keys, isMapped);
  return Array.from(servers, (at) => selection.pool.servers[at]?.name);
}

/** The most addresses that networks are taken apart into. */
const maxAddresses = 2 ** 20;

/** Clients with each network as its addresses; undefined where they are too many. */
export function addressesOf(clients: readonly Client[]): readonly Client[] | undefined {
  const total = clients.reduce((sum, { openBits }) => sum + 2 ** openBits, 0);
  if (total === clients.length) return clients;
  if (total - clients.length > maxAddresses) return undefined;
  return clients.flatMap((client) => (client.openBits === 0 ? [client] : addressesIn(client)));
}

function addressesIn(client: Client): Client[] {
  const { text, family, key, openBits } = client;
  return Array.from({ length: 2 ** openBits }, (_, at) => {
    const own = (key ^ at) >>> 0;
    const shown = [24, 16, 8, 0].map((shift) => (own >>> shift) & 255).join('.');
    return {
      ...client,
      text: family === 4 ? shown : `${text} number ${at}`,
      key: own,
      openBits: 0,
    };
  });
}
