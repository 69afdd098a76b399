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
  summary: 'Two hosts have the same address.',
  why: 'A drain under one name leaves the machine in rotation under the other name.',
  *check({ hosts, pools }) {
    const told = sharedInOnePool(pools);
    const valid = hosts.filter(({ facts }) => facts.isValid);
    for (const [{ name, facts }, first] of repeated(valid, (host) => addressText(host.facts))) {
      const isSame = first.name.value === name.value || told.has(name.value);
      if (facts.address === undefined || isSame) continue;
      yield {
        message: `host ${quote(name.value)} has the same address as host ${quote(first.name.value)}`,
        at: facts.address.from,
        help: 'remove one of the two hosts; several pools can use the same host',
        related: [{ at: first.facts.address?.from, note: 'first used here' }],
      };
    }
  },
};

/** Hosts that share an address in one pool; another rule reports them. */
function sharedInOnePool(pools: Inventory['pools']): ReadonlySet<string | undefined> {
  const shared = pools.flatMap(({ servers }) => {
    const ofHosts = servers.filter(({ place }) => !isWrittenOut(place));
    return [...repeated(ofHosts, addressText)];
  });
  return new Set(shared.map(([{ name }]) => name?.value));
}
