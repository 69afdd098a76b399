import type { Pool, Server } from '../../inventory/model.ts';
import { below, type NodeRef } from '../../inventory/place.ts';
import { formatServerAddress } from '../../inventory/server-address.ts';
import { quote } from '../../text/characters.ts';
import type { Finding } from '../rule.ts';

/** A server and a pool that has it. */
export interface Member {
  readonly pool: Pool;
  readonly server: Server;
}

/** Every server of every pool. */
export function* membersOf(pools: readonly Pool[]): Iterable<Member> {
  for (const pool of pools) for (const server of pool.servers) yield { pool, server };
}

/** The key below which a pool has its servers. */
export function atServers({ place }: Pool): Pick<Finding, 'at' | 'part'> {
  return { at: below(place, 'servers'), part: 'key' };
}

/** The names of pools and of their servers, and where they are written. */
export function* namesOf(
  pools: readonly Pool[],
): Iterable<{ readonly name: string; readonly at: NodeRef }> {
  for (const { name, place, servers } of pools) {
    if (name !== undefined) yield { name: name.value, at: below(place, 'name') };
    for (const server of servers) {
      if (server.name !== undefined) yield { name: server.name.value, at: serverPlace(server) };
    }
  }
}

/** Where a pool names a server: its name where it is written out, else the entry that names the host. */
export function serverPlace({ place, entry }: Server): NodeRef {
  return isWrittenOut(place) ? place : entry;
}

/** Whether a server is written out in its pool, not taken from `hosts`. */
export function isWrittenOut({ path }: NodeRef): boolean {
  return path[0] === 'pools';
}

/** A server in words, also without a valid name. */
export function serverName({ name }: Server): string {
  return name === undefined ? 'another server' : quote(name.value);
}

/** A pool in words, also without a valid name. */
export function poolName({ name }: Pool): string {
  return name === undefined ? 'the pool' : `pool ${quote(name.value)}`;
}

/** Where a server is, without its port; undefined without a valid address. */
export function addressText({ address }: Pick<Server, 'address'>): string | undefined {
  if (address === undefined) return undefined;
  return 'hostName' in address.value ? address.value.hostName : address.value.text;
}

/** A server's address and port as HAProxy reads them; undefined without a valid address. */
export function endpointText({
  address,
  port,
}: Pick<Server, 'address' | 'port'>): string | undefined {
  return address && formatServerAddress(address.value, port.value);
}

/** Every server by POOL/SERVER, as "track" names them; the last of two of one name. */
export function serversByName(pools: readonly Pool[]): ReadonlyMap<string, Server> {
  return new Map(
    [...membersOf(pools)].map(({ pool, server }) => [
      `${pool.name?.value}/${server.name?.value}`,
      server,
    ]),
  );
}
