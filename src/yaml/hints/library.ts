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
  BAD_ALIAS: [
    'this alias or anchor has no name',
    'write the value in quotes if "*" or "&" is meant',
  ],
  BAD_DIRECTIVE: ['this is not a YAML directive', 'delete the line'],
  BAD_DQ_ESCAPE: [
    'YAML does not know this escape in double quotes',
    'use single quotes, or write "\\\\" for a backslash',
  ],
  BAD_INDENT: [
    'the indentation does not match that of the lines above',
    'give keys of one mapping, and items of one list, the same indentation',
  ],
  BAD_PROP_ORDER: ['an anchor or a tag stands in the wrong place', 'delete it'],
  BAD_SCALAR_START: ['a value cannot begin with this character', 'write the value in quotes'],
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
  MULTILINE_IMPLICIT_KEY: [
    'a key does not end on its line',
    'write KEY: VALUE, with the colon and a blank',
  ],
  TAB_AS_INDENT: ['a tab cannot indent YAML', 'indent with blanks'],
  UNEXPECTED_TOKEN: [
    'this does not belong here',
    'close brackets and quotes before it, or write the value in quotes',
  ],
};
