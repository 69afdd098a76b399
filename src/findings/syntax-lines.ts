import { nameCharacter, quote } from '../text/characters.ts';
import type { SyntaxHint } from '../yaml/hints/hint.ts';
import {
  aFile,
  asWritten,
  blanks,
  type HintTexts,
  indented,
  inQuotes,
  pairText,
  type SyntaxWords,
} from './syntax-words.ts';

type LineHint =
  | 'indent'
  | 'tab-indent'
  | 'flow-indent'
  | 'value-indent'
  | 'dash-missing'
  | 'dash-blank'
  | 'dash-tab'
  | 'wrong-dash'
  | 'dash-behind-key'
  | 'dash-in-brackets'
  | 'item-among-keys'
  | 'second-value'
  | 'text-indent'
  | 'text-less'
  | 'text-above'
  | 'text-behind-sign'
  | 'text-without-sign'
  | 'conflict'
  | 'template'
  | 'fence'
  | 'prefix'
  | 'leftover'
  | 'stray'
  | 'behind-marker';

/** Words for what is wrong with whole lines: indentation, items of lists, block texts, other programs. */
export const lineWords: Pick<HintTexts, LineHint> = {
  indent: indentWords,
  'tab-indent': ({ others }) => ({
    message: 'a tab cannot indent YAML',
    help: others === 0 ? 'indent with blanks' : `indent with blanks, here and ${places(others)}`,
  }),
  'flow-indent': ({ found, least }) => ({
    message: `a line inside brackets is ${indented(found, 'only ')}`,
    help: `indent it by ${blanks(least)} or more, up to the closing bracket`,
  }),
  'value-indent': ({ key, text }) => ({
    message: `the value of ${quote(key)} stands below it and is not indented`,
    help: `write ${pairText(key, text)}`,
  }),
  'dash-missing': ({ before, commented }) => ({
    message: `"- " is missing before ${quote(before)}`,
    help:
      commented === undefined
        ? 'write "- " before each item of a list, at the column of the "-" above'
        : `comment it out like ${quote(`${commented}:`)} above it, or write "- " before it`,
  }),
  'dash-blank': ({ rest }) => ({
    message: 'a blank is missing after "-"',
    help: `write - ${rest}`,
  }),
  'dash-tab': () => ({
    message: 'a tab cannot stand between "-" and a key',
    help: 'write a blank instead',
  }),
  'wrong-dash': ({ character }) => ({
    message: `${character > '~' ? `"${character}" (${nameCharacter(character)})` : `"${character}"`} does not begin an item of a list`,
    help: 'write "-"',
  }),
  'dash-behind-key': ({ text }) => ({
    message: 'a list with "-" cannot begin on the line of its key',
    help: `write ${quote(text)} on a line of its own, or the value in quotes: ${inQuotes(text) ?? '"- …"'}`,
  }),
  'dash-in-brackets': () => ({
    message: 'a list with "-" cannot stand inside brackets',
    help: 'write [a, b], or a "-" line for each item and no brackets',
  }),
  'item-among-keys': ({ commented }) => ({
    message: 'an item of a list cannot stand among keys',
    help:
      commented === undefined
        ? 'write KEY: VALUE, or put the list below a key of its own'
        : `comment it out like ${quote(`${commented}:`)} above it, or write that without "#"`,
  }),
  'second-value': ({ key }) => ({
    message: `${quote(key)} has a value on its line and another below it`,
    help: 'delete one of the two',
  }),
  'text-indent': ({ key, least }) => ({
    message: `the text below ${quote(key)} is not indented`,
    help: `indent each of its lines by ${blanks(least)} or more`,
  }),
  'text-less': ({ found, expected }) => ({
    message: `the line is ${indented(found)}, the first line of the text by ${found === 0 ? blanks(expected) : expected}`,
    help: `indent it by ${blanks(expected)} or more`,
  }),
  'text-above': ({ found, expected }) => ({
    message: `an empty line above the text has ${blanks(found)}, the text is indented by ${expected}`,
    help: 'delete the empty line, or its blanks',
  }),
  'text-behind-sign': ({ sign }) => ({
    message: `the text after "${sign}" begins on the line below it`,
    help: `write "${sign}" at the end of its line, and the text indented below it`,
  }),
  'text-without-sign': ({ key }, file) => ({
    message: `lines of HAProxy stand ${key === undefined ? 'here without a key' : `below ${quote(key)} without "|"`}`,
    help:
      key === 'sections'
        ? 'write sections: |'
        : `write "sections: |" above them, below "haproxy:", or let puppetlb import make ${aFile[file]} from them`,
  }),
  conflict: () => ({
    message: 'this is a merge conflict that nobody resolved',
    help: 'keep one of the two sides, and delete the lines with <<<<<<<, ======= and >>>>>>>',
  }),
  template: ({ sign }, file) => ({
    message: `"${sign}" belongs to a template${languages[sign] ?? ''}, not to ${aFile[file]}`,
    help: `lint what the template renders${sign === '{{' ? '; a text that begins with "{{" is written in quotes' : ''}`,
  }),
  fence: () => ({
    message: '"```" belongs to Markdown, not to YAML',
    help: 'delete the line',
  }),
  prefix: ({ sign }) => ({
    message: sign === '1' ? 'the lines begin with their numbers' : `the lines begin with "${sign}"`,
    help: 'copy the file itself, not what another program shows of it',
  }),
  leftover: ({ text }) => ({
    message: `${quote(text)} belongs to a shell or an editor`,
    help: 'delete the line',
  }),
  stray: ({ commented }) => ({
    message: 'this line is neither KEY: VALUE nor an item of a list',
    help:
      commented === undefined
        ? 'delete it, or write "#" before it; more of a text in quotes belongs inside them'
        : `comment it out like ${quote(`${commented}:`)} above it`,
  }),
  'behind-marker': () => ({
    message: 'nothing can follow "---" on its line',
    help: 'write it on the next line, or delete "---"',
  }),
};

const languages: Readonly<Record<string, string>> = {
  '{{': ' (Jinja, Go)',
  '{%': ' (Jinja)',
  '{#': ' (Jinja)',
  '<%': ' (ERB, EPP)',
};

function places(others: number): string {
  return others === 1 ? 'in 1 other line' : `in ${others} other lines`;
}

function indentWords(hint: Extract<SyntaxHint, { is: 'indent' }>): SyntaxWords {
  const { subject, found, expected, commented, item } = hint;
  const number = found === 0 ? blanks(expected) : `${expected}`;
  const theirs = expected === 0 ? 'are not' : `by ${number}`;
  const right =
    expected === 0 ? 'write it at the beginning of the line' : `indent it by ${blanks(expected)}`;
  const missing = item === undefined ? '' : `, or write "- " before ${quote(`${item}:`)}`;
  return {
    message: `${asWritten(subject)} is ${indented(found)}, its neighbours ${theirs}`,
    help:
      commented === undefined
        ? `${right}${missing}`
        : `comment it out like ${quote(`${commented}:`)} above it, or ${right}`,
  };
}
