import { findGone } from '../haproxy/keywords.ts';
import { formatVersion, isOlder } from '../haproxy/version.ts';
import { quote } from '../source/characters.ts';
import { keywordUses } from './keyword-uses.ts';
import type { Rule } from './rule.ts';

/** A word that the HAProxy which loads the result no longer knows. */
export const removedKeyword: Rule = {
  code: 'HAP333',
  name: 'removed-keyword',
  severity: 'error',
  summary: 'Nothing is written that HAProxy has dropped.',
  why: 'HAProxy refuses a file for one keyword that it no longer knows, such as "nbproc" since 2.5 and "bind-process" since 2.7.',
  *check(inventory) {
    const { version, running, isWhole } = inventory.haproxy;
    if (!isWhole) return;
    const isNewer = running !== undefined && isOlder(version.value, running.value);
    const latest = isNewer ? running : version;
    for (const { words, context, at } of keywordUses(inventory)) {
      const gone = findGone(words, context, latest.value);
      if (gone === undefined) continue;
      yield {
        message: `HAProxy ${formatVersion(gone.from)} no longer knows ${quote(gone.keyword)}`,
        at,
        help: 'leave it out',
        related: [
          { at: latest.from, note: `HAProxy ${formatVersion(latest.value)} is meant here` },
        ],
      };
    }
  },
};
