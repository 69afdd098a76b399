/** The units of HAProxy in milliseconds, microseconds aside. */
export const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** How others write HAProxy's units, all lower-case and without the "s" of a plural. */
const words: Readonly<Record<string, string>> = {
  msec: 'ms',
  milli: 'ms',
  millisecond: 'ms',
  sec: 's',
  second: 's',
  mn: 'm',
  min: 'm',
  minute: 'm',
  hr: 'h',
  hour: 'h',
  day: 'd',
};

const week = 7 * 86_400_000;

/** A time in another spelling: how long it is, what HAProxy would not take, and how it writes the same. */
export interface SuggestedTime {
  readonly ms: number;
  readonly mistake: string;
  /** Undefined where it is not a whole number of milliseconds. */
  readonly written: string | undefined;
}

interface Part {
  readonly number: number;
  readonly unit: string;
}

/** Reads a time in a spelling that is not HAProxy's: 10 s, 2min, 1h30m, .5s; undefined for what is none. */
export function suggestTime(text: string): SuggestedTime | undefined {
  const parts = readParts(text.trim());
  if (parts === undefined) return undefined;
  const ms = parts.reduce((sum, { number, unit }) => sum + number * (sizeOf(unit) ?? 0), 0);
  const rounded = Math.round(ms);
  const isValid = rounded > 0 && Math.abs(ms - rounded) < 1e-6;
  const [{ number, unit } = { number: 0, unit: '' }] = parts;
  const own = plainUnit(unit);
  const isOwn = parts.length === 1 && Number.isInteger(number) && units[own] !== undefined;
  const written = isOwn ? `${number}${own}` : shortest(rounded);
  return { ms, mistake: describe(text, parts), written: isValid ? written : undefined };
}

function readParts(text: string): Part[] | undefined {
  const part = /([0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)\s*([a-z]+)\s*/iy;
  const parts: Part[] = [];
  while (part.lastIndex < text.length) {
    const match = text.length > 64 ? null : part.exec(text);
    const [, number = '', unit = ''] = match ?? [];
    const isThousands = /^[1-9][0-9]{0,2},[0-9]{3}$/.test(number);
    if (match === null || isThousands || sizeOf(unit) === undefined) return undefined;
    parts.push({ number: Number(number.replace(',', '.')), unit });
  }
  return parts.length === 0 ? undefined : parts;
}

/** A unit as HAProxy writes it; as it is where HAProxy has none such. */
function plainUnit(unit: string): string {
  const lower = unit.toLowerCase();
  if (Object.hasOwn(units, lower)) return lower;
  const singular = lower.replace(/s$/, '');
  return Object.hasOwn(words, singular) ? (words[singular] ?? lower) : lower;
}

function sizeOf(unit: string): number | undefined {
  if (/^w(ee)?ks?$|^w$/i.test(unit)) return week;
  const plain = plainUnit(unit);
  return Object.hasOwn(units, plain) ? units[plain] : undefined;
}

function describe(text: string, parts: readonly Part[]): string {
  if (parts.length > 1) return 'has more than one unit, and HAProxy takes one';
  const [{ unit } = { unit: '' }] = parts;
  if (/[.,]/.test(text)) return 'is a fraction, and HAProxy takes whole numbers';
  if (!Object.hasOwn(units, unit.toLowerCase()))
    return `has the unit "${unit}", which HAProxy does not know`;
  if (!Object.hasOwn(units, unit)) return 'has its unit in capitals';
  return 'holds a blank';
}

/** A whole number of milliseconds in the largest unit that holds it. */
function shortest(ms: number): string {
  const [unit, size] = Object.entries(units).findLast(([, each]) => ms % each === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}
