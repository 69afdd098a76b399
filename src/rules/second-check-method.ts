import { checkOptions } from '../haproxy/model/directive.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';
import { linesOfPools } from './shared/extra-lines.ts';

/** A line replaces the check that the inventory says. */
export const secondCheckMethod: Rule = {
  code: 'HAP338',
  name: 'second-check-method',
  severity: 'error',
  summary: 'A line replaces the check that "check" describes.',
  why: 'HAProxy silently uses the last such option. With tcp-check after httpchk a node that drains itself stays UP; ssl-hello-chk offers TLS 1.2 at most, so the TLS library of a node decides whether it is UP, not its state.',
  *check(inventory) {
    for (const { words, at, pool } of linesOfPools(inventory)) {
      const [first, method = ''] = words;
      if (!pool.isValid || first !== 'option' || !checkOptions.has(method)) continue;
      const { value: kind, from } = pool.check.kind;
      if (kindOf(pool.check).takesTcpRules && method === 'tcp-check') continue;
      yield {
        message: `"option ${method}" replaces the check of kind ${kind}`,
        at,
        help: helpFor(method),
        related: [{ at: from, note: 'the check' }],
      };
    }
  },
};

function helpFor(method: string): string {
  if (method === 'tcp-check') return 'write check: tcp, or remove the line';
  return method === 'ssl-hello-chk'
    ? 'remove the line, or write check: puppet to ask for the status over TLS'
    : 'remove the line';
}
