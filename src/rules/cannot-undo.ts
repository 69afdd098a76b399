import { proxyOptions } from '../haproxy/facts/proxy-words.ts';
import type { Finding, Rule } from './rule.ts';
import { isBeside } from './shared/beside.ts';

/** A pool leaves out what HAProxy's defaults section sets for good. */
export const cannotUndo: Rule = {
  code: 'HAP347',
  name: 'cannot-undo',
  severity: 'error',
  summary: 'A pool unsets a timeout or an option that the defaults section sets for all pools.',
  why: 'HAProxy has no line that unsets a timeout or "option tcplog". Each section starts from the defaults and can only set another value.',
  *check({ pools, haproxy, defaults }) {
    for (const pool of pools) {
      for (const { value: name, from: at } of pool.unset) {
        const set = haproxy.timeouts[name];
        if (set === undefined) continue;
        yield finding(`timeout ${name}`, at, set.from, {
          help: `write timeouts: { ${name}: false } in "haproxy", and a time in every other pool`,
        });
      }
      for (const [name, { value, from: at }] of pool.options) {
        const set = defaults.options.get(name);
        const isStuck = proxyOptions.get(name)?.undoneBy.length === 0;
        if (value || set?.value !== true || !isStuck || pool.logs?.length === 0) continue;
        yield finding(`option ${name}`, at, set.from, {
          help: `write options: { ${name}: false } in "defaults", and true in every other pool`,
        });
      }
    }
  },
};

function finding(
  line: string,
  at: Finding['at'],
  set: Finding['at'],
  own: { readonly help: string },
): Finding {
  const theirs = 'remove the line; the file that sets it belongs to other people';
  const help = isBeside(set) ? theirs : own.help;
  const message = `a pool cannot unset "${line}" of the defaults`;
  return { message, at, help, related: [{ at: set, note: 'set for all pools here' }] };
}
