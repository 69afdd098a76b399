import { aFile, type SyntaxWords, type YamlFile } from './syntax-words.ts';

/** An error of the yaml library in words, for what nobody could name better. */
export function libraryWords(code: string, file: YamlFile): SyntaxWords {
  return sentences(aFile[file])[code] ?? invalid;
}

const invalid: SyntaxWords = {
  message: 'this is not valid YAML',
  help: 'write KEY: VALUE on each line, texts with special characters in quotes',
};

const sentences = (one: string): Readonly<Record<string, SyntaxWords>> => ({
  ALIAS_PROPS: {
    message: 'an alias can have neither an anchor nor a tag',
    help: 'write the value in quotes if "*" is meant',
  },
  BAD_ALIAS: {
    message: 'this alias or anchor has no name',
    help: 'write the value in quotes if "*" or "&" is meant',
  },
  BAD_COLLECTION_TYPE: {
    message: 'the tag does not fit what follows it',
    help: 'write the value without a tag',
  },
  BAD_DIRECTIVE: { message: 'this is not a YAML directive', help: 'delete the line' },
  BAD_DQ_ESCAPE: {
    message: 'YAML does not know this escape in double quotes',
    help: 'use single quotes, or write "\\\\" for a backslash',
  },
  BAD_INDENT: {
    message: 'the indentation does not match that of the lines above',
    help: 'give keys of one mapping, and items of one list, the same indentation',
  },
  BAD_PROP_ORDER: {
    message: 'an anchor or a tag stands in the wrong place',
    help: `delete it; ${one} takes neither`,
  },
  BAD_SCALAR_START: {
    message: 'a value cannot begin with this character',
    help: 'write the value in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a mapping cannot begin here',
    help: 'begin the mapping on a line of its own, or write a value that holds ": " in quotes',
  },
  BLOCK_IN_FLOW: {
    message: 'lines with "-" or with keys cannot stand inside brackets',
    help: 'write [a, b] and { key: value }, or lines without brackets',
  },
  KEY_OVER_1024_CHARS: {
    message: 'a key is longer than 1024 characters',
    help: 'write KEY: VALUE, with the colon right after a short key',
  },
  MISSING_CHAR: {
    message: 'something is missing here: a quote, a bracket, a comma or a colon',
    help: 'close what was opened, and write KEY: VALUE',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key does not end on its line',
    help: 'write KEY: VALUE, with the colon and a blank',
  },
  MULTIPLE_ANCHORS: {
    message: 'a value can have only one anchor',
    help: `delete the anchors; ${one} takes none`,
  },
  MULTIPLE_TAGS: {
    message: 'a value can have only one tag',
    help: 'write the value without tags',
  },
  RESOURCE_EXHAUSTION: {
    message: 'the YAML is nested too deeply',
    help: `${one} needs about six levels`,
  },
  TAB_AS_INDENT: { message: 'a tab cannot indent YAML', help: 'indent with blanks' },
  UNEXPECTED_TOKEN: {
    message: 'this does not belong here',
    help: 'close brackets and quotes before it, or write the value in quotes',
  },
});
