import { findGone, type GoneKeyword } from '../haproxy/facts/keywords.ts';
import { formatVersion } from '../haproxy/facts/versions.ts';
import { type Origin, spanOfPlace } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { keywordUses } from './shared/keyword-uses.ts';

/** Where no HAProxy is said to run, the result must load in the newest one too. */
const newest = { major: 3, minor: 4 };

/** A word that an HAProxy which loads the result no longer knows. */
export const removedKeyword: Rule = {
  code: 'HAP333',
  name: 'removed-keyword',
  severity: 'error',
  summary: 'A line has a keyword that HAProxy no longer knows.',
  why: 'HAProxy refuses a file for one keyword that it no longer knows, such as "nbproc" since 2.5 and "bind-process" since 2.7.',
  *check(inventory) {
    const { running, isValid } = inventory.haproxy;
    if (!isValid) return;
    for (const { words, context, at } of keywordUses(inventory)) {
      const gone = findGone(words, context, running?.value ?? newest);
      if (gone === undefined) continue;
      yield {
        message: `HAProxy ${formatVersion(gone.from)} no longer knows ${quote(gone.keyword)}`,
        at,
        help: gone.instead === undefined ? 'remove it' : `write ${gone.instead}`,
        related: [{ at: running?.from, note: 'this version runs' }],
        ...(gone.isRenamed ? renamed(at, gone) : {}),
      };
    }
  },
};

/** A timeout of a section of one's own under its new name; the inventory's own timeouts are properties. */
function renamed(at: Origin, { keyword, instead }: GoneKeyword): Pick<Finding, 'fix'> {
  if (at === 'builtin' || at.line === undefined || instead === undefined) return {};
  const { start } = spanOfPlace(at, 'value');
  const span = { start, end: start + keyword.length };
  if (at.document.source.text.slice(span.start, span.end) !== keyword) return {};
  return { fix: { title: `write ${instead}`, edits: [{ span, text: instead }], isCertain: true } };
}
