import type { NodeRef } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { isWrittenOut } from './shared/places.ts';

/** A host is in no pool. */
export const unusedHost: Rule = {
  code: 'INV120',
  name: 'unused-host',
  severity: 'warning',
  summary: 'Every entry of "hosts" is used by a pool.',
  why: 'A master that no pool names gets no agents, though it looks as if it did.',
  *check({ hosts, pools }) {
    if (pools.length === 0 || !pools.every(({ isComplete }) => isComplete)) return;
    const servers = pools
      .flatMap((pool) => pool.servers)
      .filter(({ place }) => !isWrittenOut(place));
    const used = new Set(servers.map(({ name }) => name?.value));
    const usedEntries = new Set<NodeRef['path']>();
    for (const { place, name } of hosts) if (used.has(name.value)) usedEntries.add(place.path);
    for (const { place, facts } of hosts) {
      if (usedEntries.has(place.path) || facts.address === undefined || !facts.isValid) continue;
      if (facts.state !== undefined && facts.state.value !== 'ready') continue;
      usedEntries.add(place.path);
      yield {
        message: `no pool uses ${quote(String(place.path.at(-1)))}`,
        at: place,
        part: 'key',
        help: 'name it in the servers of a pool, or leave it out',
      };
    }
  },
};
