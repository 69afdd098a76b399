import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { repeated } from './shared/repeated.ts';

/** A host is in two entries of `hosts`. */
export const duplicateHost: Rule = {
  code: 'INV106',
  name: 'duplicate-host',
  severity: 'error',
  summary: 'A host is in two entries of "hosts".',
  why: 'Only one of the two entries would apply, and the other would look as if it did.',
  *check({ hosts }) {
    for (const [{ name, place }, first] of repeated(hosts, (host) => host.name.value)) {
      yield {
        message: `host ${quote(name.value)} is already in another entry`,
        at: place,
        part: 'key',
        help: 'remove this entry, or write ranges that do not overlap',
        related: [{ at: first.place, part: 'key', note: 'first written here' }],
      };
    }
  },
};
