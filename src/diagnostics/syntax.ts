/** A syntax error of the yaml library in words; `line` is the line it was found in. */
export function explainSyntax(code: string, line: string): { message: string; help?: string } {
  const address = /\[[0-9A-Fa-f:.]+\]:[0-9]+/.exec(line)?.[0];
  if (address !== undefined && !line.includes(`"${address}"`)) {
    return {
      message: `YAML reads "[" as the beginning of a list`,
      help: `write the address in quotes: "${address}"`,
    };
  }
  const joined = /^[\s-]*([a-z-]+):(?!\s)(\S.*)$/.exec(line);
  if (joined !== null && code !== 'TAB_AS_INDENT') {
    return {
      message: `a blank is missing after "${joined[1]}:"`,
      help: `write ${joined[1]}: ${joined[2]}`,
    };
  }
  return sentences[code] ?? { message: 'this is not valid YAML' };
}

const sentences: Readonly<Record<string, { message: string; help?: string }>> = {
  ALIAS_PROPS: { message: 'an alias can have neither an anchor nor a tag' },
  BAD_ALIAS: {
    message: 'this alias has no name',
    help: 'write the value in quotes if "*" is meant',
  },
  BAD_COLLECTION_TYPE: { message: 'the tag does not fit what follows it' },
  BAD_DIRECTIVE: { message: 'this is not a YAML directive', help: 'delete the line' },
  BAD_DQ_ESCAPE: {
    message: 'YAML does not know this escape in double quotes',
    help: 'use single quotes, or write "\\\\" for a backslash',
  },
  BAD_INDENT: {
    message: 'the indentation does not match that of the lines above',
    help: 'give keys of one mapping, and items of one list, the same indentation',
  },
  BAD_PROP_ORDER: { message: 'an anchor or a tag stands in the wrong place' },
  BAD_SCALAR_START: {
    message: 'a value cannot begin with this character',
    help: 'write the value in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a mapping cannot begin here',
    help: 'begin the mapping on a line of its own, or write a value that holds ": " in quotes',
  },
  BLOCK_IN_FLOW: {
    message: 'a list with "-" cannot stand inside brackets',
    help: 'write [a, b], or a "-" line for each item',
  },
  DUPLICATE_KEY: { message: 'a key is written twice' },
  IMPOSSIBLE: { message: 'this is not valid YAML' },
  KEY_OVER_1024_CHARS: { message: 'a key is longer than 1024 characters' },
  MISSING_CHAR: {
    message: 'something is missing here: a quote, a bracket, a comma or a colon',
    help: 'close what was opened, and write KEY: VALUE',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key does not end on its line',
    help: 'write KEY: VALUE, with the colon and a blank',
  },
  MULTIPLE_ANCHORS: { message: 'a value can have only one anchor' },
  MULTIPLE_DOCS: { message: 'a second YAML document begins here' },
  MULTIPLE_TAGS: { message: 'a value can have only one tag' },
  NON_STRING_KEY: { message: 'a key must be a text' },
  RESOURCE_EXHAUSTION: { message: 'the YAML is nested too deeply' },
  TAB_AS_INDENT: { message: 'a tab cannot indent YAML', help: 'indent with blanks' },
  TAG_RESOLVE_FAILED: {
    message: 'the tag cannot be resolved',
    help: 'write the value without a tag',
  },
  UNEXPECTED_TOKEN: {
    message: 'this does not belong here',
    help: 'close brackets and quotes before it, or write the value in quotes',
  },
};
