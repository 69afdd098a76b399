import type { SyntaxHint } from '../yaml/hints/hint.ts';
import { bracketWords } from './syntax-brackets.ts';
import { colonWords } from './syntax-colons.ts';
import { libraryWords } from './syntax-library.ts';
import { lineWords } from './syntax-lines.ts';
import { quoteWords } from './syntax-quotes.ts';
import type { HintTexts, SyntaxWords } from './syntax-words.ts';

const words: HintTexts = {
  ...lineWords,
  ...quoteWords,
  ...bracketWords,
  ...colonWords,
  other: ({ code }) => libraryWords(code),
};

/** What is wrong with the YAML, and what to write instead. */
export function explainHint(hint: SyntaxHint): SyntaxWords {
  const word = words[hint.is] as (hint: SyntaxHint) => SyntaxWords;
  return word(hint);
}
