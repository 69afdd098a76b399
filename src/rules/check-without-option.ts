import { hasLines } from '../inventory/check-kinds.ts';
import type { Pool } from '../inventory/model.ts';
import type { Finding, Rule } from './rule.ts';

/** A check of kind option has no option, or two. */
export const checkWithoutOption: Rule = {
  code: 'CHK231',
  name: 'check-without-option',
  severity: 'error',
  summary: 'A check of kind option has no option line, or more than one.',
  why: 'Without an option line HAProxy ignores the rules of a check. Of several option lines it uses only the last.',
  *check({ pools }) {
    for (const pool of pools) {
      const isOption = hasLines(pool.check);
      if (pool.isValid && isOption) yield* wrongIn(pool);
    }
  },
};

function* wrongIn({ check: { lines, kind } }: Pool): Iterable<Finding> {
  const [first, second] = lines?.value.filter(({ value: [word] }) => word === 'option') ?? [];
  if (first === undefined) {
    const at = lines === undefined ? { at: kind.from } : { at: lines.from, part: 'key' as const };
    const help = 'write lines: [option ldap-check], or another check option';
    yield { message: 'a check of kind option has no option line', ...at, help };
  } else if (second !== undefined) {
    const related = [{ at: first.from, note: 'the first one' }];
    const message = 'a check of kind option has two option lines';
    yield { message, at: second.from, help: 'remove one of the two option lines', related };
  }
}
