import { nearest } from '../../text/nearest.ts';
import { isError, type ParseError, type Result } from '../../text/result.ts';
import { parseUser } from './options.ts';
import { parsePath, socketHints, suggestPath } from './path.ts';
import { explain, type Hints, refuse, variable } from './suggest.ts';

/** What an option of a stats socket takes, and an example. */
interface Option {
  readonly isGood: (value: string) => boolean;
  readonly takes: string;
  readonly usual: string;
}

const isNumber = (value: string): boolean => /^[0-9]{1,7}$/.test(value);
const isUser = (value: string): boolean => !isError(parseUser(value));

const options: ReadonlyMap<string, Option> = new Map<string, Option>([
  ['mode', option(/^[0-7]{3,4}$/, 'a mode of three octal digits', '660')],
  ['level', option(/^(admin|operator|user)$/, 'one of admin, operator, user', 'admin')],
  ['expose-fd', option(/^listeners$/, '"listeners"', 'listeners')],
  ['user', { isGood: isUser, takes: 'the name of a user', usual: 'haproxy' }],
  ['group', { isGood: isUser, takes: 'the name of a group', usual: 'haproxy' }],
  ['uid', { isGood: isNumber, takes: 'the number of a user', usual: '1000' }],
  ['gid', { isGood: isNumber, takes: 'the number of a group', usual: '1000' }],
]);

function option(pattern: RegExp, takes: string, usual: string): Option {
  return { isGood: (value) => pattern.test(value), takes, usual };
}

/**
 * Reads a runtime socket. Without a level it gets mode 660, level admin and expose-fd listeners, as far as they are
 * not written; with a level it stays as it is.
 */
export function parseStatsSocket(text: string): Result<readonly string[]> {
  const words = text.split(' ').filter((word) => word !== '');
  const [path = '', ...written] = words;
  const error = explainSocket(path) ?? explainOptions(written);
  if (error !== undefined) return error;
  const names = new Set(written.filter((_, at) => at % 2 === 0));
  const usual = names.has('level') ? [] : ['mode', 'level', 'expose-fd'];
  const added = usual.filter((name) => !names.has(name));
  return { value: [...words, ...added.flatMap((name) => [name, options.get(name)?.usual ?? ''])] };
}

const example = 'write the path of a socket, for example /run/haproxy/admin.sock';

const hints: Hints = [
  [/^(unix|uxst)@\//, 'has something before the path'],
  variable,
  [/^[^/].*:[0-9]+$/, 'is a TCP port: everyone who reaches it can run runtime commands'],
  ...socketHints,
];

function explainSocket(path: string): ParseError | undefined {
  const bare = path.replace(/^(unix|uxst)@(?=\/)/, '');
  const meant = bare === path ? suggestPath(path) : bare;
  const help = meant === undefined ? example : `write ${meant} instead`;
  if (hints.some(([looks]) => looks.test(path))) return explain(path, hints, help);
  const result = parsePath(path);
  return isError(result) ? { message: result.message, help } : undefined;
}

function explainOptions(words: readonly string[]): ParseError | undefined {
  for (let at = 0; at < words.length; at += 2) {
    const [name = '', value] = words.slice(at, at + 2);
    const known = options.get(name);
    const list = `use one of ${[...options.keys()].join(', ')}`;
    if (known === undefined) {
      const near = nearest(name, options.keys());
      const help = near === undefined ? list : `did you mean "${near}"?`;
      return refuse(name, 'is not a stats socket option', help);
    }
    if (words.indexOf(name) < at && words.indexOf(name) % 2 === 0) {
      return refuse(name, 'is written twice', 'remove one of the two');
    }
    const help = `write ${name} ${known.usual}, for example`;
    if (value === undefined) return refuse(name, 'has no value', help);
    if (!known.isGood(value)) return refuse(value, `is not ${known.takes}`, help);
  }
  return undefined;
}
