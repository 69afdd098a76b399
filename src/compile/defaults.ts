import { timeoutNames } from '../haproxy/facts/timeouts.ts';
import type { Line } from '../haproxy/syntax/section.ts';
import type { Haproxy, Timeouts } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { line } from './lines.ts';
import type { OutputSection } from './output.ts';

/** The defaults section. */
export function defaultsSection(haproxy: Haproxy): OutputSection {
  const { global, timeouts } = haproxy;
  const [log] = global.logs;
  const format = hasSilentSection(haproxy) ? [] : formatLines(haproxy);
  const logging = log === undefined ? [] : [line(log.from, 'log', 'global'), ...format];
  return {
    ...line('builtin', 'defaults'),
    comment: undefined,
    lines: [
      line('builtin', 'mode', 'tcp'),
      ...logging,
      line('builtin', 'option', 'dontlognull'),
      ...timeoutLines(timeouts),
    ],
  };
}

/** The timeouts that a section sets, in one order. */
export function timeoutLines(timeouts: Timeouts): Line<Origin>[] {
  return timeoutNames.flatMap((name) => {
    const setting = timeouts[name];
    return setting === undefined ? [] : [line(setting.from, 'timeout', name, setting.value.text)];
  });
}

/** The log format of pools; only set where there is a log, or HAProxy warns. */
export function formatLines({ global }: Haproxy): Line<Origin>[] {
  const [log] = global.logs;
  return log === undefined ? [] : [line(log.from, 'option', 'tcplog')];
}

/**
 * Whether a section that is written as it is logs nothing: HAProxy warns of a log format that it has
 * from the defaults, so that each pool has its own.
 */
export function hasSilentSection({ sections }: Haproxy): boolean {
  const lines = sections?.sections.flatMap((section) => section.lines) ?? [];
  return lines.some(({ words: [no, log] }) => no === 'no' && log === 'log');
}
