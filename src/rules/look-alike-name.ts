import type { Pool, Server } from '../inventory/model.ts';
import { below, type Origin } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { isWrittenOut, serverPlace } from './shared/places.ts';

/** Two names differ only in case, or in characters that look alike. */
export const lookAlikeName: Rule = {
  code: 'INV108',
  name: 'look-alike-name',
  severity: 'warning',
  comparesPools: true,
  summary: 'Two names differ only in case, in 0 and O, or in 1, l and I.',
  why: 'HAProxy treats them as two names, and a person who drains a master by hand confuses them.',
  *check({ pools, hosts }) {
    yield* check(pools.flatMap(ofPool), 'value');
    yield* check(
      hosts.map(({ name, place }) => ({ name: name.value, at: place })),
      'key',
    );
    for (const { servers } of pools) yield* check(servers.flatMap(ofServer), 'value');
  },
};

/** A name and where it is written; names from `hosts` are checked there. */
interface Named {
  readonly name: string;
  readonly at: Origin;
  readonly isOfHost?: boolean;
}

function ofPool({ name, place }: Pool): Named[] {
  return name === undefined ? [] : [{ name: name.value, at: below(place, 'name') }];
}

function ofServer(server: Server): Named[] {
  if (server.name === undefined) return [];
  const isOfHost = !isWrittenOut(server.place);
  return [{ name: server.name.value, at: serverPlace(server), isOfHost }];
}

function* check(all: readonly Named[], part: 'key' | 'value'): Iterable<Finding> {
  const byCase = new Map<string, Named>();
  const byLook = new Map<string, Named>();
  for (const named of all) {
    const { name } = named;
    const [cased, looked] = [name.toLowerCase(), look(name)];
    const [other, alike] = [byCase.get(cased), byLook.get(looked)];
    if (other === undefined) byCase.set(cased, named);
    if (alike === undefined) byLook.set(looked, named);
    const first = other ?? alike;
    if (first === undefined || first.name === name) continue;
    if (named.isOfHost === true && first.isOfHost === true) continue;
    const how = other === undefined ? 'look alike' : 'differ only in case';
    yield {
      message: `${quote(name)} and ${quote(first.name)} ${how}`,
      at: named.at,
      part,
      help: 'rename one of the two, so that nobody confuses them',
      related: [{ at: first.at, part, note: 'the other one' }],
    };
  }
}

/** A name by its look: O is 0, and I and l are 1. */
function look(name: string): string {
  return name.replace(/O/g, '0').replace(/[Il]/g, '1').toLowerCase().replace(/o/g, '0');
}
