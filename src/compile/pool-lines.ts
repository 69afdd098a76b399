import { proxyOptionNames, proxyOptions } from '../haproxy/facts/proxy-words.ts';
import type { Line } from '../haproxy/syntax/section.ts';
import type { Inventory, Pool, ProxyDefaults, ProxyOptions } from '../inventory/model.ts';
import { below, type Origin } from '../inventory/place.ts';
import { line, wordLines } from './lines.ts';

/** The option that HAProxy warns of in a section that logs nothing. */
export const logFormat = 'tcplog';

/** Whether every section logs that starts from the defaults; else each pool that does has the log format. */
export function isFormatShared({ haproxy, defaults, pools }: Inventory): boolean {
  const lines = haproxy.sections?.sections.flatMap((section) => section.lines) ?? [];
  const isSilent = lines.some(({ words: [no, log] }) => no === 'no' && log === 'log');
  return !isSilent && [defaults, ...pools].every((one) => logsOf(one, defaults).length > 0);
}

function logsOf({ logs }: Pick<Pool, 'logs'>, defaults: ProxyDefaults): ProxyDefaults['logs'] {
  return logs ?? defaults.logs;
}

/** The log and option lines of a pool, compared with the defaults that it starts from. */
export function logAndOptionLines(
  pool: Pool,
  defaults: ProxyDefaults,
  isShared: boolean,
): Line<Origin>[] {
  const isReset = pool.logs !== undefined && defaults.logs.length > 0;
  return [
    ...(isReset ? [line(below(pool.place, 'log'), 'no', 'log')] : []),
    ...wordLines(pool.logs ?? [], 'log'),
    ...formatLines(pool, defaults, isShared),
    ...proxyOptionNames.flatMap((name) =>
      name === logFormat ? [] : optionLines(name, pool, defaults),
    ),
  ];
}

function formatLines(pool: Pool, defaults: ProxyDefaults, isShared: boolean): Line<Origin>[] {
  const own = pool.options.get(logFormat);
  const isInherited = own === undefined && isShared;
  const hasOther =
    own === undefined && pool.extra.some(({ value: [first] }) => first === 'log-format');
  const setting = own ?? defaults.options.get(logFormat);
  const isWritten = setting?.value === true && logsOf(pool, defaults).length > 0;
  return isWritten && !isInherited && !hasOther ? [line(setting.from, 'option', logFormat)] : [];
}

function optionLines(name: string, pool: Pool, defaults: ProxyDefaults): Line<Origin>[] {
  const setting = pool.options.get(name);
  if (setting === undefined) return [];
  const { value, from } = setting;
  if (value) return [line(from, 'option', name)];
  if (![defaults.options, pool.options].some((options) => isOn(name, options))) return [];
  return undoneBy(name).map((undone) => line(from, 'no', 'option', undone));
}

function undoneBy(name: string): readonly string[] {
  return proxyOptions.get(name)?.undoneBy ?? [];
}

/** Whether an option is on, by itself or by another one that is a part of it, or that it is a part of. */
function isOn(name: string, options: ProxyOptions): boolean {
  const parts = undoneBy(name);
  return [...options].some(
    ([other, { value }]) => value && undoneBy(other).some((part) => parts.includes(part)),
  );
}
