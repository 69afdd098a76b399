import { readExpectation } from '../haproxy/model/expectation.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Rule } from './rule.ts';
import { linesOfPools } from './shared/extra-lines.ts';

/** What the script answers when Puppet works. */
const good = { status: 200, body: 'Puppetmaster is running.\r\n' };

/** A pool expects another answer than the script on its nodes gives. */
export const foreignExpectation: Rule = {
  code: 'CHK225',
  name: 'foreign-expectation',
  severity: 'warning',
  summary: 'A pool expects an answer that the script on its nodes never gives.',
  why: 'The script answers 200 and "Puppetmaster is running.". If a pool expects anything else, all its servers are DOWN.',
  *check(inventory) {
    for (const { words, at, pool } of linesOfPools(inventory)) {
      if (!kindOf(pool.check).asksScript || words[0] !== 'http-check' || words[1] !== 'expect')
        continue;
      if (isMet(words.slice(2))) continue;
      yield {
        message: `"${words.join(' ')}" never matches the answer of the script`,
        at,
        help: 'remove the line; HAProxy then expects a status from 200 to 399',
        related: [{ at: pool.check.kind.from, note: 'kind node asks the script' }],
      };
    }
  },
};

/** Whether the good answer fits; what is not understood is taken to fit. */
function isMet(words: readonly string[]): boolean {
  const expected = readExpectation(words);
  if (expected === undefined) return true;
  const value = expected.of === 'status' ? String(good.status) : good.body;
  return expected.finds(value) !== expected.isNegated;
}
