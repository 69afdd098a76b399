import { quote } from '../../text/characters.ts';
import { type Context, findGone, findNewer } from './keywords.ts';
import { type KnownContext, knownKeywords } from './known-keywords.ts';
import { newestVersion, oldestVersion } from './versions.ts';

/** A word that HAProxy refuses in its place: what it is called, and where it was looked up. */
export interface UnknownKeyword {
  readonly name: string;
  readonly context: KnownContext;
  readonly word: string;
}

/** Modules that a HAProxy may be built with bring keywords of their own. */
const modules = /^(51degrees|deviceatlas|wurfl|ocsp-update|quic|tune\.quic)\b/;

/** The keyword of a line of "global" or of a proxy that no HAProxy from 2.2 to 3.2 knows there. */
export function findUnknownKeyword(
  words: readonly string[],
  context: Context,
): UnknownKeyword | undefined {
  const unknown = findUnknown(words, context);
  return unknown === undefined || isKnownElsewhen(words, context) ? undefined : unknown;
}

function findUnknown(words: readonly string[], context: Context): UnknownKeyword | undefined {
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

/** What an older or a newer HAProxy knows is no mistake of spelling. */
function isKnownElsewhen(words: readonly string[], context: Context): boolean {
  return (
    findNewer(words, context, oldestVersion) !== undefined ||
    findGone(words, context, newestVersion) !== undefined
  );
}
