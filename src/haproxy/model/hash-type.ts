import { defaults } from '../facts/defaults.ts';

/** How a hash of the client becomes a server: `hash-type` with what HAProxy adds to its words. */
export interface HashType {
  /** In HAProxy's word; every one but `consistent` is a map. */
  readonly method: string;
  readonly function: string;
  /**
   * Whether addresses are mixed before they are used. The hash function itself never touches an address:
   * `balance source` does not call it (2.2 and later).
   */
  readonly isAvalanche: boolean;
  /** As written, without the keyword. */
  readonly words: readonly string[];
}

export const hashMethods = ['map-based', 'consistent'] as const;

/** The hash functions that every HAProxy has. */
export const hashFunctions: readonly string[] = ['sdbm', 'djb2', 'wt6', 'crc32'];

/** Whether a word can be the function of a hash type; "none" came with HAProxy 3.0, and no word is the default. */
export function isHashFunction(word: string | undefined): boolean {
  return word === undefined || word === 'none' || hashFunctions.includes(word);
}

/**
 * Reads the words behind `hash-type` (configuration manual 4.2): without a function it is sdbm, and then
 * avalanche is on where it is consistent.
 */
export function readHashType(words: readonly string[]): HashType {
  const [method = '', name, avalanche] = words;
  const isAvalanche = name === undefined ? method === 'consistent' : avalanche === 'avalanche';
  return { method, function: name ?? 'sdbm', isAvalanche, words };
}

/** What holds where no hash type is written. */
export const mapBased: HashType = readHashType([defaults['hash-type'].haproxy]);

const hashing = /^(source|uri|url_param|hdr\b|hash|rdp-cookie)/;

/** Whether an algorithm hashes something of the client, so that a hash type counts. */
export function isHashing(balance: readonly string[]): boolean {
  return hashing.test(balance[0] ?? '');
}

const dynamic: ReadonlySet<string> = new Set(['roundrobin', 'leastconn', 'first', 'random']);

/** Whether weights and servers can change while HAProxy runs: no algorithm that computes a table when it starts. */
export function isDynamic(algorithm: string, method: string | undefined): boolean {
  return dynamic.has(algorithm) || (isHashing([algorithm]) && method === 'consistent');
}
