import { serverOptions } from '../haproxy/model/server-option.ts';
import { nearest } from '../text/nearest.ts';
import { ownedInServer } from './extra-conflicts.ts';
import { truthOf, withoutNegation } from './suggest-state.ts';

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
  return isOtherThing(plain) ? undefined : nearest(key, known);
}

/** Whether a key is near a property and says something else: HAProxy's own "minconn", or the opposite. */
function isOtherThing(plain: string): boolean {
  return serverOptions.includes(plain) || withoutNegation(plain) !== undefined;
}

/** What to write for a property of a server that HAProxy knows by that name. */
export function serverOptionHelp(key: string, value: unknown): string | undefined {
  const plain = plainKey(key);
  if (!serverOptions.includes(plain)) return undefined;
  if (truthOf(value) === false) return 'remove the line';
  const words = truthOf(value) === true ? plain : `${plain} ${String(value)}`;
  return ownedInServer([plain]) ?? `write extra: ["${words}"]`;
}

/** The property that a key with "no" before it negates, and the value that says so. */
export function negatedProperty(
  key: string,
  value: unknown,
  known: readonly string[],
): string | undefined {
  const rest = withoutNegation(plainKey(key));
  const name = known.find((one) => one.replaceAll('-', '') === rest?.replaceAll('-', ''));
  const truth = truthOf(value);
  if (name === undefined || truth === undefined) return undefined;
  if (name === 'check') return truth ? 'write check: none' : 'remove the line';
  if (booleans.has(name)) return `write ${name}: ${!truth}`;
  return truth ? `remove the line, and "${name}" with it` : undefined;
}

const booleans: ReadonlySet<string> = new Set(['backup', 'send-proxy', 'transparent']);

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

/** The property below which an unknown one belongs. */
export function belongsBelow(key: string, known: readonly string[]): string | undefined {
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
export function adviceFor(key: string): string | undefined {
  if (/^[A-Z]{3}[0-9]{3}$/.test(key)) return 'write it below "severities" in "lint"';
  return Object.hasOwn(advice, key) ? advice[key] : undefined;
}
