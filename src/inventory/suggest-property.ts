import { serverOptionNames } from '../haproxy/facts/server-options.ts';
import { nearest } from '../text/nearest.ts';
import { ownedInServer } from './extra-conflicts.ts';
import { truthOf } from './suggest-off.ts';

/** What people write who know the thing by another name. */
const synonyms: Readonly<Record<string, string>> = {
  addr: 'address',
  frontend: 'bind',
  host: 'address',
  hostname: 'address',
  interval: 'inter',
  ip: 'address',
  listen: 'bind',
  masters: 'servers',
  nodes: 'servers',
  algorithm: 'balance',
  timeout: 'timeouts',
  vip: 'bind',
};

/** Of other names those that leave nothing open: a "host" may be a name or an address. */
const sameThings: ReadonlySet<string> = new Set(
  'addr algorithm interval ip masters nodes timeout'.split(' '),
);

/** A key without what only spells it: case, and "_" for "-". */
export function plainKey(key: string): string {
  return key.replaceAll('_', '-').toLowerCase();
}

/** The property that another name can only mean. */
export function sameThing(key: string): string | undefined {
  const plain = plainKey(key);
  return sameThings.has(plain) ? synonyms[plain] : undefined;
}

/** The known property that an unknown one means: by another name, or misspelled. */
export function suggestProperty(key: string, known: readonly string[]): string | undefined {
  const plain = plainKey(key);
  if (known.includes(plain)) return plain;
  const synonym = Object.hasOwn(synonyms, plain) ? synonyms[plain] : undefined;
  if (synonym !== undefined && known.includes(synonym)) return synonym;
  // HAProxy's own "minconn" is near "maxconn", and something else.
  return serverOptionNames.includes(plain) ? undefined : nearest(key, known);
}

/** What to write for a property of a server that HAProxy knows by that name. */
export function serverOptionHelp(key: string, value: unknown): string | undefined {
  const plain = plainKey(key);
  if (!serverOptionNames.includes(plain) || typeof value === 'object') return undefined;
  if (truthOf(value) === false) return 'remove the line';
  const words = truthOf(value) === true ? plain : `${plain} ${String(value)}`;
  return ownedInServer([plain]) ?? `write extra: ["${words}"]`;
}

/** Properties that have their place in `check`, `timeouts`, `agent-check` or `lint`. */
const inside: Readonly<Record<string, string>> = {
  inter: 'check',
  fastinter: 'check',
  downinter: 'check',
  rise: 'check',
  fall: 'check',
  verify: 'check',
  'ca-file': 'check',
  path: 'check',
  connect: 'timeouts',
  client: 'timeouts',
  queue: 'timeouts',
  tunnel: 'timeouts',
  severities: 'lint',
};

/** Of these what only the check of a pool says, not that of a server. */
const poolOnly: ReadonlySet<string> = new Set(['verify', 'ca-file', 'path']);

/** The property below which an unknown one belongs. */
export function belongsBelow(key: string, known: readonly string[]): string | undefined {
  if (poolOnly.has(key) && known.includes('state')) return undefined;
  const owner = Object.hasOwn(inside, key) ? inside[key] : undefined;
  return owner !== undefined && known.includes(owner) ? owner : undefined;
}

const advice: Readonly<Record<string, string>> = {
  mode: 'leave it out; every pool is mode tcp',
  option: 'leave it out; "check" writes option httpchk, and "extra" takes other lines',
  server: 'write the servers in "servers"',
  chroot: 'write it below "haproxy.global"',
  log: 'write it below "haproxy.global"',
};

/** What to do with a directive of HAProxy, or a code of puppetlb, that is no property here. */
export function adviceFor(key: string, known: readonly string[]): string | undefined {
  const isServer = known.includes('rise') || known.includes('state');
  if (isServer && poolOnly.has(key)) return 'write it in the check of the pool';
  if (/^[A-Z]{3}[0-9]{3}$/.test(key)) return 'write it below "severities" in "lint"';
  return Object.hasOwn(advice, key) ? advice[key] : undefined;
}
