import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import { isError, type Result } from '../../text/result.ts';
import { explainVariable } from './host-name.ts';
import { parseUser } from './options.ts';
import { parsePath, suggestPath } from './path.ts';
import { explainSocketPath } from './socket-path.ts';
import { advise, type Mistake } from './suggest.ts';

/** What a word of a stats socket may be, and one that fits where another was written. */
interface Option {
  readonly isGood: (value: string) => boolean;
  readonly takes: string;
  readonly usual: string;
  readonly words?: readonly string[];
}

const options: Readonly<Record<string, Option>> = {
  mode: {
    isGood: (value) => /^[0-7]{3,4}$/.test(value),
    takes: 'a mode of three octal digits',
    usual: '660',
  },
  level: oneOf(['admin', 'operator', 'user']),
  'expose-fd': oneOf(['listeners']),
  user: { isGood: isUser, takes: 'the name of a user', usual: 'haproxy' },
  group: { isGood: isUser, takes: 'the name of a group', usual: 'haproxy' },
  uid: { isGood: isNumber, takes: 'the number of a user', usual: '1000' },
  gid: { isGood: isNumber, takes: 'the number of a group', usual: '1000' },
};

function oneOf(words: readonly [string, ...string[]]): Option {
  const isGood = (value: string) => words.includes(value);
  return {
    isGood,
    takes: words.length === 1 ? quote(words[0]) : `one of ${words.join(', ')}`,
    usual: words[0],
    words,
  };
}

function isUser(value: string): boolean {
  return !isError(parseUser(value));
}

function isNumber(value: string): boolean {
  return /^[0-9]{1,7}$/.test(value);
}

/**
 * Reads a runtime socket. One that names no level gets what it does not say of mode 660 level admin expose-fd
 * listeners; one that names its level is left as it is.
 */
export function parseStatsSocket(text: string): Result<readonly string[]> {
  const mistake = checkSocket(text);
  if (mistake !== undefined) return advise(mistake, checkSocket);
  const words = splitSocket(text);
  const said = new Set(words.filter((_, at) => at % 2 === 1));
  const usual = said.has('level') ? [] : ['mode', 'level', 'expose-fd'];
  const added = usual.filter((option) => !said.has(option));
  return {
    value: [...words, ...added.flatMap((option) => [option, options[option]?.usual ?? ''])],
  };
}

function splitSocket(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

function checkSocket(text: string): Mistake | undefined {
  const words = splitSocket(text);
  return checkPath(words) ?? checkOptions(words);
}

function checkPath([path = '', ...rest]: readonly string[]): Mistake | undefined {
  const help = 'write the path of a socket, for example /run/haproxy/admin.sock';
  const bare = path.replace(/^(unix|uxst)@(?=\/)/, '');
  if (bare !== path) {
    const meant = [bare, ...rest].join(' ');
    return { message: `${quote(path)} has something before the path`, help, meant };
  }
  const variable = explainVariable(path);
  if (variable !== undefined) return { message: variable.message, help };
  if (!path.startsWith('/') && /:[0-9]+$/.test(path)) {
    const message = `${quote(path)} opens the runtime commands to everyone who reaches the port`;
    return { message, help };
  }
  const result = parsePath(path);
  if (isError(result)) {
    const meant = suggestPath(path);
    const { message } = result;
    return meant === undefined
      ? { message, help }
      : { message, help, meant: [meant, ...rest].join(' ') };
  }
  const error = explainSocketPath(path);
  return error === undefined ? undefined : { help, ...error };
}

function checkOptions(words: readonly string[]): Mistake | undefined {
  const said = new Set<string>();
  for (let at = 1; at < words.length; at += 2) {
    const name = words[at] ?? '';
    const mistake = said.has(name) ? checkTwice(words, at) : checkOption(words, at);
    if (mistake !== undefined) return mistake;
    said.add(name);
  }
  return undefined;
}

const list = `use ${Object.keys(options).join(', ')}`;

function checkTwice(words: readonly string[], at: number): Mistake {
  const meant = words.toSpliced(at, 2).join(' ');
  return { message: `${quote(words[at] ?? '')} is said twice`, help: list, meant };
}

function checkOption(words: readonly string[], at: number): Mistake | undefined {
  const name = words[at] ?? '';
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) return checkName(words, at, name);
  const value = words[at + 1];
  if (value !== undefined && option.isGood(value)) return undefined;
  const octal = name === 'mode' ? /^0o?([0-7]{3})$/.exec(value ?? '')?.[1] : undefined;
  const near = nearest(value ?? '', option.words ?? []);
  const meant = words.toSpliced(at, 2, name, octal ?? near ?? option.usual).join(' ');
  const help = `write ${name} ${option.usual}, for example`;
  const message =
    value === undefined ? `${quote(name)} has no value` : `${quote(value)} is not ${option.takes}`;
  return { message, help, meant };
}

function checkName(words: readonly string[], at: number, name: string): Mistake {
  const message = `${quote(name)} is not an option of a stats socket here`;
  const meant = nearest(name, Object.keys(options));
  if (meant === undefined) return { message, help: list };
  return { message, help: list, meant: words.toSpliced(at, 1, meant).join(' ') };
}
