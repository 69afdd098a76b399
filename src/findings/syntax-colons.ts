import { nameCharacter, quote } from '../text/characters.ts';
import { asWritten, type HintTexts, inQuotes, pairText, quoteHelp } from './syntax-words.ts';

type ColonHint =
  | 'lone-key'
  | 'wrong-colon'
  | 'address-port'
  | 'colon-in-value'
  | 'colon-blank'
  | 'colon-missing'
  | 'equals'
  | 'comment-sign'
  | 'comment-blank';

/** Words for what is wrong between a key and its value, and before a comment. */
export const colonWords: Pick<HintTexts, ColonHint> = {
  'lone-key': ({ key, text }) => ({
    message: `${quote(key)} stands in brackets without a colon and a value`,
    help:
      text === undefined
        ? `write ${key}: and its value`
        : `write ${key}: and its value; or, if all of it is one text, ${inQuotes(text) ?? 'write quotes around it'}`,
  }),
  'wrong-colon': ({ character }) => ({
    message: `"${character}" (${nameCharacter(character)}) is not a colon to YAML`,
    help: 'write ":" and a blank',
  }),
  'address-port': ({ text }) => ({
    message: 'a blank stands between the address and its port',
    help: /^[*[]/.test(text) ? quoteHelp(text, 'write') : `write ${text}`,
  }),
  'colon-in-value': ({ text, word, isWhole }) => {
    const key = word === undefined ? -1 : text.indexOf(`${word}:`);
    const quoted = inQuotes(text);
    if (key === -1 || quoted === undefined) {
      return { message: 'a value that holds ": " needs quotes', help: quoteHelp(text, 'write') };
    }
    const inside = isWhole ? `{ ${text} }` : `${quote(text.slice(key))} on a line of its own`;
    return {
      message: `"${word}:" is a second key on this line`,
      help: `write ${inside}; or, if it is a text, ${quoted}`,
    };
  },
  'colon-blank': ({ key, rest }) => ({
    message: `a blank is missing after "${key}:"`,
    help: `write ${pairText(key, rest)}`,
  }),
  'colon-missing': ({ key, rest }) => {
    const [, name, address] = /^(\S+) +([0-9.]+)(?::[0-9]+)?(?: |$)/.exec(rest) ?? [];
    if (key === 'server' && name !== undefined) {
      return {
        message: 'this is a server line of HAProxy',
        help: `write - { name: ${name}, address: ${address} } below "servers:"`,
      };
    }
    return {
      message: `a colon is missing after ${asWritten(key)}`,
      help: `write ${pairText(key, rest)}`,
    };
  },
  equals: ({ sign, key, rest }) => ({
    message: `"${sign}" does not stand between a key and its value`,
    help: `write ${pairText(key, rest)}`,
  }),
  'comment-sign': ({ sign }) => ({
    message: `"${sign}" does not begin a comment in YAML`,
    help: 'write "#"',
  }),
  'comment-blank': () => ({
    message: 'a blank is missing before "#"',
    help: 'write a blank before the comment',
  }),
};
