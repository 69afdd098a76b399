import { isIPv4, isIPv6 } from '../../haproxy/facts/ip.ts';
import { maxWords, splitWords } from '../../haproxy/syntax/words.ts';
import { hasControl, nameCharacter } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import { isError, type ParseError, type Result } from '../../text/result.ts';
import { parseName } from './name.ts';
import { bare, explain, firstGood, type Hints, refuse } from './suggest.ts';

/** Reads a text that is written as a comment or as one argument: one line, nothing invisible. */
export function parseLine(text: string): Result<string> {
  const bad = [...text].find(hasControl);
  if (bad === undefined) return { value: text };
  if (bad === '\t') return refuse(text, 'contains a tab', 'write a space instead');
  if (bad !== '\n' && bad !== '\r') {
    return refuse(text, `contains ${nameCharacter(bad)}`, 'remove the character');
  }
  return hasControl(text.trimEnd())
    ? refuse(text, 'has more than one line', 'write it on one line')
    : refuse(
        text,
        'ends in a line break',
        'remove "|" or ">", and write the text on the line of its property',
      );
}

const userHints: Hints = [
  [/^[\w.-]+:[\w.-]+$/, 'is a user and a group', 'write user: NAME and group: NAME'],
  [/^[0-9]+$/, 'is a number, not a name'],
  [/^/, 'is not the name of a user or group'],
];

/** Reads the name of a Unix user or group. */
export function parseUser(text: string): Result<string> {
  if (isUser(text)) return { value: text };
  const help = 'write the name as /etc/passwd or /etc/group has it, for example haproxy';
  return explain(text, userHints, help, { text: firstGood(text, [bare(text)], isUser) });
}

function isUser(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text);
}

const initAddrs = ['last', 'libc', 'none'];

/** Reads how a host name is found at the start (configuration manual 5.2, "init-addr"). */
export function parseInitAddr(text: string): Result<string> {
  const isGood = (method: string) => initAddrs.includes(method) || isIPv4(method) || isIPv6(method);
  const methods = text.split(',');
  if (methods.length > 10) {
    return refuse(text, `has ${methods.length} methods`, 'write at most 10');
  }
  if (methods.every(isGood)) return { value: text };
  const words = text.split(/[\s,;]+/).filter((method) => method !== '');
  const known = words.flatMap((word) => (isGood(word) ? word : (nearest(word, initAddrs) ?? [])));
  const isKnown = known.length === words.length && words.length > 0;
  const help = 'write last, libc, none or an IP address; several with commas and no spaces';
  const meant = isKnown ? known.join(',') : undefined;
  return explain(text, initAddrHints, help, { text: meant, isCertain: words.every(isGood) });
}

const initAddrHints: Hints = [
  [/\s/, 'contains a space'],
  [/^,|,,|,$/, 'has an extra comma'],
  [/^/, 'is not an init-addr method'],
];

const trackHints: Hints = [
  [/\/.*\//, 'contains more than one "/"'],
  [/^\/./, 'has no pool name'],
  [/.\/$/, 'has no server name'],
  [/^[^/]+$/, 'has no "/"'],
  [/^/, 'is not a pool and a server'],
];

/** Reads the server that another one follows: POOL/SERVER, or POOL/* for the one of its own name. */
export function parseTrack(text: string): Result<string> {
  if (isTrack(text)) return { value: text };
  const candidates = [bare(text), text.replaceAll(/\s/g, ''), text.replace(/[:,;\s]+/, '/')];
  const help = 'write POOL/SERVER, or POOL/* for the server of the same name';
  return explain(text, trackHints, help, { text: firstGood(text, candidates, isTrack) });
}

function isTrack(text: string): boolean {
  const [pool = '', server = '', ...more] = text.split('/');
  const isName = (name: string) => !isError(parseName(name));
  return isName(pool) && (server === '*' || isName(server)) && more.length === 0;
}

/** Reads a line of extra words, and refuses those that have a property of their own (`owned`). */
export function parseExtra(
  text: string,
  owned: (words: readonly string[]) => string | undefined,
): Result<readonly string[]> {
  const line = parseLine(text.replaceAll('\t', ' '));
  if (isError(line)) {
    const isList = /\n./.test(text);
    return isList ? { ...line, help: 'write each line as an item of its own' } : line;
  }
  const split = splitWords(text);
  if (isError(split)) return split;
  const words = split.value.map((word) => word.text);
  const error = explainWords(text, words);
  if (error !== undefined) return error;
  const property = owned(words);
  if (property === undefined) return { value: words };
  return refuse(words.join(' '), 'is not allowed in "extra"', property);
}

function explainWords(text: string, words: readonly string[]): ParseError | undefined {
  const most = maxWords - 24;
  if (words[0]?.startsWith('.') === true) {
    const help = 'write it in "haproxy.sections", or remove it';
    return refuse(words[0], 'would apply to all lines below it', help);
  }
  if (words.length === 0) return refuse(text, 'contains no word that HAProxy reads', 'remove it');
  if (words.length > most) {
    return refuse(text, `has ${words.length} words`, `use at most ${most}`);
  }
  const bad = words.find((word) => word === '' || hasControl(word));
  if (bad === '') {
    const help = 'remove it; HAProxy ignores the rest of the line after an empty word';
    return refuse(text, 'contains an empty word', help);
  }
  if (bad === undefined) return undefined;
  return refuse(bad, 'contains an invisible character', 'write a space instead, or remove it');
}
