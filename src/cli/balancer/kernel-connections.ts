import type { PoolServer } from '../../apply/choose-servers.ts';
import { mappedIPv4 } from '../../haproxy/facts/ip.ts';
import {
  type KernelConnection,
  readConnections,
} from '../../haproxy/process/kernel-connections.ts';
import { type Look, rowOf } from './look.ts';
import { nameOf, processesNamed, readIfVisible, socketsOf } from './process-files.ts';

/**
 * Counts what other processes of HAProxy than the one that answers have open to servers, or why that cannot be seen. Where
 * nobody may look into processes, every connection of this machine to a server counts.
 */
export function countOthers(
  look: Look,
  servers: readonly PoolServer[],
): number | { readonly why: string } {
  const name = nameOf(look.pid);
  if (!name.startsWith('haproxy')) {
    return { why: `process ${look.pid} of HAProxy is not visible here, as in a container` };
  }
  const places = new Set<string>();
  for (const one of servers) {
    const row = rowOf(look, one);
    if (row?.address === undefined) return { why: `the address of ${one.server} is not known` };
    places.add(`${mappedIPv4(row.address) ?? row.address} ${row.port}`);
  }
  const all = connectionsOf(look.pid);
  if (all === undefined) return { why: 'cannot read the connection table of the kernel' };
  const open = all.filter(({ address, port }) => places.has(`${address} ${port}`));
  if (open.length === 0) return 0;
  const others = processesNamed(name).filter((pid) => pid !== look.pid);
  const sockets = others.map(socketsOf);
  if (sockets.includes(undefined)) return open.length;
  return open.filter(({ inode }) => sockets.some((own) => own?.has(inode) === true)).length;
}

/** The connections in the network of a process; a machine without IPv6 has one table. */
function connectionsOf(pid: number): KernelConnection[] | undefined {
  const tables = ['tcp', 'tcp6'].map((table) => readIfVisible(`/proc/${pid}/net/${table}`));
  const [ipv4, ipv6] = tables.map((text) => (text === undefined ? text : readConnections(text)));
  const isMissing = ipv6 === undefined && tables[1] === undefined && !hasIPv6(pid);
  if (ipv4 === undefined || (ipv6 === undefined && !isMissing)) return undefined;
  return [...ipv4, ...(ipv6 ?? [])];
}

function hasIPv6(pid: number): boolean {
  return readIfVisible(`/proc/${pid}/net/if_inet6`) !== undefined;
}
