/** How `balance source` maps a client to a server. */
export interface HashType {
  readonly method: 'map-based' | 'consistent';
  readonly words: readonly string[];
}

export const hashMethods = ['map-based', 'consistent'] as const;

/** The hash functions that every HAProxy has. */
export const hashFunctions: readonly string[] = ['sdbm', 'djb2', 'wt6', 'crc32'];

/** Whether a word can be the function of a hash type; "none" came with HAProxy 3.0, and no word is the default. */
export function isHashFunction(word: string | undefined): boolean {
  return word === undefined || word === 'none' || hashFunctions.includes(word);
}

/** Reads a hash type (configuration manual 4.2, "hash-type"); undefined where it is none. */
export function readHashType(text: string): HashType | undefined {
  const words = text.split(' ');
  const [first, hash, avalanche = 'avalanche'] = words;
  const method = hashMethods.find((name) => name === first);
  const isGood = isHashFunction(hash) && avalanche === 'avalanche' && words.length <= 3;
  return method !== undefined && isGood ? { method, words } : undefined;
}
