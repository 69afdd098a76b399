import { below, type Origin, type Setting } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { serverPlace } from './shared/places.ts';

/** A name is a number. */
export const numericName: Rule = {
  code: 'INV121',
  name: 'numeric-name',
  severity: 'info',
  summary: 'Names of pools and servers are more than digits.',
  why: "HAProxy numbers proxies and servers itself; in its statistics and on its socket a name of digits looks like another one's id.",
  *check({ pools }) {
    for (const pool of pools) {
      yield* check(pool.name, below(pool.place, 'name'));
      for (const server of pool.servers) yield* check(server.name, serverPlace(server));
    }
  },
};

function* check(name: Setting<string> | undefined, at: Origin): Iterable<Finding> {
  if (name === undefined || !/^[0-9]+$/.test(name.value)) return;
  const message = `${quote(name.value)} looks like an id`;
  yield { message, at, help: `write a word before it, for example puppet${name.value}` };
}
