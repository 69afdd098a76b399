import { parseDate } from '../inventory/values/date.ts';
import { quote } from '../text/characters.ts';
import { isError, type Result } from '../text/result.ts';

const help = 'write 06:00, 2026-12-01, "2026-12-01 06:00" or 2h';
const minutesOf = { m: 1, min: 1, h: 60, d: 1440 } as const;

/** Reads a time that is to come: the next 06:00, the end of a day, a time of a day, or so much later. */
export function parseMoment(text: string, now: Date): Result<Date> {
  const later = /^\+?([1-9]\d{0,3})(m|min|h|d)$/.exec(text);
  if (later !== null) {
    const minutes = Number(later[1]) * minutesOf[later[2] as keyof typeof minutesOf];
    return { value: new Date(now.getTime() + minutes * 60_000) };
  }
  const match = /^(?:(\d{4}-\d\d-\d\d)|(?:(\d{4}-\d\d-\d\d)[T ])?(\d\d?):(\d\d))$/.exec(text);
  if (match === null) return { message: `${quote(text)} is not a time`, help };
  const [, alone, day = alone, hours = '23', minutes = '59'] = match;
  if (Number(hours) > 23 || Number(minutes) > 59) {
    return { message: `${quote(text)} is not a time of day`, help };
  }
  const moment = new Date(now);
  if (day !== undefined) {
    const parsed = parseDate(day);
    if (isError(parsed)) return parsed;
    const [year = 0, month = 1, date] = day.split('-').map(Number);
    moment.setFullYear(year, month - 1, date);
  }
  moment.setHours(Number(hours), Number(minutes), 0, 0);
  if (moment <= now && day === undefined) moment.setDate(moment.getDate() + 1);
  return moment <= now ? { message: `${quote(text)} has passed`, help } : { value: moment };
}

/** Reads how long something may take, in seconds. */
export function parseDuration(text: string): Result<number> {
  const match = /^(\d{1,6})(s|m|min|h)?$/.exec(text);
  const factor = { s: 1, m: 60, min: 60, h: 3600 }[match?.[2] ?? 's'];
  const seconds = Number(match?.[1]) * (factor ?? 1);
  return match !== null && seconds > 0
    ? { value: seconds }
    : { message: `${quote(text)} is not a duration`, help: 'write 90s, 15m or 2h' };
}
