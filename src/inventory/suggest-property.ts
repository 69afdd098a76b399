import { isIPv4, isIPv6 } from '../haproxy/facts/ip.ts';
import { proxyOptions } from '../haproxy/facts/proxy-words.ts';
import { serverOptionNames } from '../haproxy/facts/server-options.ts';
import { checkOptions } from '../haproxy/model/directive.ts';
import { isHttpOnly } from '../haproxy/model/http-only.ts';
import { nearest } from '../text/nearest.ts';
import { isMapping } from '../yaml/document.ts';
import { ownedInServer } from './extra-conflicts.ts';
import { truthOf } from './suggest-off.ts';

/** Other names of a property, by it: words of other tools. */
type Names = Readonly<Record<string, string>>;

/** Names that can mean nothing else. */
const sameThings: Names = {
  address: 'addr ansible-host ip ip-address ip-addresses ipaddr ipaddress ipaddresses',
  balance:
    'algorithm balance-method balancemethod balancing lb-algorithm lb-method lbmethod scheduler',
  hosts: 'machines masters members nodes servers',
  inter: 'interval',
  name: 'server-name server-names',
  pools:
    'backends clusters frontends listeners loadbalancers load-balancers proxies services vips vservers',
  servers: 'backends balancermembers endpoints masters members nodes targets upstreams',
  timeouts: 'timeout',
};
/** Names that may also mean something else. */
const synonyms: Names = {
  address: 'host hostname',
  bind: 'frontend ip ip-address ipaddress listen listen-address vip virtual-ip',
  check: 'health-check healthcheck monitor',
  name: 'fqdn',
  pools: 'backend listen listener',
  servers: 'backend hosts',
};

function findNamed(key: string, names: Names, known: readonly string[]): string | undefined {
  return known.find((one) => Object.hasOwn(names, one) && names[one]?.split(' ').includes(key));
}

/** A key without what is only spelling: case, and "_" for "-". */
export function plainKey(key: string): string {
  return key.replaceAll('_', '-').toLowerCase();
}

/** Whether a key can only mean a property: another spelling of it, or another name for it. */
export function isSameThing(key: string, property: string): boolean {
  const plain = plainKey(key);
  return plain === property || findNamed(plain, sameThings, [property]) !== undefined;
}

/** The known property that an unknown one of an owner means: by another name, or misspelled. */
export function suggestProperty(
  key: string,
  known: readonly string[],
  owner?: unknown,
): string | undefined {
  const plain = plainKey(key);
  if (known.includes(plain)) return plain;
  const synonym = findNamed(plain, sameThings, known) ?? findNamed(plain, synonyms, known);
  if (synonym === 'address' && isMapping(owner)) {
    // A host name is the name where that is missing.
    const isName = known.includes('name') && !Object.hasOwn(owner, 'name');
    return isName && !isAddress(owner[key]) ? 'name' : synonym;
  }
  if (synonym !== undefined) return synonym;
  // HAProxy's own "minconn" is near "maxconn", and something else.
  return serverOptionNames.includes(plain) ? undefined : nearest(key, known);
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && (isIPv4(value) || isIPv6(value));
}

/** What to write for a property of a server that HAProxy knows by that name. */
export function serverOptionHelp(key: string, value: unknown): string | undefined {
  const plain = plainKey(key);
  if (!serverOptionNames.includes(plain) || typeof value === 'object') return undefined;
  // HAProxy's default-server reads it as the port that is checked.
  if (plain === 'port') return 'write "port" in the pool, or in its "check"';
  if (truthOf(value) === false) return 'remove the line';
  const words = truthOf(value) === true ? plain : `${plain} ${String(value)}`;
  return ownedInServer([plain]) ?? `write extra: ["${words}"]`;
}

/** The options of a check that only a pool has. */
const poolOnly = /^(verify|ca-file|crl-file|path)$/;

/** Properties that have their place in another one, by that. */
const inside: Readonly<Record<string, RegExp>> = {
  check: /^(inter|fastinter|downinter|rise|fall|verify|ca-file|crl-file|path)$/,
  timeouts: /^(connect|client|queue|tunnel)$/,
  'default-server': /^(weight|slowstart|on-marked-down)$/,
  lint: /^severities$/,
};

/** The property below which an unknown one belongs. */
export function belongsBelow(key: string, known: readonly string[]): string | undefined {
  if (known.includes('options') && proxyOptions.has(key)) return 'options';
  if (poolOnly.test(key) && known.includes('state')) return undefined;
  return Object.keys(inside).find((owner) => known.includes(owner) && inside[owner]?.test(key));
}

function adviceForOption(key: string): string | undefined {
  const plain = plainKey(key);
  if (checkOptions.has(plain)) return 'write "check" in the pool';
  return isHttpOnly(['option', plain]) ? 'remove it; every pool uses mode tcp' : undefined;
}

const advice: Readonly<Record<string, string>> = {
  mode: 'remove it; every pool uses mode tcp',
  option: 'write "check" for option httpchk; write other options in "extra"',
  'stick-table': 'write it in "extra" of the pool',
  stick: 'write it in "extra" of the pool',
  timeouts: 'move it below "haproxy", or into a pool',
  'collect-exported': 'remove the line, and write the servers in "servers"',
  comment: 'write it as a comment, after "#"',
  note: 'write it as a comment, after "#"',
  notes: 'write it as a comment, after "#"',
  httpchk: 'write the kind of the check, for example check: puppet',
  sticky: 'remove the line; balance: source keeps an agent on its server',
  stickiness: 'remove the line; balance: source keeps an agent on its server',
  server: 'write the servers in "servers"',
  chroot: 'move it below "haproxy.global"',
  log: 'move it below "haproxy.global"',
};

/** What to do with a directive of HAProxy, or a code of puppetlb, that is no property here. */
export function adviceFor(key: string, known: readonly string[]): string | undefined {
  const isServer = known.includes('rise') || known.includes('state');
  if (isServer && poolOnly.test(key)) return 'move it into the check of the pool';
  if (/^[A-Z]{3}[0-9]{3}$/.test(key)) return 'move it below "severities" in "lint"';
  if (known.includes('tcpka')) return adviceForOption(key);
  const plain = plainKey(key);
  return Object.hasOwn(advice, plain) ? advice[plain] : undefined;
}
