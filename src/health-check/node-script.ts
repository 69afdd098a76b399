import type { Puppet, ServerAddress } from '../inventory/model.ts';
import type { NodeMember } from '../inventory/nodes.ts';
import { roles } from '../inventory/roles.ts';
import { bracket } from '../inventory/values/address.ts';

/** What the check script of a node is told; texts may be empty, times are in milliseconds. */
export interface ScriptSettings {
  readonly url: string;
  /** A text in the answer of a Puppet that works. */
  readonly expected: string;
  readonly accept: string;
  /** The address that the name in the URL has, as curl's --resolve takes it. */
  readonly resolve: string;
  /** The host that is connected to in place of the one in the URL, as curl's --connect-to takes it. */
  readonly connectTo: string;
  /** Puppet's CA; without it any certificate will do. */
  readonly caFile: string;
  readonly readTime: number;
  readonly askTime: number;
  readonly answerBytes: number;
  readonly jrubyLimit: number | undefined;
  /** Whether the agent answers a weight. */
  readonly hasWeight: boolean;
  /** Whether HAProxy sends the agent a line first. */
  readonly isAgentTold: boolean;
}

interface Asked {
  readonly members: readonly NodeMember[];
  readonly address: ServerAddress;
  readonly certname: string | undefined;
  readonly puppet: Puppet;
  /** How long the script may take in all. */
  readonly time: number;
}

/** What the script of a node is told. A fifth of its time is for reading, seven tenths for asking. */
export function scriptSettings({
  members,
  address,
  certname,
  puppet,
  time,
}: Asked): ScriptSettings {
  const port = statusPort(members);
  const isPuppetServer = members.some(({ pool }) => pool.role.value !== 'puppetdb');
  const hasWeight = isPuppetServer && puppet.version.value >= 5 && hasWeights(members);
  const jrubyLimit = isPuppetServer ? leastJrubyLimit(members) : undefined;
  const looksAtJrubies = hasWeight || jrubyLimit !== undefined;
  const host = 'hostName' in address ? address.hostName : bracket(address);
  const isNamed = certname !== undefined;
  return {
    ...question(puppet, isPuppetServer, looksAtJrubies),
    url: `https://${certname ?? host}:${port}${pathOf(puppet, isPuppetServer, looksAtJrubies)}`,
    resolve: isNamed && !('hostName' in address) ? `${certname}:${port}:${host}` : '',
    connectTo: isNamed && 'hostName' in address ? `${certname}:${port}:${host}:${port}` : '',
    caFile: isNamed ? readableCaFile(puppet) : '',
    readTime: Math.floor(time / 5),
    askTime: Math.floor((time * 7) / 10),
    answerBytes: looksAtJrubies ? 1_048_576 : 65_536,
    jrubyLimit,
    hasWeight,
    isAgentTold: members.some(({ server }) => server.agentCheck?.send !== undefined),
  };
}

/** Puppet Server comes first where it and PuppetDB are on one node. */
function statusPort(members: readonly NodeMember[]): number {
  const found =
    members.find(({ pool }) => pool.role.value === 'compile' || pool.role.value === 'ca') ??
    members.find(({ pool }) => pool.role.value === 'pcp') ??
    members[0];
  if (found === undefined) throw new Error('a node without servers was deployed');
  return roles[found.pool.role.value].statusPort ?? found.server.port.value;
}

/**
 * Puppet Server 5 and later, and PuppetDB, answer /status/v1/simple; Puppet 3 and 4 the legacy
 * status to those who accept pson (Puppet HTTP API, "Status"; Puppet Server, "Status API").
 */
function pathOf({ version }: Puppet, isPuppetServer: boolean, looksAtJrubies: boolean): string {
  if (looksAtJrubies) return '/status/v1/services?level=debug';
  const isLegacy = isPuppetServer && version.value < 5;
  return isLegacy ? '/production/status/no_key' : '/status/v1/simple';
}

function question(
  { version }: Puppet,
  isPuppetServer: boolean,
  looksAtJrubies: boolean,
): Pick<ScriptSettings, 'expected' | 'accept'> {
  const isLegacy = isPuppetServer && version.value < 5 && !looksAtJrubies;
  if (isLegacy) return { expected: '"is_alive":true', accept: 'pson' };
  return { expected: 'running', accept: '' };
}

/** The certificate of Puppet's CA on a node (Puppet, "localcacert"); Puppet 3 has Debian's layout. */
export function localCaFile({ layout, version }: Puppet): string {
  const isVendor = layout.value === 'vendor' && version.value > 3;
  return `${isVendor ? '/etc/puppetlabs/puppet' : '/var/lib/puppet'}/ssl/certs/ca.pem`;
}

/** What the script reads: Puppet's own file, or a copy where only Puppet may read that. */
function readableCaFile(puppet: Puppet): string {
  const file = localCaFile(puppet);
  return file.startsWith('/var/lib/puppet/') ? '/etc/puppetmastercheck/ca.pem' : file;
}

function leastJrubyLimit(members: readonly NodeMember[]): number | undefined {
  const limits = members.flatMap(({ pool }) => pool.check.jrubyLimit?.value.ms ?? []);
  return limits.length === 0 ? undefined : limits.reduce((least, ms) => Math.min(least, ms));
}

/**
 * An agent's weight is a percentage of the server's, rounded down, and 0 takes no clients; map-based
 * and static-rr take only 0 % and 100 %, and first looks at no weight (configuration manual 5.2,
 * "agent-check", and 4.2, "balance"). With a consistent hash clients would move all the time.
 */
function hasWeights(members: readonly NodeMember[]): boolean {
  const asked = members.filter(({ server }) => server.agentCheck !== undefined);
  return (
    asked.some(({ pool }) => pool.check.agent !== undefined) &&
    asked.every(
      ({ pool, server }) =>
        ['leastconn', 'roundrobin', 'random'].includes(pool.balance.value.algorithm) &&
        (server.weight?.value ?? 1) >= 100,
    )
  );
}
