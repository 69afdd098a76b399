import { findGone, findNewer } from '../haproxy/keywords.ts';
import { type KnownContext, knownKeywords } from '../haproxy/known-keywords.ts';
import { isOlder, type Version } from '../haproxy/version.ts';
import { quote } from '../source/characters.ts';
import { nearest } from '../source/nearest.ts';
import type { Rule } from './rule.ts';
import { type KeywordUse, keywordUses } from './views/keyword-uses.ts';

/** The first HAProxy whose keywords are not all known here. */
const unexplored: Version = { major: 3, minor: 3 };

/** A line begins with a word that HAProxy does not know. */
export const unknownKeyword: Rule = {
  code: 'HAP337',
  name: 'unknown-keyword',
  severity: 'error',
  summary: 'A line in "extra" or in "sections" begins with a keyword of HAProxy.',
  why: 'HAProxy refuses the whole file for one word that it does not know, and names a line of a file that nobody has written.',
  *check(inventory) {
    const { version, isWhole } = inventory.haproxy;
    if (!isWhole || !isOlder(version.value, unexplored)) return;
    for (const use of keywordUses(inventory)) {
      const unknown = findUnknown(use);
      if (unknown === undefined || isKnownElsewhen(use)) continue;
      const { name, context, word } = unknown;
      const other = elsewhere(use);
      const near = nearest(word, knownKeywords(context));
      const help = near === undefined ? 'leave it out' : `did you mean "${near}"?`;
      yield { message: `HAProxy knows no ${name}`, at: use.at, help: other ?? help };
    }
  },
};

interface Unknown {
  readonly name: string;
  readonly context: KnownContext;
  readonly word: string;
}

/** Modules that a HAProxy may be built with bring keywords of their own. */
const modules = /^(51degrees|deviceatlas|wurfl|ocsp-update|quic|tune\.quic)\b/;

function findUnknown({ words, context }: KeywordUse): Unknown | undefined {
  if (context !== 'global' && context !== 'proxy') return undefined;
  const [first = '', second = ''] =
    words[0] === 'no' || words[0] === 'default' ? words.slice(1) : words;
  if (context === 'proxy' && (first === 'option' || first === 'timeout')) {
    if (knownKeywords(first).has(second)) return undefined;
    return { name: `${first} ${quote(second)}`, context: first, word: second };
  }
  if (knownKeywords(context).has(first) || modules.test(first) || first.startsWith('.')) {
    return undefined;
  }
  const where = context === 'global' ? 'in "global"' : 'in a proxy';
  return { name: `keyword ${quote(first)} ${where}`, context, word: first };
}

/** Another rule speaks of what an older or a newer HAProxy knows. */
function isKnownElsewhen({ words, context }: KeywordUse): boolean {
  const oldest = { major: 2, minor: 2 };
  const latest = { major: 3, minor: 4 };
  return (
    findNewer(words, context, oldest) !== undefined ||
    findGone(words, context, latest) !== undefined
  );
}

/** What to do with a line that would be right in the other place. */
function elsewhere({ words: [first = ''], context }: KeywordUse): string | undefined {
  if (context === 'global' && knownKeywords('proxy').has(first)) {
    return 'write it in the "extra" of a pool';
  }
  if (context === 'proxy' && knownKeywords('global').has(first)) {
    return 'write it in the "extra" of haproxy.global';
  }
  return undefined;
}
