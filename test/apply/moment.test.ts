import { describe, expect, it } from 'vitest';
import { parseDuration, parseMoment } from '../../src/apply/moment.ts';

const now = new Date(2026, 10, 30, 12, 0, 30);

describe('a time to come', () => {
  const said = (text: string) => {
    const result = parseMoment(text, now);
    if ('message' in result) return result.message;
    const { value } = result;
    const parts = [value.getMonth() + 1, value.getDate(), value.getHours(), value.getMinutes()];
    return `${value.getFullYear()} ${parts.join(' ')}`;
  };

  it.each([
    ['06:00', '2026 12 1 6 0'],
    ['6:05', '2026 12 1 6 5'],
    ['13:00', '2026 11 30 13 0'],
    ['12:00', '2026 12 1 12 0'],
    ['2026-12-01', '2026 12 1 23 59'],
    ['2026-11-30', '2026 11 30 23 59'],
    ['2026-12-01 06:00', '2026 12 1 6 0'],
    ['2026-12-01T06:00', '2026 12 1 6 0'],
    ['2h', '2026 11 30 14 0'],
    ['+30m', '2026 11 30 12 30'],
    ['2d', '2026 12 2 12 0'],
    ['2026-11-29', '"2026-11-29" has passed'],
    ['2026-11-30 12:00', '"2026-11-30 12:00" has passed'],
    ['25:00', '"25:00" is not a time of day'],
    ['2026-02-30', '"2026-02-30" does not exist in the calendar'],
    ['tomorrow', '"tomorrow" is not a time'],
    ['2026-12-0106:00', '"2026-12-0106:00" is not a time'],
    ['06:00x', '"06:00x" is not a time'],
    ['0h', '"0h" is not a time'],
    ['', '"" is not a time'],
    ['\u001b[31m', '"<U+001B>[31m" is not a time'],
  ])('%s', (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  it('is a duration', () => {
    const seconds = (text: string) => {
      const result = parseDuration(text);
      return 'value' in result ? result.value : result.message;
    };
    expect(['15m', '90', '90s', '2h'].map(seconds)).toEqual([900, 90, 90, 7200]);
    expect(seconds('0')).toBe('"0" is not a duration');
    expect(seconds('soon')).toBe('"soon" is not a duration');
  });
});
