import type { Transport } from '../inventory/check-kinds.ts';
import type { Inventory, Puppet, Server, ServerAddress } from '../inventory/model.ts';
import { nodeScriptTime } from '../inventory/node-limits.ts';
import {
  addressText,
  certnameOf,
  type NodeMember,
  type NodeServers,
  nodesOf,
} from '../inventory/nodes.ts';
import { localCaFile, type ScriptSettings, scriptSettings } from './node-script.ts';

/** What is written for a node: the check script, and what starts it for a connection. */
export interface Node {
  /** Its certname, else its name; the name of its folder too. */
  readonly name: string;
  readonly certname: string | undefined;
  /** Its address or host name, as the balancers reach it. */
  readonly address: string;
  /** What its machine may be called: certname, and the names of its servers. */
  readonly names: readonly string[];
  readonly script: ScriptSettings;
  readonly transport: Transport;
  /** Whether the node or a balancer is reached by IPv6. */
  readonly isIpv6: boolean;
  /** Who may ask: addresses and networks; none where the inventory names no balancers. */
  readonly balancers: readonly string[];
  /** Whether the node itself may ask, by its loopback address. */
  readonly isLoopbackLetIn: boolean;
  /** The ports on which the script answers. */
  readonly listeners: readonly CheckPort[];
  /** How many connections of one balancer are served at once. */
  readonly perSource: number;
  /** After how many seconds systemd ends a script that should have ended long before. */
  readonly runtimeSeconds: number;
  /** Addresses that the script itself connects to; none where it needs name resolution. */
  readonly connectsTo: readonly string[];
  /** The file of Puppet's CA that is copied to where the script may read it. */
  readonly caCopy: { readonly from: string; readonly to: string } | undefined;
  /** Where the rule goes that lets the script ask, in both of the formats that a version has. */
  readonly authorization: Authorization | undefined;
}

/** A protocol of HAProxy that the script answers, on one or more ports. */
export interface CheckPort {
  readonly protocol: 'http' | 'agent';
  readonly ports: readonly [number, ...number[]];
}

/** The files of Puppet that say who may ask for its status, and the paths to let through. */
export interface Authorization {
  readonly ini: { readonly file: string; readonly path: string };
  readonly hocon:
    | { readonly file: string; readonly settings: string; readonly path: string }
    | undefined;
}

/** The nodes of an inventory without errors. */
export function deployNodes(inventory: Inventory): Node[] {
  return nodesOf(inventory).map((servers) => deployNode(servers, inventory));
}

function deployNode(servers: NodeServers, { haproxy, puppet }: Inventory): Node {
  const { name, address, members } = servers;
  const certname = certnameOf(servers);
  const balancers = haproxy.balancers.map(({ value }) => value);
  const time = nodeScriptTime(servers, haproxy);
  const script = scriptSettings({ members, address, certname, puppet, time });
  return {
    name,
    certname,
    address: addressText(address),
    names: namesOf(certname, members),
    script,
    transport: members[0].pool.check.transport?.value ?? 'xinetd',
    isIpv6: isIpv6(address) || balancers.some((balancer) => balancer.includes(':')),
    balancers,
    isLoopbackLetIn: balancers.length === 0 || balancers.some(isOfLoopback),
    listeners: [...listener('http', httpPorts(members)), ...listener('agent', agentPorts(members))],
    perSource: 8 + 4 * members.length,
    runtimeSeconds: Math.ceil(time / 1000) + 2,
    connectsTo: 'hostName' in address ? [] : [address.text],
    caCopy: caCopy(script, puppet),
    authorization: authorization(members, puppet),
  };
}

/** What a shell could take for several names, or a pattern, is left out. */
function namesOf(certname: string | undefined, members: readonly NodeMember[]): string[] {
  const found = new Set([certname, ...members.map(({ server }) => server.name?.value)]);
  return [...found].flatMap((name) =>
    name !== undefined && /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) ? [name] : [],
  );
}

function isOfLoopback(balancer: string): boolean {
  return /^127\.|\/0$/.test(balancer);
}

function isIpv6(address: ServerAddress): boolean {
  return 'family' in address && address.family === 6;
}

function listener(protocol: CheckPort['protocol'], found: readonly number[]): CheckPort[] {
  const [first, ...others] = new Set(found);
  return first === undefined ? [] : [{ protocol, ports: [first, ...others] }];
}

function httpPorts(members: readonly NodeMember[]): number[] {
  return members.map(({ server }) => server.check.port?.value ?? server.port.value);
}

function agentPorts(members: readonly NodeMember[]): number[] {
  return members.flatMap(({ server }) => agentOf(server)?.port.value ?? []);
}

/** The agent that the script is; a server of a pool without `check.agent` is asked by another one. */
function agentOf({ check, agentCheck }: Server): Server['agentCheck'] {
  return check.agent === undefined ? undefined : agentCheck;
}

/** Below /var/lib/puppet nobody but Puppet may look. */
function caCopy({ caFile }: ScriptSettings, puppet: Puppet): Node['caCopy'] {
  const from = localCaFile(puppet);
  return caFile === '' || caFile === from ? undefined : { from, to: caFile };
}

/**
 * Puppet 3 reads the ini file alone, Puppet 4 too unless `use-legacy-auth-conf` is false; from 5 on
 * the path that is asked needs no rule (Puppet Server, "auth.conf" and "Status API").
 */
function authorization(
  members: readonly NodeMember[],
  { version, layout }: Puppet,
): Authorization | undefined {
  const isPuppetServer = members.some(({ pool }) => pool.role.value !== 'puppetdb');
  if (version.value >= 5 || !isPuppetServer) return undefined;
  if (version.value === 3) {
    return { ini: { file: '/etc/puppet/auth.conf', path: '/status/no_key' }, hocon: undefined };
  }
  const folder = layout.value === 'vendor' ? '/etc/puppetlabs' : '/etc/puppet';
  const confd = `${folder}/puppetserver/conf.d`;
  const path = '/puppet/v3/status/no_key';
  const ini =
    layout.value === 'vendor' ? '/etc/puppetlabs/puppet/auth.conf' : '/etc/puppet/auth.conf';
  const hocon = { file: `${confd}/auth.conf`, settings: `${confd}/puppetserver.conf`, path };
  return { ini: { file: ini, path }, hocon };
}
