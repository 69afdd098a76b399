/** Sources of texts that are not rewritten yet; each goes when it is. */
export const notYet: ReadonlySet<string> = new Set<string>();

/** Texts that a pattern matches and that are right as they are: a part of the text, and why. */
export const rightWords: readonly (readonly [part: string, reason: string])[] = [];

/** Messages that need more words: how they begin, and why. */
export const longMessages: readonly (readonly [beginning: string, reason: string])[] = [];

/** Helps that do not begin with a verb: how they begin, and why. */
export const otherHelps: readonly (readonly [beginning: string, reason: string])[] = [
  ['did you mean ', 'a guess, in the words that every program uses for it'],
];
