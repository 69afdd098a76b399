import type { SyntaxHint } from '../yaml/hints/hint.ts';
import { bracketWords } from './syntax-brackets.ts';
import { colonWords } from './syntax-colons.ts';
import { libraryWords } from './syntax-library.ts';
import { lineWords } from './syntax-lines.ts';
import { quoteWords } from './syntax-quotes.ts';
import type { HintTexts, SyntaxWords, YamlFile } from './syntax-words.ts';

const words: HintTexts = {
  ...lineWords,
  ...quoteWords,
  ...bracketWords,
  ...colonWords,
  other: ({ code }, file) => libraryWords(code, file),
};

/** What is wrong with the YAML, and what to write instead. */
export function explainHint(hint: SyntaxHint, file: YamlFile): SyntaxWords {
  const word = words[hint.is] as (hint: SyntaxHint, file: YamlFile) => SyntaxWords;
  return word(hint, file);
}
