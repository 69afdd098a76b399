import type { Inventory } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { addressText, isWrittenOut } from './shared/places.ts';
import { repeated } from './shared/repeated.ts';

/** Two entries of `hosts` are one machine. */
export const hostUnderTwoNames: Rule = {
  code: 'INV123',
  name: 'host-under-two-names',
  severity: 'info',
  summary: 'Every host is one machine, under one name.',
  why: 'A drain under the one name leaves the machine in rotation under the other.',
  *check({ hosts, pools }) {
    const told = sharedInOnePool(pools);
    const valid = hosts.filter(({ facts }) => facts.isValid);
    for (const [{ name, facts }, first] of repeated(valid, (host) => addressText(host.facts))) {
      const isSame = first.name.value === name.value || told.has(name.value);
      if (facts.address === undefined || isSame) continue;
      yield {
        message: `${quote(name.value)} has the address of ${quote(first.name.value)}`,
        at: facts.address.from,
        help: 'keep one of the two; pools may share a host',
        related: [{ at: first.facts.address?.from, note: 'first used here' }],
      };
    }
  },
};

/** Hosts that share an address in one pool, of which another rule speaks. */
function sharedInOnePool(pools: Inventory['pools']): ReadonlySet<string | undefined> {
  const shared = pools.flatMap(({ servers }) => {
    const ofHosts = servers.filter(({ place }) => !isWrittenOut(place));
    return [...repeated(ofHosts, addressText)];
  });
  return new Set(shared.map(([{ name }]) => name?.value));
}
