/**
 * Reads a number as C's atol does, which HAProxy uses for most of them: the digits at the start, 0
 * where there are none, and the lowest 32 bits of what is too large.
 */
export function readNumber(text: string): number {
  const digits = /^\s*([+-]?[0-9]+)/.exec(text)?.[1];
  if (digits === undefined) return 0;
  return digits.length < 10 ? Number(digits) : Number(BigInt.asIntN(32, BigInt(digits)));
}

const units: Readonly<Record<string, bigint>> = {
  us: 1n,
  ms: 1000n,
  s: 1_000_000n,
  m: 60_000_000n,
  h: 3_600_000_000n,
  d: 86_400_000_000n,
};

/**
 * Reads a time as HAProxy's parse_time_err does, in milliseconds; undefined for what it refuses. What
 * follows a unit is ignored, with a warning (2.6), and parts of a millisecond are rounded up.
 */
export function readMilliseconds(text: string): number | undefined {
  const [, digits, unit = 'ms'] = /^([0-9]+)(?:(us|ms|s|m|h|d))?/.exec(text) ?? [];
  if (digits === undefined || /^[0-9]+[^0-9usmhd]/.test(text)) return undefined;
  const microseconds = BigInt.asUintN(64, BigInt(digits)) * (units[unit] ?? 1000n);
  return Number((microseconds + 999n) / 1000n);
}
