import {
  type HashType,
  hashFunctions,
  hashMethods,
  isHashFunction,
  readHashType,
} from '../../haproxy/model/hash-type.ts';
import { nearest } from '../../text/nearest.ts';
import type { ParseError, Result } from '../../text/result.ts';
import { explain, type Hints } from './suggest.ts';

/** Reads a hash type (configuration manual 4.2, "hash-type"); "none" needs HAProxy 3.0. */
export function parseHashType(text: string): Result<HashType> {
  const words = text.split(' ');
  return isHashType(words) ? { value: readHashType(words) } : explainHashType(text);
}

function isHashType([method, hash, avalanche = 'avalanche', ...more]: readonly string[]): boolean {
  const isMethod = hashMethods.some((name) => name === method);
  return isMethod && isHashFunction(hash) && avalanche === 'avalanche' && more.length === 0;
}

const hints: Hints = [
  [/^\s*$/, 'is not a hash type'],
  [/^(sdbm|djb2|wt6|crc32)\b/, 'has a hash function but no method before it'],
  [/^(?!\s*(map-based|consistent)(\s|$))/, 'does not begin with map-based or consistent'],
  [/^\S+ +avalanche/, 'has no hash function before "avalanche"'],
  [/^\S+ +(?!(sdbm|djb2|wt6|crc32|none)( |$))\S/, 'has an unknown hash function'],
  [/^\S+ +\S+ +(?!avalanche( |$))\S/, 'has a word other than "avalanche" after the function'],
  [/^\S+ +\S+ +\S+ +\S/, 'has more than three words'],
  [/^/, 'has too many spaces'],
];

function explainHashType(text: string): ParseError {
  const help = 'write map-based or consistent, alone or with one of sdbm, djb2, wt6, crc32';
  const words = text
    .trim()
    .replace(/^map based/i, 'map-based')
    .split(/\s+/);
  const meant = suggestWords(words)?.join(' ');
  const isCertain = meant !== undefined && plainly(text) === plainly(meant);
  return explain(text, hints, help, { text: meant, isCertain });
}

/** A hash type without what is only spelling: case, spaces and hyphens. */
function plainly(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}

/** The words that were most likely meant; undefined where one of them is unclear. */
function suggestWords(words: readonly string[]): readonly string[] | undefined {
  const [first = '', second, third] = words;
  const method = near(first, hashMethods);
  if (method === undefined) {
    const isFunction = near(first, hashFunctions) !== undefined;
    return isFunction ? suggestWords(['map-based', ...words]) : undefined;
  }
  if (second === undefined) return [method];
  if (near(second, ['avalanche']) !== undefined) return [method, 'sdbm', 'avalanche'];
  const hash = near(second, [...hashFunctions, 'none']);
  if (hash === undefined) return undefined;
  if (third === undefined) return [method, hash];
  return near(third, ['avalanche']) === undefined ? undefined : [method, hash, 'avalanche'];
}

function near(word: string, candidates: readonly string[]): string | undefined {
  const plain = word.toLowerCase().replaceAll('_', '-');
  return candidates.includes(plain) ? plain : nearest(plain, candidates);
}
