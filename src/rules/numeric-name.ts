import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { namesOf } from './shared/places.ts';

/** A name is a number. */
export const numericName: Rule = {
  code: 'INV121',
  name: 'numeric-name',
  severity: 'info',
  summary: 'Names of pools and servers are more than digits.',
  why: "HAProxy numbers proxies and servers itself; in its statistics and on its socket a name of digits looks like another one's id.",
  *check({ pools }) {
    for (const { name, at } of namesOf(pools)) {
      if (!/^[0-9]+$/.test(name)) continue;
      const help = `write a word before it, for example puppet${name}`;
      yield { message: `${quote(name)} looks like an id`, at, help };
    }
  },
};
