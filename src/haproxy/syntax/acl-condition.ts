/** A part of a condition: an ACL by its name, or an anonymous one, with its words in braces. */
export type Term =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'anonymous'; readonly words: readonly string[]; readonly isClosed: boolean };

/**
 * Reads the words behind "if" or "unless" as HAProxy's parse_acl_cond does (2.2 to 3.2): "or" in any
 * case and "||" separate, any number of "!" may stand before a word or alone, and "{" takes every word
 * up to the next "}", so that braces do not nest.
 */
export function parseCondition(words: readonly string[]): readonly Term[] {
  const terms: Term[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').replace(/^!+/, '');
    if (word === '' || word === '||' || word.toLowerCase() === 'or') continue;
    if (word === '{') {
      const end = words.indexOf('}', at + 1);
      const isClosed = end !== -1;
      const inside = words.slice(at + 1, isClosed ? end : undefined);
      terms.push({ kind: 'anonymous', words: inside, isClosed });
      if (!isClosed) return terms;
      at = end;
    } else terms.push({ kind: 'named', name: word });
  }
  return terms;
}
