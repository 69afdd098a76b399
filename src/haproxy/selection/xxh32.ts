const primes = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d] as const;

/** XXH32 of four little-endian words, 16 bytes (xxHash's specification, version 0.1.1). */
export function hashWords(words: readonly number[], seed: number): number {
  const [first, second, third] = primes;
  const lanes = [seed + first + second, seed + second, seed, seed - first];
  const [a = 0, b = 0, c = 0, d = 0] = lanes.map((lane, at) => {
    const sum = (lane + Math.imul(words[at] ?? 0, second)) | 0;
    return Math.imul(turn(sum, 13), first);
  });
  let hash = (turn(a, 1) + turn(b, 7) + turn(c, 12) + turn(d, 18) + 4 * words.length) | 0;
  hash = Math.imul(hash ^ (hash >>> 15), second);
  hash = Math.imul(hash ^ (hash >>> 13), third);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function turn(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
