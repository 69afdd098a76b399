import type { Random } from './random.ts';

/** Bytes that mean something to UTF-8, to YAML or to a terminal. */
const telling = [
  0x00, 0x07, 0x09, 0x0a, 0x0d, 0x1b, 0x20, 0x22, 0x23, 0x26, 0x27, 0x2a, 0x2c, 0x2d, 0x3a, 0x3f,
  0x5b, 0x5c, 0x5d, 0x7b, 0x7c, 0x7d, 0x7f, 0x80, 0xbf, 0xc0, 0xc3, 0xe2, 0xed, 0xef, 0xf0, 0xff,
];

/** Flips, cuts out, doubles, moves, overwrites or inserts bytes at one place. */
export function mutateBytes(random: Random, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  const length = random.below(random.pick([2, 8, 64])) + 1;
  const [before, part, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  switch (random.below(7)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
      return copy;
    }
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, part, part, after]);
    case 3: {
      const target = random.below(before.length + 1);
      return Buffer.concat([before.subarray(0, target), part, before.subarray(target), after]);
    }
    case 4:
      return Buffer.concat([before, Buffer.from([random.pick(telling)]), after.subarray(0)]);
    case 5:
      return Buffer.concat([before, Buffer.from([random.pick(telling)]), part, after]);
    default:
      return random.once(4) ? Buffer.from(before) : Buffer.concat([before, after]);
  }
}

/** Bytes of every value, or of the telling ones alone. */
export function anyBytes(random: Random): Buffer {
  const isTelling = random.once(2);
  return Buffer.from(
    Array.from({ length: random.below(300) }, () =>
      isTelling ? random.pick(telling) : random.below(256),
    ),
  );
}
