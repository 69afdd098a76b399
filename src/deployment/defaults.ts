import type { Line } from '../haproxy/section.ts';
import type { Haproxy, TimeoutName, Timeouts } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
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

const order: readonly TimeoutName[] = ['connect', 'client', 'server', 'check', 'queue', 'tunnel'];

/** The timeouts that a section sets, in one order. */
export function timeoutLines(timeouts: Timeouts): Line<Origin>[] {
  return order.flatMap((name) => {
    const setting = timeouts[name];
    return setting === undefined ? [] : [line(setting.from, 'timeout', name, setting.value.text)];
  });
}
