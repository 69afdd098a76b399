import { checkOptions } from '../haproxy/model/directive.ts';
import { type CheckKind, checkKinds } from '../inventory/check-kinds.ts';
import type { Setting } from '../inventory/place.ts';
import type { Finding, Rule } from './rule.ts';

/** A line replaces the check that the inventory says. */
export const secondCheckMethod: Rule = {
  code: 'HAP338',
  name: 'second-check-method',
  severity: 'error',
  summary: 'What a check asks is said by "check" alone.',
  why: 'The last such option wins without a word: with tcp-check behind httpchk a node that drains itself stays UP, with ssl-hello-chk every node is DOWN.',
  *check({ pools }) {
    for (const pool of pools) {
      if (pool.isValid) for (const line of pool.extra) yield* check(line, pool.check.kind);
    }
  },
};

function* check(
  { value, from: at }: Setting<readonly string[]>,
  { value: kind, from }: Setting<CheckKind>,
): Iterable<Finding> {
  const [first, method = ''] = value;
  if (first !== 'option' || !checkOptions.has(method)) return;
  const isTcp = method === 'tcp-check';
  if (checkKinds[kind].takesTcpRules && isTcp) return;
  yield {
    message: `"option ${method}" would replace the check of kind ${kind}`,
    at,
    help: isTcp ? 'write check: tcp, or leave it out' : 'leave it out',
    related: from === 'builtin' ? [] : [{ at: from, note: 'the check' }],
  };
}
