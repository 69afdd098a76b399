import { isIPv4 } from '../facts/ip.ts';
import { addressWords } from '../facts/ip-words.ts';
import type { ServerPoint } from '../model/address.ts';
import { fullHash } from './hash.ts';

/** Where the points of a server begin on the ring; `id` where its id decides; the reason where it cannot be predicted. */
export type RingBase = number | 'id' | { readonly limits: string };

/**
 * The beginning that `hash-key` gives to a server at an address (3.0 and later,
 * chash_compute_server_key; seen in 3.0 and 3.2): of the address as it lies in memory, and of the port
 * mixed into it. What has no address begins by its id.
 */
export function ringBase(key: string, { host, port }: ServerPoint): RingBase {
  if (key === 'id') return 'id';
  if (key !== 'addr' && key !== 'addr-port') {
    return { limits: `"hash-key ${key}" cannot be predicted` };
  }
  if (host.kind === 'socket') return 'id';
  const words = host.kind === 'ip' ? addressWords(host.text) : undefined;
  if (words === undefined) {
    return {
      limits: `"hash-key ${key}" uses an address that is resolved at start`,
    };
  }
  if (key === 'addr-port' && port === undefined) {
    return { limits: `"hash-key ${key}" uses the client's port` };
  }
  const start = key === 'addr' ? 0 : fullHash(port ?? 0);
  const inMemory = words.map(swapBytes);
  return isIPv4(host.text)
    ? fullHash((start + (inMemory[0] ?? 0)) | 0)
    : hashWords(inMemory, start);
}

/** A big-endian word as a little-endian machine reads it. */
function swapBytes(word: number): number {
  const swapped = (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
  return swapped >>> 0;
}

const primes = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d] as const;

/** XXH32 of four little-endian words, 16 bytes (xxHash's specification, version 0.1.1). */
function hashWords(words: readonly number[], seed: number): number {
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
