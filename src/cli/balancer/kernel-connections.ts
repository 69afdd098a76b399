import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { PoolServer } from '../../apply/choose-servers.ts';
import { mappedIPv4 } from '../../haproxy/facts/ip.ts';
import {
  type KernelConnection,
  readConnections,
} from '../../haproxy/process/kernel-connections.ts';
import { isSystemError } from '../exit.ts';
import { type Look, rowOf } from './look.ts';

/**
 * Counts what other processes of HAProxy than the one that answers have open to servers, or why that cannot be seen. Where
 * nobody may look into processes, every connection of this machine to a server counts.
 */
export function countOthers(
  look: Look,
  servers: readonly PoolServer[],
): number | { readonly why: string } {
  const name = read(`/proc/${look.pid}/comm`)?.trim();
  if (name?.startsWith('haproxy') !== true) {
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
  const inodes = others.map(inodesOf);
  if (inodes.includes('denied')) return open.length;
  return open.filter(({ inode }) => inodes.some((one) => one !== 'denied' && one.has(inode)))
    .length;
}

/** The connections in the network of a process; a machine without IPv6 has one table. */
function connectionsOf(pid: number): KernelConnection[] | undefined {
  const tables = ['tcp', 'tcp6'].map((table) => read(`/proc/${pid}/net/${table}`));
  const [ipv4, ipv6] = tables.map((text) => (text === undefined ? text : readConnections(text)));
  const isMissing = ipv6 === undefined && tables[1] === undefined && !hasIPv6(pid);
  if (ipv4 === undefined || (ipv6 === undefined && !isMissing)) return undefined;
  return [...ipv4, ...(ipv6 ?? [])];
}

function hasIPv6(pid: number): boolean {
  return read(`/proc/${pid}/net/if_inet6`) !== undefined;
}

function processesNamed(name: string): number[] {
  return readdirSync('/proc').flatMap((pid) => {
    return /^\d+$/.test(pid) && read(`/proc/${pid}/comm`)?.trim() === name ? Number(pid) : [];
  });
}

/** The sockets that a process has open. */
function inodesOf(pid: number): ReadonlySet<string> | 'denied' {
  const inodes = new Set<string>();
  try {
    for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${descriptor}`))?.[1];
      if (inode !== undefined) inodes.add(inode);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // It has ended meanwhile.
    if (error.code !== 'ENOENT' && error.code !== 'ESRCH') return 'denied';
  }
  return inodes;
}

function linkOf(path: string): string {
  return attempt(() => readlinkSync(path)) ?? '';
}

function read(path: string): string | undefined {
  return attempt(() => readFileSync(path, 'utf8'));
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
