import type { Line } from '../haproxy/section.ts';
import type { Haproxy, Timeouts } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
import { timeoutNames } from '../inventory/timeouts.ts';
import { line } from './lines.ts';
import type { OutputSection } from './output.ts';

/** The defaults section; a log format is only set where there is a log, or HAProxy warns. */
export function defaultsSection({ global, timeouts }: Haproxy): OutputSection {
  const [log] = global.logs;
  const logging =
    log === undefined ? [] : [line(log.from, 'log', 'global'), line(log.from, 'option', 'tcplog')];
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
