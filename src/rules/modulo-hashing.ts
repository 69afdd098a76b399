import { commonDivisor, mapSlots, movedByOneMore } from '../haproxy/facts/slots.ts';
import type { Pool } from '../inventory/model.ts';
import type { Rule } from './rule.ts';
import { atServers, poolName } from './shared/places.ts';
import { hasMap, inRotation, isKnown, mapWeights } from './shared/rotation.ts';

/** A map-based hash takes the bare address. */
export const moduloHashing: Rule = {
  code: 'HAP323',
  name: 'modulo-hashing',
  severity: 'info',
  summary: 'Agents some addresses apart share a server, and adding a server moves most agents.',
  why: 'Without avalanche a map-based hash is the address modulo the number of slots, which is the sum of the weights without their common divisor. Agents whose addresses differ by a multiple of that number share a master, and a new master changes the number, so most agents move. "consistent" with ids moves only the agents that the new master takes; "map-based sdbm avalanche" spreads the agents, but moves as many.',
  *check({ pools }) {
    for (const pool of pools.filter(isModulo)) {
      const weights = mapWeights(pool);
      const slots = mapSlots(weights);
      const { from } = pool.hashType;
      if (inRotation(pool).length < 2) continue;
      // Two servers without another word are everybody's beginning, and nothing to speak of.
      if (from === 'builtin' && slots < 3) continue;
      const divisor = commonDivisor(weights.all);
      const weight = divisor === 1 ? '' : ` of weight ${divisor}`;
      const isEqual = slots === weights.used.length;
      const moved = isEqual
        ? `${slots} of ${slots + 1} agents`
        : `${Math.round(movedByOneMore(weights) * 100)} % of agents`;
      const least = Math.round(100 / (slots + 1));
      yield {
        message: `adding a server${weight} moves ${moved} in ${poolName(pool)} (${slots} slots)`,
        ...(from === 'builtin' ? atServers(pool) : { at: from }),
        help: `write hash-type: consistent and an id for each server; adding a server then moves about ${least} %`,
      };
    }
  },
};

/** Whether the bare address decides; not where a table remembers the server of an agent. */
function isModulo(pool: Pool): boolean {
  const { balance, hashType, extra } = pool;
  if (balance.value.algorithm !== 'source' || !hasMap(pool) || !isKnown(pool)) return false;
  const isSticky = extra.some(({ value: [word] }) => word === 'stick');
  return !hashType.value.words.includes('avalanche') && !isSticky;
}
