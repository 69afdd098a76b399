import type { Rule } from './rule.ts';

/** A pool or a server may have more connections than all of HAProxy. */
export const unreachableMaxconn: Rule = {
  code: 'HAP334',
  name: 'unreachable-maxconn',
  severity: 'warning',
  summary: 'The maxconn of a pool or a server is 0, or higher than the maxconn of HAProxy.',
  why: 'The global limit comes first: HAProxy stops accepting connections for every pool, and the higher limit is never reached. 0 means no limit.',
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
        yield {
          message: 'maxconn 0 means no limit',
          at,
          help: 'remove maxconn, or write a number',
        };
      } else if (all !== undefined && value > all.value) {
        yield {
          message: `maxconn ${value} is never reached: the global limit is ${all.value}`,
          at,
          help: `write at most ${all.value}, or a higher maxconn in haproxy.global`,
          related: [{ at: all.from, note: 'the global limit' }],
        };
      }
    }
  },
};
