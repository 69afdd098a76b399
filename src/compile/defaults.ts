import { proxyNumberNames, proxyOptionNames } from '../haproxy/facts/proxy-words.ts';
import { timeoutNames } from '../haproxy/facts/timeouts.ts';
import type { Line } from '../haproxy/syntax/section.ts';
import type { Haproxy, ProxyDefaults, ProxyNumbers, Timeouts } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { line, settingLine, wordLines } from './lines.ts';
import type { OutputSection } from './output.ts';
import { logFormat } from './pool-lines.ts';

/** The defaults section; none where nothing is to be written into it. */
export function defaultsSection(
  haproxy: Haproxy,
  defaults: ProxyDefaults,
  isFormatShared: boolean,
): OutputSection[] {
  const options = proxyOptionNames.flatMap((name) => {
    const setting = defaults.options.get(name);
    if (setting?.value !== true || (name === logFormat && !isFormatShared)) return [];
    return [line(setting.from, 'option', name)];
  });
  const lines = [
    ...(haproxy.baseline?.value === 'none' ? [] : [line('builtin', 'mode', 'tcp')]),
    ...wordLines(defaults.logs, 'log'),
    ...options,
    ...numberLines(defaults),
    ...timeoutLines(haproxy.timeouts),
    ...wordLines(defaults.extra),
  ];
  return lines.length === 0 ? [] : [{ ...line('builtin', 'defaults'), comment: undefined, lines }];
}

/** The timeouts that a section sets, in one order. */
export function timeoutLines(timeouts: Timeouts): Line<Origin>[] {
  return timeoutNames.flatMap((name) => {
    const setting = timeouts[name];
    return setting === undefined ? [] : [line(setting.from, 'timeout', name, setting.value.text)];
  });
}

/** The limits that a section sets. */
export function numberLines(limits: ProxyNumbers): Line<Origin>[] {
  return proxyNumberNames.flatMap((name) => settingLine(limits[name], name));
}
