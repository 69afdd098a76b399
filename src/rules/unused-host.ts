import { quote } from '../text/characters.ts';
import { groupBy } from '../text/group-by.ts';
import type { Rule } from './rule.ts';
import { isWrittenOut, membersOf } from './shared/places.ts';
import { isOut } from './shared/rotation.ts';

/** A host is in no pool. */
export const unusedHost: Rule = {
  code: 'INV120',
  name: 'unused-host',
  severity: 'warning',
  summary: 'No pool uses an entry of "hosts".',
  why: 'A master that no pool uses gets no agents, though it looks as if it did.',
  *check({ hosts, pools }) {
    if (pools.length === 0 || !pools.every(({ isComplete }) => isComplete)) return;
    const ofHosts = [...membersOf(pools)].filter(({ server }) => !isWrittenOut(server.place));
    const used = new Set(ofHosts.map(({ server }) => server.name?.value));
    for (const entry of groupBy(hosts, ({ place }) => place.path).values()) {
      const isJudged = entry.find(
        ({ facts }) => facts.address !== undefined && facts.isValid && !isOut(facts),
      );
      if (isJudged === undefined || entry.some(({ name }) => used.has(name.value))) continue;
      yield {
        message: `no pool uses host ${quote(String(isJudged.place.path.at(-1)))}`,
        at: isJudged.place,
        part: 'key',
        help: 'add it to the servers of a pool, or remove it',
      };
    }
  },
};
