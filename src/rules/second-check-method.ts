import { checkOptions } from '../haproxy/model/directive.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';
import { extraLines } from './shared/extra-lines.ts';

/** A line replaces the check that the inventory says. */
export const secondCheckMethod: Rule = {
  code: 'HAP338',
  name: 'second-check-method',
  severity: 'error',
  summary: 'What a check asks is said by "check" alone.',
  why: 'The last such option wins without a word: with tcp-check behind httpchk a node that drains itself stays UP, with ssl-hello-chk every node is DOWN.',
  *check(inventory) {
    for (const { words, at, pool } of extraLines(inventory)) {
      const [first, method = ''] = words;
      if (pool?.isValid !== true || first !== 'option' || !checkOptions.has(method)) continue;
      const { value: kind, from } = pool.check.kind;
      const isTcp = method === 'tcp-check';
      if (kindOf(pool.check).takesTcpRules && isTcp) continue;
      yield {
        message: `"option ${method}" would replace the check of kind ${kind}`,
        at,
        help: isTcp ? 'write check: tcp, or leave it out' : 'leave it out',
        related: [{ at: from, note: 'the check' }],
      };
    }
  },
};
