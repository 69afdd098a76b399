import type { Inventory } from '../inventory/model.ts';
import { below, type Place } from '../inventory/place.ts';
import { quote } from '../source/characters.ts';
import type { Finding, Rule } from './rule.ts';

/** Two pools, or a pool and a section written in `sections`, share a name. */
export const duplicatePoolName: Rule = {
  code: 'INV101',
  name: 'duplicate-pool-name',
  severity: 'error',
  summary: 'Every pool has a name of its own.',
  why: 'HAProxy refuses two proxies of one name, and from 3.3 also a pool that is called like a defaults section.',
  *check(inventory) {
    const first = namesInSections(inventory);
    for (const pool of inventory.pools) {
      if (pool.name === undefined) continue;
      const { value } = pool.name;
      const at = below(pool.place, 'name');
      const taken = first.get(value);
      if (taken === undefined) first.set(value, at);
      else yield finding(value, at, taken);
    }
  },
};

function finding(name: string, at: Place, taken: Place): Finding {
  return {
    message: `pool name ${quote(name)} is already taken`,
    at,
    help: 'give this pool a name of its own',
    related: [{ at: taken, note: 'first used here' }],
  };
}

function namesInSections({ haproxy }: Inventory): Map<string, Place> {
  const names = new Map<string, Place>();
  if (haproxy.sections === undefined) return names;
  for (const { words, origin } of haproxy.sections.sections) {
    const [keyword = '', name] = words;
    const isProxy = ['listen', 'frontend', 'backend', 'defaults', 'log-forward'].includes(keyword);
    if (isProxy && name !== undefined) names.set(name, { ...haproxy.sections.place, line: origin });
  }
  return names;
}
