import { findGone } from '../haproxy/keywords.ts';
import { formatVersion } from '../haproxy/version.ts';
import { quote } from '../source/characters.ts';
import type { Rule } from './rule.ts';
import { keywordUses } from './views/keyword-uses.ts';

/** Where no HAProxy is said to run, the result must load in the newest one too. */
const newest = { major: 3, minor: 4 };

/** A word that an HAProxy which loads the result no longer knows. */
export const removedKeyword: Rule = {
  code: 'HAP333',
  name: 'removed-keyword',
  severity: 'error',
  summary: 'Nothing is written that HAProxy has dropped.',
  why: 'HAProxy refuses a file for one keyword that it no longer knows, such as "nbproc" since 2.5 and "bind-process" since 2.7.',
  *check(inventory) {
    const { running, isWhole } = inventory.haproxy;
    if (!isWhole) return;
    for (const { words, context, at } of keywordUses(inventory)) {
      const gone = findGone(words, context, running?.value ?? newest);
      if (gone === undefined) continue;
      yield {
        message: `HAProxy ${formatVersion(gone.from)} no longer knows ${quote(gone.keyword)}`,
        at,
        help: gone.instead === undefined ? 'leave it out' : `write ${gone.instead}`,
        related: running === undefined ? [] : [{ at: running.from, note: 'this one runs' }],
      };
    }
  },
};
