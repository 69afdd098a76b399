import type { SyntaxHint } from './hint.ts';

/** An error of the yaml library in words, for what nobody could name better. */
export function libraryHint(code: string): SyntaxHint {
  const [message, help] = sentences[code] ?? [
    'this is not valid YAML',
    'write KEY: VALUE on each line, texts with special characters in quotes',
  ];
  return { message, help };
}

const sentences: Readonly<Record<string, readonly [message: string, help: string]>> = {
  BAD_DQ_ESCAPE: [
    'YAML does not know this escape in double quotes',
    'write "\\\\" for a backslash, or the text in single quotes',
  ],
  BAD_INDENT: [
    'the indentation does not match that of the lines above',
    'give keys of one mapping, and items of one list, the same indentation',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'a mapping cannot begin here',
    'begin the mapping on a line of its own, or write a value that holds ": " in quotes',
  ],
  BLOCK_IN_FLOW: [
    'lines with "-" or with keys cannot stand inside brackets',
    'write [a, b] and { key: value }, or lines without brackets',
  ],
  KEY_OVER_1024_CHARS: [
    'a key is longer than 1024 characters',
    'write KEY: VALUE, with the colon right after a short key',
  ],
  MISSING_CHAR: [
    'something is missing here: a quote, a bracket, a comma or a colon',
    'close what was opened, and write KEY: VALUE',
  ],
};
