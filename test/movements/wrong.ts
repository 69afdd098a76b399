import { addressWords } from '../../src/haproxy/facts/ip-words.ts';
import type { RingScheme } from '../../src/haproxy/selection/model.ts';
import { literalChoice, type Mutation } from '../haproxy/choice/literal.ts';
import { moveText, type Outcome } from './batch.ts';
import { type Backend, toChoicePool } from './pools.ts';

/** Whether a wrong model says of some agent of a case that it moves otherwise than it did. */
export function isCaught(
  { moving: { before, after, renamed }, observed }: Outcome,
  mutation: Mutation | undefined,
  ring: RingScheme,
  backends: readonly Backend[],
): boolean {
  const one = literalChoice(toChoicePool(before, ring, backends), mutation);
  const other = literalChoice(toChoicePool(after, ring, backends), mutation);
  const isThere = (name: string | undefined) => after.servers.some((own) => own.name === name);
  return observed.some(({ address, isDirect, was, is }) => {
    const words = addressWords(address) ?? [];
    const old = one({ words, isMapped: isDirect && before.isDual });
    const fresh = renamed.get(old ?? '');
    const from = isThere(fresh) ? fresh : old;
    const to = other({ words, isMapped: isDirect && after.isDual });
    return moveText(from, to) !== moveText(was, is);
  });
}
