import { quote } from '../source/characters.ts';
import type { Judged } from './judged.ts';

/** A time in milliseconds, and how it is written for HAProxy. */
export interface Time {
  readonly ms: number;
  readonly text: string;
}

/** The longest time HAProxy takes, in milliseconds (2.2 to 3.4, "timer overflow"). */
export const maxTime = 2147483647;

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const help = 'write a whole number and one of the units ms, s, m, h or d, for example 2s';

/**
 * Reads a time; a bare number is milliseconds and must be 100 or more, because HAProxy 3.1 and later
 * warn of smaller ones (configuration manual 2.5, "Time format").
 */
export function parseTime(written: string | number): Judged<Time> {
  const text = String(written);
  const match = /^([0-9]{1,10})(ms|s|m|h|d)?$/.exec(text);
  if (match === null) return refuseTime(text);
  const [, digits = '', unit = ''] = match;
  if (digits.length > 1 && digits.startsWith('0')) {
    return { message: `${quote(text)} has a leading zero`, help: `write ${Number(digits)}${unit}` };
  }
  const ms = Number(digits) * (units[unit] ?? 1);
  if (ms === 0) return { message: `the time ${quote(text)} is zero`, help };
  if (ms > maxTime) {
    const message = `${quote(text)} is longer than HAProxy's maximum of 24.8 days`;
    return { message, help: 'write 24d or less' };
  }
  if (unit === '' && ms < 100) {
    const message = `${quote(text)} without a unit means ${text} milliseconds`;
    return { message, help: `write ${text}s if seconds are meant, ${text}ms if not` };
  }
  return { value: { ms, text } };
}

function refuseTime(text: string): Judged<never> {
  if (/^[0-9]+us$/.test(text)) {
    return { message: `${quote(text)} is in microseconds, which are too short here`, help };
  }
  const long = /^([0-9]+) *(sec|secs|seconds?|min|mins|minutes?|hours?|days?)$/i.exec(text);
  if (long !== null) {
    const right = `${long[1]}${(long[2] ?? '').charAt(0).toLowerCase()}`;
    return { message: `${quote(text)} is not a time to HAProxy`, help: `write ${right}` };
  }
  const fraction = /^([0-9]{1,9}\.[0-9]{1,9})(ms|s|m|h|d)$/.exec(text);
  if (fraction !== null) {
    const ms = Number(fraction[1]) * (units[fraction[2] ?? ''] ?? 1);
    const message = `${quote(text)} is a fraction, and HAProxy takes whole numbers`;
    return { message, help: Number.isInteger(ms) ? `write ${shortest(ms)}` : help };
  }
  return { message: `${quote(text)} is not a time`, help };
}

/** A whole number of milliseconds in the largest unit that holds it. */
function shortest(ms: number): string {
  const [unit, size] = Object.entries(units).findLast(([, each]) => ms % each === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}
