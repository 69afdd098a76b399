/** HAProxy's integer hash, a bijection on 32 bits (`full_hash`, include/haproxy/tools.h, 2.2 and later). */
export function fullHash(value: number): number {
  let a = (value + 0x7ed55d16 + (value << 12)) | 0;
  a = a ^ 0xc761c23c ^ (a >>> 19);
  a = (a + 0x165667b1 + (a << 5)) | 0;
  a = (a + 0xd3a2646c) ^ (a << 9);
  a = (a + 0xfd7046c5 + (a << 3)) | 0;
  a = a ^ 0xb55a4f09 ^ (a >>> 16);
  return Math.imul(a, 3221225473) >>> 0;
}

/** How the address of a client reaches the table. */
export interface Mixing {
  /** IPv4 through a dual-stack bind: HAProxy sees ::ffff:a.b.c.d, and the third word counts too. */
  readonly isMapped: boolean;
  readonly isAvalanched: boolean;
}

/** The hash of a client whose address is, as big-endian 32-bit words XORed together, `key`. */
export function hashOf(key: number, mixing: Mixing): number {
  const word = mixing.isMapped ? key ^ 0xffff : key;
  return mixing.isAvalanched ? fullHash(word) : word >>> 0;
}
