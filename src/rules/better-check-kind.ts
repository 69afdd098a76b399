import { hasLines } from '../inventory/check-kinds.ts';
import { toHttpCheck } from '../inventory/http-check.ts';
import type { Pool } from '../inventory/model.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { optionCheck } from './shared/option-check.ts';

/** A check of kind option does what another kind does, or does better. */
export const betterCheckKind: Rule = {
  code: 'CHK232',
  name: 'better-check-kind',
  severity: 'warning',
  summary: 'A check of kind option does what another kind of check can do.',
  why: 'puppetlb understands the other kinds: lint checks what they send, and probe sends it. "option ssl-hello-chk" offers TLS 1.2 at most and looks at no certificate.',
  *check({ pools }) {
    for (const pool of pools) {
      const { lines } = pool.check;
      if (!pool.isValid || lines === undefined || !hasLines(pool.check)) continue;
      const option = lines.value.find(({ value: [first] }) => first === 'option');
      const better = betterKind(pool);
      if (option === undefined || better === undefined) continue;
      yield {
        message: `${quote(option.value.join(' '))} can be written as another kind of check`,
        at: option.from,
        help: `write check: ${better} instead of kind: option`,
      };
    }
  },
};

function betterKind(pool: Pool): string | undefined {
  const read = optionCheck(pool);
  if (read === undefined) return pool.check.tls?.value === true ? '{ kind: tls }' : 'tcp';
  if (read.kind === 'other') {
    return read.words[0] === 'ssl-hello-chk' ? '{ kind: tls, verify: none }' : undefined;
  }
  const http = toHttpCheck(read);
  if (http === undefined) return undefined;
  const { method, path, expect } = http;
  const said = expect.length === 0 ? '' : `, expect: ${quote(expect.join(' '))}`;
  return `{ kind: http, method: ${method}, path: ${path}${said} }`;
}
