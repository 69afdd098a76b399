import type { Slip } from '../yaml/hints/slip.ts';
import { bracketWords } from './syntax-brackets.ts';
import { colonWords } from './syntax-colons.ts';
import { libraryWords } from './syntax-library.ts';
import { lineWords } from './syntax-lines.ts';
import { quoteWords } from './syntax-quotes.ts';
import type { SlipWords, SyntaxWords } from './syntax-words.ts';

const words: SlipWords = {
  ...lineWords,
  ...quoteWords,
  ...bracketWords,
  ...colonWords,
  other: ({ code }) => libraryWords(code),
};

/** What is wrong with the YAML, and what to write instead. */
export function explainSlip(slip: Slip): SyntaxWords {
  const word = words[slip.is] as (slip: Slip) => SyntaxWords;
  return word(slip);
}
