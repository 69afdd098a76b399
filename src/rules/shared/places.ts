import type { Pool, Server } from '../../inventory/model.ts';
import type { NodeRef } from '../../inventory/place.ts';
import { quote } from '../../text/characters.ts';

/** Where a pool names a server: its name where it is written out, else the entry that names the host. */
export function serverPlace({ place, entry }: Server): NodeRef {
  return isWrittenOut(place) ? place : entry;
}

/** Whether a server is written out in its pool, not taken from `hosts`. */
export function isWrittenOut({ path }: NodeRef): boolean {
  return path[0] === 'pools';
}

/** A server in words; one whose name was refused is still a server. */
export function serverName({ name }: Server): string {
  return name === undefined ? 'another server' : quote(name.value);
}

/** A pool in words; one whose name was refused is still a pool. */
export function poolName({ name }: Pool): string {
  return name === undefined ? 'the pool' : `pool ${quote(name.value)}`;
}

/** Where a server is, its port aside; undefined where its address was refused. */
export function addressText({ address }: Pick<Server, 'address'>): string | undefined {
  if (address === undefined) return undefined;
  return 'hostName' in address.value ? address.value.hostName : address.value.text;
}

/** Every server by POOL/SERVER, as "track" names them; the last of two of one name. */
export function serversByName(pools: readonly Pool[]): ReadonlyMap<string, Server> {
  const servers = new Map<string, Server>();
  for (const pool of pools) {
    for (const server of pool.servers) {
      servers.set(`${pool.name?.value}/${server.name?.value}`, server);
    }
  }
  return servers;
}
