import type { Host } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';

/** A host is in two entries of `hosts`. */
export const duplicateHost: Rule = {
  code: 'INV106',
  name: 'duplicate-host',
  severity: 'error',
  summary: 'Every host is in one entry of "hosts".',
  why: 'Where ranges overlap, one entry would decide and the other would look as if it did.',
  *check({ hosts }) {
    const first = new Map<string, Host>();
    for (const host of hosts) {
      const taken = first.get(host.name.value);
      if (taken === undefined) first.set(host.name.value, host);
      else {
        yield {
          message: `host ${quote(host.name.value)} is already taken`,
          at: host.place,
          part: 'key',
          help: 'let the ranges not overlap',
          related: [{ at: taken.place, part: 'key', note: 'first named here' }],
        };
      }
    }
  },
};
