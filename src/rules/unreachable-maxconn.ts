import type { Rule } from './rule.ts';

/** A pool or a server may have more connections than all of HAProxy. */
export const unreachableMaxconn: Rule = {
  code: 'HAP334',
  name: 'unreachable-maxconn',
  severity: 'warning',
  summary:
    'A limit of connections of a pool or a server is above 0, and not above that of HAProxy in all.',
  why: 'The limit of global comes first: HAProxy stops accepting there, for every pool, and the larger one is never reached. 0 is no limit at all.',
  *check({ pools, haproxy, defaults }) {
    const all = haproxy.global.maxconn;
    const limits = [defaults, ...pools].flatMap(({ maxconn: own, extra, ...rest }) => [
      ...(own === undefined ? [] : [own]),
      ...extra.flatMap(({ value: [word, limit], from }) => {
        return word === 'maxconn' ? { value: Number(limit), from } : [];
      }),
      ...('servers' in rest ? rest.servers : []).flatMap(({ maxconn }) => maxconn ?? []),
    ]);
    for (const { value, from: at } of haproxy.isValid ? limits : []) {
      if (value === 0) {
        yield { message: 'maxconn 0 is no limit', at, help: 'leave it out, or write a number' };
      } else if (all !== undefined && value > all.value) {
        yield {
          message: `maxconn ${value} is never reached: HAProxy takes ${all.value} connections in all`,
          at,
          help: `write at most ${all.value}, or a larger "maxconn" in haproxy.global`,
          related: [{ at: all.from, note: 'the limit of all' }],
        };
      }
    }
  },
};
