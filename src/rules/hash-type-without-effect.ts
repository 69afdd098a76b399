import type { Inventory, Pool } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { leaveOut } from './shared/leave-out.ts';

/** A hash type is written where the algorithm does not hash. */
export const hashTypeWithoutEffect: Rule = {
  code: 'HAP320',
  name: 'hash-type-without-effect',
  severity: 'warning',
  summary: 'A hash type stands only beside balance source.',
  why: 'HAProxy takes "hash-type" with leastconn, roundrobin, static-rr, first and random too, and ignores it without a word: nothing binds an agent to its master. puppetlb then leaves the line out.',
  *check({ pools, defaults }) {
    for (const pool of pools) {
      if (pool.isValid && isOwn(pool.hashType) && !isHashed(pool)) yield finding(pool);
    }
    const { balance, hashType } = defaults;
    if (balance === undefined || hashType === undefined || isHashed({ balance })) return;
    if (isNeverUsed(defaults, pools)) yield finding({ balance, hashType });
  },
};

type Algorithm = Pick<Pool, 'balance' | 'hashType'>;

function isHashed({ balance }: Pick<Algorithm, 'balance'>): boolean {
  return balance.value.algorithm === 'source';
}

function isOwn({ from }: Setting<unknown>): boolean {
  return from !== 'builtin' && from.path[0] === 'pools';
}

/** Whether no pool that inherits the hash type hashes. */
function isNeverUsed({ hashType }: Inventory['defaults'], pools: readonly Pool[]): boolean {
  const isUnused = (pool: Pool) => pool.isValid && !(pool.hashType === hashType && isHashed(pool));
  return pools.length > 0 && pools.every(isUnused);
}

function finding({ balance, hashType }: Algorithm): Finding {
  const at: Origin = hashType.from;
  return {
    message: `hash-type ${quote(hashType.value.words.join(' '))} has no effect with balance ${balance.value.text}`,
    at,
    help: 'leave it out, or write balance: source',
    related: [{ at: balance.from, note: 'this chooses the server without a hash' }],
    ...leaveOut('hash-type', at),
  };
}
