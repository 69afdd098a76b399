import { knownKeywords } from '../haproxy/facts/known-keywords.ts';
import { findUnknownKeyword } from '../haproxy/facts/unknown-keyword.ts';
import { isOlder, type Version } from '../haproxy/facts/versions.ts';
import { nearest } from '../text/nearest.ts';
import type { Rule } from './rule.ts';
import { keywordUses } from './shared/keyword-uses.ts';

/** The first HAProxy whose keywords are not all known here. */
const unexplored: Version = { major: 3, minor: 3 };

/** A line begins with a word that HAProxy does not know. */
export const unknownKeyword: Rule = {
  code: 'HAP337',
  name: 'unknown-keyword',
  severity: 'error',
  summary: 'A line in "extra" or in "sections" begins with a word that HAProxy does not know.',
  why: 'HAProxy refuses the whole file for one unknown word, and reports a line of the generated file, not of the inventory.',
  *check(inventory) {
    const { version, isValid } = inventory.haproxy;
    if (!isValid || !isOlder(version.value, unexplored)) return;
    for (const { words, context: own, at } of keywordUses(inventory)) {
      const unknown = findUnknownKeyword(words, own);
      if (unknown === undefined) continue;
      const { name, context, word } = unknown;
      const near = nearest(word, knownKeywords(context));
      let help = near === undefined ? 'remove it' : `did you mean "${near}"?`;
      // A line that would be right in the other place.
      const [first = ''] = words;
      if (own === 'global' && knownKeywords('proxy').has(first)) {
        help = 'move it to "extra" of a pool';
      } else if (own === 'proxy' && knownKeywords('global').has(first)) {
        help = 'move it to "extra" of haproxy.global';
      }
      yield { message: `HAProxy has no ${name}`, at, help };
    }
  },
};
