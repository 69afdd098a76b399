import { quote } from '../../text/characters.ts';
import type { Result } from '../../text/result.ts';

/** Reads a day of the calendar, as YYYY-MM-DD. */
export function parseDate(text: string): Result<string> {
  const help = 'write YYYY-MM-DD, for example 2026-12-01';
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) {
    return { message: `${quote(text)} is not a date`, help };
  }
  const time = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  return isDay
    ? { value: text }
    : { message: `${quote(text)} does not exist in the calendar`, help };
}
