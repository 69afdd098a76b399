import { quote } from '../source/characters.ts';
import { nearest } from '../source/nearest.ts';
import type { Judged } from './judged.ts';

/** An algorithm that chooses a server, in HAProxy's words. */
export interface Balance {
  readonly algorithm: 'source' | 'leastconn' | 'roundrobin' | 'static-rr' | 'first' | 'random';
  readonly text: string;
}

const algorithms = ['source', 'leastconn', 'roundrobin', 'static-rr', 'first', 'random'] as const;

/** Reads an algorithm that works for TCP (configuration manual 4.2, "balance"). */
export function parseBalance(text: string): Judged<Balance> {
  const random = /^random\(([1-9][0-9]{0,4})\)$/.test(text) ? 'random' : undefined;
  const algorithm = algorithms.find((name) => name === text) ?? random;
  if (algorithm !== undefined) return { value: { algorithm, text } };
  const near = nearest(text, algorithms);
  const help =
    near === undefined ? `write one of ${algorithms.join(', ')}` : `did you mean "${near}"?`;
  return { message: `${quote(text)} is not an algorithm for TCP`, help };
}

/** How `balance source` maps a client to a server. */
export interface HashType {
  readonly method: 'map-based' | 'consistent';
  readonly words: readonly string[];
}

const methods = ['map-based', 'consistent'] as const;
const functions = ['sdbm', 'djb2', 'wt6', 'crc32', 'none'];

/** Reads a hash type (configuration manual 4.2, "hash-type"); "none" needs HAProxy 3.0. */
export function parseHashType(text: string): Judged<HashType> {
  const words = text.split(' ');
  const [first = '', hash, avalanche] = words;
  const method = methods.find((name) => name === first);
  if (method === undefined) return unknownWord(first, methods);
  if (hash !== undefined && !functions.includes(hash)) return unknownWord(hash, functions);
  if (avalanche !== undefined && avalanche !== 'avalanche') {
    return unknownWord(avalanche, ['avalanche']);
  }
  if (words.length > 3) return { message: `${quote(text)} has more than three words` };
  return { value: { method, words } };
}

function unknownWord(word: string, known: readonly string[]): Judged<never> {
  const near = nearest(word, known);
  const help = near === undefined ? `write ${known.join(' or ')}` : `did you mean "${near}"?`;
  const message = word === 'avalanche' ? '"avalanche" needs a hash function before it' : undefined;
  return { message: message ?? `${quote(word)} is not known in a hash type`, help };
}
