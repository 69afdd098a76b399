import {
  type HashType,
  hashFunctions,
  hashMethods,
  isHashFunction,
  readHashType,
} from '../../haproxy/model/hash-type.ts';
import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import type { ParseError, Result } from '../../text/result.ts';

/** Reads a hash type (configuration manual 4.2, "hash-type"); "none" needs HAProxy 3.0. */
export function parseHashType(text: string): Result<HashType> {
  const words = text.split(' ');
  return describe(words) === undefined ? { value: readHashType(words) } : explainHashType(text);
}

function explainHashType(text: string): ParseError {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const help = 'write map-based or consistent, alone or with one of sdbm, djb2, wt6, crc32';
  const mistake = describe(words) ?? 'holds too many blanks';
  const message = words.length === 0 ? 'is no hash type' : mistake;
  const meant = suggestWords(
    words
      .join(' ')
      .replace(/^map based/i, 'map-based')
      .split(' '),
  );
  if (meant === undefined) return { message: `${quote(text)} ${message}`, help };
  const error = { message: `${quote(text)} ${message}`, help: `write ${meant.join(' ')}` };
  const isSpelling = plainly(text) === plainly(meant.join(' '));
  return isSpelling ? { ...error, instead: meant.join(' ') } : error;
}

/** A hash type without what only spells it: case, blanks and hyphens. */
function plainly(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/g, '');
}

/** What is wrong with the first word that is wrong; undefined where it is only the blanks. */
function describe([first = '', hash, avalanche, ...more]: readonly string[]): string | undefined {
  if (!hashMethods.some((name) => name === first)) {
    if (hashFunctions.includes(first)) return 'names a hash function and no method before it';
    return `begins with ${quote(first)}, which is neither map-based nor consistent`;
  }
  if (hash === 'avalanche') return 'has no hash function before "avalanche"';
  if (!isHashFunction(hash))
    return `names ${quote(hash ?? '')}, which is no hash function of HAProxy`;
  if (avalanche !== undefined && avalanche !== 'avalanche') {
    return `holds ${quote(avalanche)} where only "avalanche" can follow`;
  }
  return more.length > 0 ? 'has more than three words' : undefined;
}

/** The words that were evidently meant; undefined where one of them is open. */
function suggestWords(words: readonly string[]): readonly string[] | undefined {
  const [first = '', second, third] = words;
  if (near(first, hashMethods) === undefined) {
    const hash = near(first, hashFunctions);
    return hash === undefined ? undefined : suggestWords(['map-based', ...words]);
  }
  const method = near(first, hashMethods) ?? first;
  if (second === undefined) return [method];
  if (near(second, ['avalanche']) !== undefined) return [method, 'sdbm', 'avalanche'];
  const hash = isHashFunction(second) ? second : near(second, hashFunctions);
  if (hash === undefined) return undefined;
  if (third === undefined) return [method, hash];
  return near(third, ['avalanche']) === undefined ? undefined : [method, hash, 'avalanche'];
}

function near(word: string, candidates: readonly string[]): string | undefined {
  const plain = word.toLowerCase().replaceAll('_', '-');
  return candidates.includes(plain) ? plain : nearest(plain, candidates);
}
