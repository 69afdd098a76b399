import { isError, type ParseError, type Result } from '../../text/result.ts';
import { bare, explain, type Hints, refuse } from './suggest.ts';

/** A time in milliseconds, and how it is written for HAProxy. */
export interface Time {
  readonly ms: number;
  readonly text: string;
}

/** The longest time HAProxy takes, in milliseconds (2.2 and later, "timer overflow"). */
export const maxTime = 2147483647;

/** The units of HAProxy in milliseconds, microseconds aside, and how others write them. */
const units: readonly (readonly [unit: string, ms: number, others: RegExp])[] = [
  ['ms', 1, /^(ms|msecs?|millis?|milliseconds?)$/i],
  ['s', 1000, /^(s|secs?|seconds?)$/i],
  ['m', 60_000, /^(m|mn|mins?|minutes?)$/i],
  ['h', 3_600_000, /^(h|hrs?|hours?)$/i],
  ['d', 86_400_000, /^(d|days?)$/i],
];

const help = 'write a whole number and one of the units ms, s, m, h or d, for example 2s';
const least = 'write 1ms or more, for example 2s';

/**
 * Reads a time; a bare number is milliseconds and must be 100 or more, because HAProxy 3.1 and later
 * warn of smaller ones (configuration manual 2.5, "Time format").
 */
export function parseTime(written: string | number): Result<Time> {
  const result = parseTimeout(written);
  return isError(result) ? result : (result.doubt ?? result);
}

/** Reads a timeout; a bare number below 100 is a warning, not an error: real files have them. */
export function parseTimeout(written: string | number): Result<Time> {
  const text = String(written);
  const [, digits, unit = ''] = /^([0-9]+)(ms|s|m|h|d)?$/.exec(text) ?? [];
  if (digits === undefined) return explainTime(text);
  const ms = Number(digits) * sizeOf(unit);
  const error = explainAmount(text, ms) ?? explainDigits(text, digits, unit);
  if (error !== undefined) return error;
  if (!isShort(digits, unit)) return { value: { ms, text } };
  const doubt = refuse(text, `without a unit means ${text} milliseconds`, eitherUnit(text));
  return { value: { ms, text }, doubt };
}

function isShort(digits: string, unit: string): boolean {
  return unit === '' && Number(digits) < 100;
}

function eitherUnit(digits: string): string {
  return `write ${digits}s for seconds, or ${digits}ms for milliseconds`;
}

function sizeOf(unit: string): number {
  if (unit === '') return 1;
  return units.find(([, , others]) => others.test(unit))?.[1] ?? Number.NaN;
}

function explainAmount(text: string, ms: number): ParseError | undefined {
  if (ms > maxTime) {
    return refuse(text, "is longer than HAProxy's maximum of 24.8 days", 'write 24d or less');
  }
  return ms > 0 ? undefined : refuse(text, ms === 0 ? 'is zero' : 'is negative', least);
}

function explainDigits(text: string, digits: string, unit: string): ParseError | undefined {
  const plain = `${Number(digits)}${unit}`;
  if (plain === text) return undefined;
  if (isShort(digits, unit)) return refuse(text, 'has a leading zero', eitherUnit(plain));
  return { ...refuse(text, 'has a leading zero', `write ${plain}`), instead: plain };
}

const hints: Hints = [
  [/^\s*$/, 'is not a time'],
  [/^-/, 'is negative', least],
  [/^[0-9]+ *(us|µs|μs)$/i, 'is in microseconds; the smallest unit here is ms'],
  [
    /^(infinit[ey]|forever|unlimited)$/i,
    'is not a time',
    'write 24d, the longest time that HAProxy supports',
  ],
  [/^/, 'is not a time'],
];

const meantHints: Hints = [
  [/[a-z]\s*[.,]?[0-9]/i, 'has more than one unit; HAProxy reads only one'],
  [/[.,]/, 'is a fraction; HAProxy reads only whole numbers'],
  [/\s(ms|[smhd])$/, 'contains a space'],
  [/^[0-9]+ *(ms|[smhd])$/i, 'has an upper-case unit'],
  [/^/, 'has a unit that HAProxy does not know'],
];

/** A time that HAProxy does not read, but other programs do: 10 s, 2min, 1h30m, .5s. */
function explainTime(text: string): ParseError {
  const isFraction = /^[0-9]*[.,][0-9]+$/.test(text);
  const ms =
    Number(text) > maxTime ? Number(text) : milliseconds(isFraction ? `${text}s` : bare(text));
  if (ms === undefined) return explain(text, hints, help);
  const amount = explainAmount(text, ms);
  if (amount !== undefined) return amount;
  if (!Number.isInteger(ms)) return explain(text, meantHints, help);
  const meant = written(text, ms);
  if (!isFraction) return explain(text, meantHints, help, { text: meant, isCertain: true });
  return explain(text, meantHints, `write ${meant}, if you mean seconds`);
}

function milliseconds(text: string): number | undefined {
  const parts = [...text.matchAll(/([0-9]*[.,]?[0-9]+)\s*([a-z]+)\s*/gi)];
  const isWhole = text.length <= 64 && parts.map(([part]) => part).join('') === text;
  const isThousands = /(^|[^0-9])[1-9][0-9]{0,2},[0-9]{3}([^0-9]|$)/.test(text);
  if (parts.length === 0 || !isWhole || isThousands) return undefined;
  const ms = parts.reduce((sum, [, number = '', unit = '']) => {
    const size = /^w(eeks?|ks?)?$/i.test(unit) ? 7 * sizeOf('d') : sizeOf(unit);
    return sum + Number(number.replace(',', '.')) * size;
  }, 0);
  if (Number.isNaN(ms)) return undefined;
  const rounded = Math.round(ms);
  return rounded > 0 && Math.abs(ms - rounded) < 1e-6 ? rounded : ms;
}

/** A time as HAProxy writes it: in its own unit where it is one whole number, else in the largest that holds it. */
function written(text: string, ms: number): string {
  const [, number, word = ''] = /^([0-9]+)\s*([a-z]+)$/i.exec(bare(text)) ?? [];
  const own = units.find(([, , others]) => others.test(word));
  if (number !== undefined && own !== undefined) return `${Number(number)}${own[0]}`;
  const [unit, size] = units.findLast(([, each]) => ms % each === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}
