import type { Pool } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { leaveOut } from './shared/leave-out.ts';

/** A hash type is written where the algorithm does not hash. */
export const hashTypeWithoutEffect: Rule = {
  code: 'HAP320',
  name: 'hash-type-without-effect',
  severity: 'warning',
  summary: 'A hash type is set for an algorithm that does not hash.',
  why: 'HAProxy accepts "hash-type" with leastconn, roundrobin, static-rr, first and random, and ignores it silently: agents do not stay on one master. puppetlb does not write the line.',
  *check({ pools, defaults }) {
    for (const pool of pools) {
      const { from } = pool.hashType;
      const isOwn = from !== 'builtin' && from.path[0] === 'pools';
      if (pool.isValid && isOwn && !isHashed(pool)) yield finding(pool);
    }
    const { balance, hashType } = defaults;
    if (balance === undefined || hashType === undefined || isHashed({ balance })) return;
    // Whether no pool that inherits the hash type hashes.
    const isUnused = (pool: Pool) =>
      pool.isValid && !(pool.hashType === hashType && isHashed(pool));
    if (pools.length > 0 && pools.every(isUnused)) yield finding({ balance, hashType });
  },
};

function isHashed({ balance }: Pick<Pool, 'balance'>): boolean {
  return balance.value.algorithm === 'source';
}

function finding({ balance, hashType }: Pick<Pool, 'balance' | 'hashType'>): Finding {
  return {
    message: `hash-type ${quote(hashType.value.words.join(' '))} has no effect with balance ${balance.value.text}`,
    at: hashType.from,
    help: 'remove hash-type, or write balance: source',
    related: [{ at: balance.from, note: 'this algorithm does not hash' }],
    fix: leaveOut('hash-type', hashType.from),
  };
}
