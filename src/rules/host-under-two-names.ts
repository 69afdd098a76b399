import type { Host, Inventory } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { addressText, isWrittenOut } from './shared/places.ts';

/** Two entries of `hosts` are one machine. */
export const hostUnderTwoNames: Rule = {
  code: 'INV123',
  name: 'host-under-two-names',
  severity: 'info',
  summary: 'Every host is one machine, under one name.',
  why: 'A drain under the one name leaves the machine in rotation under the other.',
  *check({ hosts, pools }) {
    const first = new Map<string, Host>();
    const told = sharedInOnePool(pools);
    for (const host of hosts) {
      const { name, facts } = host;
      const address = addressText(facts);
      if (address === undefined || facts.address === undefined || !facts.isValid) continue;
      const taken = first.get(address);
      if (taken === undefined) first.set(address, host);
      else if (taken.name.value !== name.value && !told.has(name.value)) {
        yield {
          message: `${quote(name.value)} has the address of ${quote(taken.name.value)}`,
          at: facts.address.from,
          help: 'keep one of the two; pools may share a host',
          related: [{ at: taken.facts.address?.from ?? taken.place, note: 'first used here' }],
        };
      }
    }
  },
};

/** Hosts that share an address in one pool, of which another rule speaks. */
function sharedInOnePool(pools: Inventory['pools']): ReadonlySet<string | undefined> {
  const told = new Set<string | undefined>();
  for (const { servers } of pools) {
    const first = new Set<string>();
    for (const server of servers) {
      const address = addressText(server);
      if (address === undefined || isWrittenOut(server.place)) continue;
      if (first.has(address)) told.add(server.name?.value);
      first.add(address);
    }
  }
  return told;
}
