import { quote } from '../source/characters.ts';
import { nearest } from '../source/nearest.ts';
import { refuseVariable } from './host-name.ts';
import { isRefusal, type Judged, type Refusal } from './judged.ts';
import { parseUser } from './options.ts';
import { meantPath, parsePath } from './path.ts';
import { inYaml } from './suggest.ts';

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
    takes: 'three octal digits',
    usual: '660',
  },
  level: oneOf(['admin', 'operator', 'user']),
  'expose-fd': oneOf(['listeners']),
  user: { isGood: isUser, takes: 'the name of a user', usual: 'haproxy' },
  group: { isGood: isUser, takes: 'the name of a group', usual: 'haproxy' },
  uid: { isGood: isNumber, takes: 'the number of a user', usual: '0' },
  gid: { isGood: isNumber, takes: 'the number of a group', usual: '0' },
};

function oneOf(words: readonly [string, ...string[]]): Option {
  const isGood = (value: string) => words.includes(value);
  return { isGood, takes: words.join(', '), usual: words[0], words };
}

function isUser(value: string): boolean {
  return !isRefusal(parseUser(value));
}

function isNumber(value: string): boolean {
  return /^[0-9]{1,7}$/.test(value);
}

/** Reads a runtime socket, and adds what it does not say: mode 660 level admin expose-fd listeners. */
export function parseStatsSocket(text: string): Judged<readonly string[]> {
  const words = text.split(' ').filter((word) => word !== '');
  const refusal = refuseSocketPath(words) ?? refuseOptions(words);
  if (refusal !== undefined) return refusal;
  const said = new Set(words.filter((_, at) => at % 2 === 1));
  const added = ['mode', 'level', 'expose-fd'].filter((option) => !said.has(option));
  return {
    value: [...words, ...added.flatMap((option) => [option, options[option]?.usual ?? ''])],
  };
}

function refuseSocketPath([path = '', ...rest]: readonly string[]): Refusal | undefined {
  const help = 'write the path of a socket, for example /run/haproxy/admin.sock';
  const bare = path.replace(/^(unix|uxst)@(?=\/)/, '');
  if (bare !== path) {
    const message = `${quote(path)} has something before the path`;
    return { message, help: `write ${inYaml([bare, ...rest].join(' '))}` };
  }
  const variable = refuseVariable(path);
  if (variable !== undefined) return { message: variable.message, help: 'write the path itself' };
  if (!path.startsWith('/') && /:[0-9]+$/.test(path)) {
    const message = `${quote(path)} opens the runtime commands to everyone who reaches the port`;
    return { message, help };
  }
  const judged = parsePath(path);
  if (isRefusal(judged)) {
    const meant = meantPath(path);
    const right = meant === undefined ? help : `write ${inYaml([meant, ...rest].join(' '))}`;
    return { message: judged.message, help: right };
  }
  if (path.length <= 90) return undefined;
  return { message: `${quote(path)} is too long for a socket`, help: 'use at most 90 characters' };
}

function refuseOptions(words: readonly string[]): Refusal | undefined {
  const said = new Set<string>();
  for (let at = 1; at < words.length; at += 2) {
    const name = words[at] ?? '';
    const refusal = said.has(name) ? refuseTwice(words, at) : refuseOption(words, at);
    if (refusal !== undefined) return refusal;
    said.add(name);
  }
  return undefined;
}

/** Help that is the whole text with some of its words replaced. */
function writeWith(words: readonly string[], at: number, ...by: readonly string[]): string {
  return `write ${inYaml(words.toSpliced(at, by.length, ...by).join(' '))}`;
}

function refuseTwice(words: readonly string[], at: number): Refusal {
  const help = `write ${inYaml(words.toSpliced(at, 2).join(' '))}`;
  return { message: `${quote(words[at] ?? '')} is said twice`, help };
}

function refuseOption(words: readonly string[], at: number): Refusal | undefined {
  const name = words[at] ?? '';
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) {
    const message = `${quote(name)} is not an option of a stats socket here`;
    const meant = nearest(name, Object.keys(options));
    const list = `use ${Object.keys(options).join(', ')}`;
    return { message, help: meant === undefined ? list : writeWith(words, at, meant) };
  }
  const value = words[at + 1];
  if (value === undefined) {
    const message = `${quote(name)} has no value`;
    return { message, help: writeWith(words, at, name, option.usual) };
  }
  if (option.isGood(value)) return undefined;
  const octal = name === 'mode' ? /^0o?([0-7]{3})$/.exec(value)?.[1] : undefined;
  const meant = octal ?? nearest(value, option.words ?? []);
  const help =
    meant === undefined ? `write ${name} and ${option.takes}` : writeWith(words, at, name, meant);
  return { message: `${quote(value)} is not a value for ${name}`, help };
}
