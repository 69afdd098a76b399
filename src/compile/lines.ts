import type { Line } from '../haproxy/syntax/section.ts';
import type { Origin, Setting } from '../inventory/place.ts';

/** A line of fixed words and the origin of what made it. */
export function line(origin: Origin, ...words: string[]): Line<Origin> {
  return { words, origin };
}

/** A keyword and the value of a setting, or no line where there is none. */
export function settingLine(
  setting: Setting<string | number | false> | undefined,
  ...keywords: string[]
): Line<Origin>[] {
  if (setting === undefined || setting.value === false) return [];
  return [line(setting.from, ...keywords, String(setting.value))];
}

/** A line of further words for each setting, after the keywords. */
export function wordLines(
  settings: readonly Setting<readonly string[]>[],
  ...keywords: string[]
): Line<Origin>[] {
  return settings.map(({ value, from }) => line(from, ...keywords, ...value));
}

/** A setting that must be there once an inventory has no errors. */
export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('an inventory with errors was deployed');
  return value;
}
