import { quote } from '../text/characters.ts';
import { asWritten, type HintTexts, quoteHelp } from './syntax-words.ts';

type BracketHint =
  | 'unclosed-bracket'
  | 'wrong-closer'
  | 'ends-early'
  | 'closes-nothing'
  | 'behind-bracket'
  | 'comma-behind'
  | 'comma-missing'
  | 'empty-item'
  | 'brackets-in-text'
  | 'address-brackets';

/** Words for what is wrong with lists and mappings in brackets. */
export const bracketWords: Pick<HintTexts, BracketHint> = {
  'unclosed-bracket': ({ sign, closers, place, inComment }) => {
    const closer = closers.slice(0, 1);
    const shown = closers.includes('"') ? `'${closers}'` : `"${closers}"`;
    return {
      message: `this "${sign}" is not closed`,
      help: inComment
        ? `the "${closer}" stands behind "#", in a comment: write it before, or the text with "#" in quotes`
        : `write ${shown} ${closingPlaces[place]}`,
    };
  },
  'wrong-closer': ({ sign, open }) => ({
    message: `"${sign}" cannot close "${open}"`,
    help: `write "${open === '{' ? '}' : ']'}"`,
  }),
  'ends-early': ({ sign }, file) => ({
    message: `this "${sign}" ends the ${file}, and more stands behind it`,
    help: 'delete it',
  }),
  'closes-nothing': ({ sign }) => ({
    message: `${quote(sign)} closes nothing that was opened`,
    help: 'delete it, or open it where it begins',
  }),
  'behind-bracket': ({ rest, sign }) => ({
    message: `${quote(rest)} stands behind the closing "${sign}"`,
    help: `delete it, write it before the "${sign}", or begin a comment with "#"`,
  }),
  'comma-behind': () => ({
    message: 'a comma does not end a line outside brackets',
    help: 'delete the comma',
  }),
  'comma-missing': ({ after, before, sign }) => ({
    message:
      sign === undefined
        ? `a comma is missing before ${asWritten(before)}`
        : `"${sign}" does not separate entries in brackets`,
    help: `write ${after}, ${before}`,
  }),
  'empty-item': ({ isFirst }) => ({
    message: `there is nothing ${isFirst ? 'before this comma' : 'between these two commas'}`,
    help: 'delete the comma',
  }),
  'brackets-in-text': ({ text }) => ({
    message: `brackets inside ${quote(text)} begin a list or a mapping to YAML`,
    help: quoteHelp(text),
  }),
  'address-brackets': ({ text }) => ({
    message: 'YAML reads "[" as the beginning of a list',
    help: quoteHelp(text, 'write the address in quotes:'),
  }),
};

const closingPlaces: Readonly<Record<'end' | 'comment' | 'below', string>> = {
  end: 'at the end of its line',
  comment: 'before the comment',
  below: 'where it ends, before the next key or item',
};
