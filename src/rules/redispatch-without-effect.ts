import type { Inventory, Pool } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { type ExtraLine, linesOfPools } from './shared/extra-lines.ts';

/** A pool asks for another server after a failed connection, and its hashing gives the same one. */
export const redispatchWithoutEffect: Rule = {
  code: 'HAP332',
  name: 'redispatch-without-effect',
  severity: 'warning',
  summary: '"option redispatch" is set, but can find no other server.',
  why: 'With balance source and map-based hashing HAProxy selects the same dead server again, until its checks have failed. With a dead server 121 of 400 clients failed in spite of the option; with consistent hashing none.',
  *check(inventory) {
    for (const { words, at, pool } of redispatches(inventory)) {
      if (!pool.isValid || words[0] !== 'option' || words[1] !== 'redispatch') continue;
      const { balance, hashType } = pool;
      if (balance.value.algorithm !== 'source' || hashType.value.method !== 'map-based') continue;
      yield {
        message: '"option redispatch" finds no other server with map-based hashing',
        at,
        help: 'write hash-type: consistent, or remove "redispatch"',
        related: [{ at: hashType.from, note: 'the hash type' }],
      };
    }
  },
};

/** What pools say of it in "extra" or in "options", or start from. */
function* redispatches(
  inventory: Inventory,
): Iterable<Pick<ExtraLine, 'words' | 'at'> & { readonly pool: Pool }> {
  yield* linesOfPools(inventory);
  for (const pool of inventory.pools) {
    const setting = pool.options.get('redispatch') ?? inventory.defaults.options.get('redispatch');
    if (setting?.value === true) yield { words: ['option', 'redispatch'], at: setting.from, pool };
  }
}
