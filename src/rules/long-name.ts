import type { Setting } from '../inventory/place.ts';
import { below } from '../inventory/place.ts';
import type { Finding, Rule } from './rule.ts';
import { serverPlace } from './shared/places.ts';

/** The most characters of a label of DNS (RFC 1035, 2.3.4). */
const most = 63;

/** A name is longer than tables and logs take well. */
export const longName: Rule = {
  code: 'INV109',
  name: 'long-name',
  severity: 'info',
  summary: `Names have at most ${most} characters.`,
  why: 'HAProxy writes the names of the pool and the server into each line of its log and of its statistics.',
  *check({ pools }) {
    for (const pool of pools) {
      yield* check(pool.name, { at: below(pool.place, 'name') });
      for (const server of pool.servers) yield* check(server.name, { at: serverPlace(server) });
    }
  },
};

function* check(name: Setting<string> | undefined, at: Pick<Finding, 'at'>): Iterable<Finding> {
  if (name === undefined || name.value.length <= most) return;
  const message = `the name has ${name.value.length} characters`;
  yield { ...at, message, help: `use at most ${most}; the address can hold the whole host name` };
}
