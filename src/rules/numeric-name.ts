import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { namesOf } from './shared/places.ts';

/** A name is a number. */
export const numericName: Rule = {
  code: 'INV121',
  name: 'numeric-name',
  severity: 'info',
  summary: 'The name of a pool or a server is only digits.',
  why: 'HAProxy numbers proxies and servers itself. In its statistics and on its socket such a name looks like the id of another server.',
  *check({ pools }) {
    for (const { name, at } of namesOf(pools)) {
      if (!/^[0-9]+$/.test(name)) continue;
      const help = `write a word before it, for example puppet${name}`;
      yield { message: `name ${quote(name)} looks like an id`, at, help };
    }
  },
};
