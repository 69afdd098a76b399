/**
 * A hash of 48 bits as 12 hexadecimal digits, for texts that nobody forges: two multiplicative hashes,
 * mixed as MurmurHash3 mixes its last step. Not Node's own, which the library does without.
 */
export function hash48(text: string): string {
  let one = 0x9e3779b9;
  let other = 0x7f4a7c15;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x85ebca6b);
    one ^= one >>> 13;
    other = Math.imul(other ^ code, 0xc2b2ae35);
    other ^= other >>> 16;
  }
  const first = mix(one ^ text.length);
  return hex(first) + hex(mix(other ^ first));
}

function mix(value: number): number {
  const half = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return whole ^ (whole >>> 16);
}

function hex(value: number): string {
  return (value >>> 8).toString(16).padStart(6, '0');
}
