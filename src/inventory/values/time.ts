import { quote } from '../../text/characters.ts';
import type { ParseError, Result } from '../../text/result.ts';
import { suggestTime, units } from './suggest-time.ts';

/** A time in milliseconds, and how it is written for HAProxy. */
export interface Time {
  readonly ms: number;
  readonly text: string;
}

/** The longest time HAProxy takes, in milliseconds (2.2 and later, "timer overflow"). */
export const maxTime = 2147483647;

const help = 'write a whole number and one of the units ms, s, m, h or d, for example 2s';
const least = 'write 1ms or more, for example 2s';

/**
 * Reads a time; a bare number is milliseconds and must be 100 or more, because HAProxy 3.1 and later
 * warn of smaller ones (configuration manual 2.5, "Time format").
 */
export function parseTime(written: string | number): Result<Time> {
  const text = String(written);
  const [, digits = '', unit = ''] = /^([0-9]+)(ms|s|m|h|d)?$/.exec(text) ?? [];
  const ms = digits === '' ? Number(text) : Number(digits) * (units[unit] ?? 1);
  const error = explainAmount(text, ms) ?? explainSpelling(text, digits, unit);
  return error ?? { value: { ms, text } };
}

function explainAmount(text: string, ms: number): ParseError | undefined {
  if (ms > maxTime) {
    const message = `${quote(text)} is longer than HAProxy's maximum of 24.8 days`;
    return { message, help: 'write 24d or less' };
  }
  if (text.trim() === '') return { message: `${quote(text)} is no time`, help };
  if (ms === 0) return { message: `${quote(text)} is zero`, help: least };
  return ms < 0 ? { message: `${quote(text)} is less than zero`, help: least } : undefined;
}

function explainSpelling(text: string, digits: string, unit: string): ParseError | undefined {
  if (digits === '') return explainMeant(text);
  const plain = `${Number(digits)}${unit}`;
  const isShort = unit === '' && Number(digits) < 100;
  const either = `write ${plain}s if seconds are meant, ${plain}ms if not`;
  if (plain !== text) {
    const message = `${quote(text)} has a leading zero`;
    return isShort
      ? { message, help: either }
      : { message, help: `write ${plain}`, instead: plain };
  }
  if (!isShort) return undefined;
  return { message: `${quote(text)} without a unit means ${text} milliseconds`, help: either };
}

/** What is no time to HAProxy, but may be to others. */
function explainMeant(text: string): ParseError {
  if (/^[0-9]+ *(us|µs|μs)$/i.test(text)) {
    return { message: `${quote(text)} is in microseconds, which are too short here`, help };
  }
  if (text.startsWith('-')) return { message: `${quote(text)} is less than zero`, help: least };
  if (/^(infinite|infinity|forever|unlimited)$/i.test(text)) {
    const most = 'write 24d, as long as HAProxy can wait';
    return { message: `${quote(text)} is not a time`, help: most };
  }
  const isFraction = /^[0-9]*[.,][0-9]+$/.test(text);
  const meant = suggestTime(isFraction ? `${text}s` : text);
  if (meant === undefined) return { message: `${quote(text)} is not a time`, help };
  const { ms, mistake, written } = meant;
  const right = isFraction ? `write ${written} if seconds are meant` : `write ${written}`;
  return (
    explainAmount(text, ms) ?? {
      message: `${quote(text)} ${mistake}`,
      help: written === undefined ? help : right,
      ...(written === undefined || isFraction ? {} : { instead: written }),
    }
  );
}
