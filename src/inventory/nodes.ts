import { kindOf } from './check-kinds.ts';
import type { Inventory, Pool, Server, ServerAddress } from './model.ts';

/** A server that a pool checks by the script on its node. */
export interface NodeMember {
  readonly pool: Pool;
  readonly server: Server;
}

/** A machine that is checked by its script: every server of every pool that leads to it. */
export interface NodeServers {
  /** What it is called, and its folder: its certname, else the name of its first server. */
  readonly name: string;
  readonly address: ServerAddress;
  readonly members: readonly [NodeMember, ...NodeMember[]];
}

/** An address as it is compared and shown. */
export function addressText(address: ServerAddress): string {
  return 'hostName' in address ? address.hostName : address.text;
}

/**
 * The nodes of an inventory, in its order. One address is one node; where two would be called the
 * same, but for case, or one like the balancer's file, the later one has its address in its name too.
 */
export function nodesOf({ pools }: Inventory): NodeServers[] {
  const byAddress = new Map<string, [NodeMember, ...NodeMember[]]>();
  for (const pool of pools) {
    if (!kindOf(pool.check).asksScript) continue;
    for (const server of pool.servers) {
      if (server.address === undefined || !isCheckedByScript(server)) continue;
      const key = addressText(server.address.value);
      const members = byAddress.get(key);
      if (members === undefined) byAddress.set(key, [{ pool, server }]);
      else members.push({ pool, server });
    }
  }
  const names = new Set(['haproxy.cfg']);
  return [...byAddress].flatMap(([key, members]) => {
    const { address } = members[0].server;
    if (address === undefined) return [];
    const name = freeName(nameOf(members), key, names);
    names.add(name.toLowerCase());
    return { name, address: address.value, members };
  });
}

/** Whether the script is what a server of a pool of kind node is checked by. */
export function isCheckedByScript({ check, track }: Server): boolean {
  return kindOf(check).asksScript && track === undefined;
}

/** Whether nothing was refused, so that a rule sees no default instead of a refused value. */
export function isKnown({ pool, server }: NodeMember): boolean {
  return pool.isValid && server.isValid;
}

/** The certname of a node, where one of its servers gives it. */
export function certnameOf({ members }: Pick<NodeServers, 'members'>): string | undefined {
  return members.find(({ server }) => server.certname !== undefined)?.server.certname?.value;
}

function nameOf(members: NodeServers['members']): string {
  return certnameOf({ members }) ?? members[0].server.name?.value ?? '';
}

function freeName(name: string, address: string, taken: ReadonlySet<string>): string {
  return taken.has(name.toLowerCase()) ? `${name}-${address}` : name;
}
