import { nameCharacter, quote } from '../text/characters.ts';
import { blanks, type HintTexts, indented, inQuotes, quoteHelp } from './syntax-words.ts';

type QuoteHint =
  | 'unseen-blank'
  | 'unclosed-quote'
  | 'quoted-indent'
  | 'smart-quote'
  | 'doubled-quote'
  | 'quote-inside'
  | 'behind-quote'
  | 'bad-escape'
  | 'bad-start';

/** Words for what is wrong with a text, its quotes and its characters. */
export const quoteWords: Pick<HintTexts, QuoteHint> = {
  'unseen-blank': ({ character, alone }) => ({
    message: `${nameCharacter(character)} is not a blank to YAML`,
    help: alone || /[\u200b-\u200d\u2060]/.test(character) ? 'delete it' : 'write a plain blank',
  }),
  'unclosed-quote': ({ sign, text }) => ({
    message: `this ${shown(sign)} is not closed`,
    help: `write ${(text === undefined ? undefined : inQuotes(text)) ?? `${shown(sign)} where the text ends`}`,
  }),
  'quoted-indent': ({ found, least }) => ({
    message: `a further line of a text in quotes is ${indented(found, 'only ')}`,
    help: `indent it by ${blanks(least)} or more`,
  }),
  'smart-quote': ({ character, text }) => ({
    message: `"${character}" (${nameCharacter(character)}) is not a quote to YAML`,
    help: quoteHelp(text, 'write'),
  }),
  'doubled-quote': ({ text }) => ({
    message: 'the quotes are doubled',
    help: quoteHelp(text, 'write'),
  }),
  'quote-inside': ({ sign, text }) => ({
    message: `this ${shown(sign)} ends the text`,
    help:
      sign === '"'
        ? quoteHelp(text, 'write the text in single quotes:')
        : `write it twice, or the text in double quotes: ${inQuotes(text) ?? '"…"'}`,
  }),
  'behind-quote': ({ rest, text }) => ({
    message: `${quote(rest)} stands behind the closing quote`,
    help: quoteHelp(text, 'write all of it in quotes:'),
  }),
  'bad-escape': ({ sign, text }) => ({
    message: `"${sign}" is nothing that double quotes know`,
    help: escapeHelp(sign, text),
  }),
  'bad-start': ({ sign, text }) => ({
    message: `a text without quotes cannot begin with "${sign}"`,
    help: quoteHelp(text),
  }),
};

/** A quote in the other quotes. */
function shown(sign: string): string {
  return sign === '"' ? `'"'` : `"'"`;
}

function escapeHelp(sign: string, text: string | undefined): string {
  if (text === undefined) return 'use single quotes, or write "\\\\" for a backslash';
  if (sign === "\\'") return quoteHelp(text.replaceAll("\\'", "'"), 'write');
  const single = `'${text.replaceAll("'", "''")}'`;
  return `write "\\\\" for a backslash, or the text in single quotes: ${single}`;
}
