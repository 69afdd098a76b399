import { isIP } from 'node:net';
import { hasControl, nameCharacter, quote } from '../source/characters.ts';
import { isRefusal, type Judged } from './judged.ts';
import { parseName } from './name.ts';
import { maxWords, splitWords } from './words.ts';

/** Reads a text that is written as a comment or as one argument: one line, nothing that hides. */
export function parseLine(text: string): Judged<string> {
  if (!hasControl(text)) return { value: text };
  const bad = [...text].find(hasControl) ?? '';
  const message =
    bad === '\n'
      ? `${quote(text)} has more than one line`
      : `${quote(text)} holds ${nameCharacter(bad)}`;
  return { message, help: 'write it on one line' };
}

/** Reads an absolute path. */
export function parsePath(text: string): Judged<string> {
  const line = parseLine(text);
  if (isRefusal(line)) return line;
  if (text.startsWith('/') && text.length > 1) return line;
  return { message: `${quote(text)} is not an absolute path`, help: 'begin the path with "/"' };
}

/** Reads the name of a Unix user or group. */
export function parseUser(text: string): Judged<string> {
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(text)) return { value: text };
  return { message: `${quote(text)} is not the name of a user or group` };
}

/** Reads how a host name is found at the start (configuration manual 5.2, "init-addr"). */
export function parseInitAddr(text: string): Judged<string> {
  const bad = text
    .split(',')
    .find((method) => !['last', 'libc', 'none'].includes(method) && isIP(method) === 0);
  if (bad === undefined) return { value: text };
  const help = 'write a list of last, libc, none or an IP address, without blanks';
  return { message: `${quote(bad)} is not a way to find an address`, help };
}

/** Reads the server that another one follows: POOL/SERVER, or POOL/* for the one of its own name. */
export function parseTrack(text: string): Judged<string> {
  const [pool = '', server, ...more] = text.split('/');
  const help = 'write POOL/SERVER, or POOL/* for the server of the same name';
  if (server === undefined || more.length > 0) {
    return { message: `${quote(text)} does not name a pool and a server`, help };
  }
  const name = parseName(pool);
  if (isRefusal(name)) return name;
  const target = server === '*' ? name : parseName(server);
  return isRefusal(target) ? target : { value: text };
}

/** Reads a line of further words, and refuses those that `owned` says another property for. */
export function parseExtra(
  text: string,
  owned: (words: readonly string[]) => string | undefined,
): Judged<readonly string[]> {
  const line = parseLine(text);
  if (isRefusal(line)) return line;
  const split = splitWords(text);
  if (isRefusal(split)) return split;
  const words = split.value.map((word) => word.text);
  if (words.length === 0) return { message: 'the line has no words', help: 'leave it out' };
  if (words.length > maxWords - 24) {
    return { message: `the line has ${words.length} words`, help: 'use at most 40' };
  }
  const empty = words.find((word) => word === '' || /[\u0000-\u001f]/.test(word));
  if (empty !== undefined) {
    return { message: `${quote(empty)} cannot be an argument`, help: 'leave it out' };
  }
  const property = owned(words);
  if (property === undefined) return { value: words };
  return { message: `${quote(words.join(' '))} is not for "extra"`, help: property };
}
