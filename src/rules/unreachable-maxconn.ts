import type { Setting } from '../inventory/place.ts';
import type { Finding, Rule } from './rule.ts';

/** A pool or a server may have more connections than all of HAProxy. */
export const unreachableMaxconn: Rule = {
  code: 'HAP334',
  name: 'unreachable-maxconn',
  severity: 'warning',
  summary:
    'A limit of connections of a pool or a server is above 0, and not above that of HAProxy in all.',
  why: 'The limit of global comes first: HAProxy stops accepting there, for every pool, and the larger one is never reached. 0 is no limit at all.',
  *check({ pools, haproxy }) {
    const all = haproxy.global.maxconn;
    if (!haproxy.isValid) return;
    for (const { extra, servers } of pools) {
      for (const { value, from } of extra) {
        if (value[0] !== 'maxconn') continue;
        yield* check({ value: Number(value[1]), from }, all);
      }
      for (const { maxconn } of servers) {
        if (maxconn !== undefined) yield* check(maxconn, all);
      }
    }
  },
};

function* check({ value, from }: Setting<number>, all: Setting<number>): Iterable<Finding> {
  if (value === 0) {
    yield { message: 'maxconn 0 is no limit', at: from, help: 'leave it out, or write a number' };
  }
  if (!(value > all.value)) return;
  yield {
    message: `maxconn ${value} is never reached: HAProxy takes ${all.value} connections in all`,
    at: from,
    help: `write at most ${all.value}, or a larger "maxconn" in haproxy.global`,
    related: [{ at: all.from, note: 'the limit of all' }],
  };
}
