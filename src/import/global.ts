import { withoutConfigurationId } from '../haproxy/model/configuration-id.ts';
import { readableWords } from '../haproxy/model/directive.ts';
import type { FileLine } from '../haproxy/syntax/configuration.ts';
import type { CommentBook } from './comments.ts';
import type { ImportReport } from './report.ts';
import { writeSafely } from './server.ts';
import {
  list,
  map,
  number,
  oneOrList,
  text,
  truth,
  type YamlEntry,
  type YamlValue,
} from './yaml-text.ts';

/** What an inventory writes where nothing is set. */
const builtin: Readonly<Record<string, string>> = {
  maxconn: '4096',
  log: '127.0.0.1:514 local0',
  chroot: '/var/lib/haproxy',
  user: 'haproxy',
  group: 'haproxy',
};

/** The global sections as `global` of an inventory; nothing where it is what holds anyway. */
export function globalEntry(
  lines: readonly FileLine[],
  isBare: boolean,
  comments: CommentBook,
  report: ImportReport,
): YamlEntry[] {
  const read = lines.map((line) => ({
    line,
    words: [...withoutConfigurationId(readableWords(line))],
  }));
  const of = (keyword: string) => read.filter(({ words: [first] }) => first === keyword);
  const sockets = read.filter(
    ({ words: [first, second] }) => first === 'stats' && second === 'socket',
  );
  const logs = of('log').filter(({ words }) => words.length > 1);
  const entries: YamlEntry[] = [];
  const add = (
    key: string,
    value: YamlValue | undefined,
    from: readonly { line: FileLine }[],
  ): void => {
    if (value === undefined) return;
    entries.push({ key, value, above: comments.above(...from.map(({ line }) => line)) });
  };
  const isSame = (value: string, key: string) => !isBare && value === builtin[key];
  const targets = logs.map(({ words }) => words.slice(1).join(' '));
  if (targets.length > 0 || !isBare) add('log', logValue(targets, isSame), logs);
  for (const key of ['chroot', 'user', 'group'])
    add(key, wordValue(key, of(key).at(-1)?.words[1], isBare, text), of(key));
  add('stats-socket', socketValue(sockets), sockets);
  for (const key of ['maxconn', 'nbthread']) {
    const value = of(key).at(-1)?.words.slice(1).join(' ');
    add(key, wordValue(key, value, isBare, number), of(key));
  }
  const others = read.filter((one) => !isModelled(one.words) && !sockets.includes(one));
  for (const { line } of others) report.kept(line, '"extra" of "haproxy.global"');
  if (others.length > 0) {
    add('extra', list(others.map(({ words }) => words.map(writeSafely).join(' '))), others);
  }
  const rest = comments.above(...lines);
  if (entries.length === 0) return [];
  return [{ key: 'global', value: map(entries, entries.length < 5), above: rest }];
}

function isModelled([first = '', second]: readonly string[]): boolean {
  if (first === 'log') return second !== undefined;
  return first === 'nbthread' || Object.hasOwn(builtin, first);
}

function logValue(
  logs: readonly string[],
  isSame: (value: string, key: string) => boolean,
): YamlValue | undefined {
  if (logs.length === 0) return list([]);
  return logs.length === 1 && isSame(logs[0] ?? '', 'log') ? undefined : oneOrList(logs);
}

/** A value that does not hold anyway; false where one would hold and none is written. */
function wordValue(
  key: string,
  value: string | undefined,
  isBare: boolean,
  write: (value: string) => YamlValue,
): YamlValue | undefined {
  const absent = isBare ? undefined : builtin[key];
  if (value === absent) return undefined;
  return value === undefined ? truth(false) : write(value);
}

/** How many of the lines that are written by default the configuration has as they are, and how many it has not. */
export function countGlobal(lines: readonly FileLine[]): { same: number; absent: number } {
  const said = lines.map((line) => readableWords(line));
  const values = Object.keys(builtin).map((key) => ({
    absent: builtin[key],
    value: said
      .findLast(([first]) => first === key)
      ?.slice(1)
      .join(' '),
  }));
  return {
    same: values.filter(({ value, absent }) => value === absent).length,
    absent: values.filter(({ value }) => value === undefined).length,
  };
}

/** What puppetlb adds to a socket without a level; HAProxy's own level is operator. */
function socketValue(
  sockets: readonly { readonly words: readonly string[] }[],
): YamlValue | undefined {
  if (sockets.length === 0) return undefined;
  const texts = sockets.map(({ words }) => {
    const options = words.slice(3);
    const level = options.includes('level') ? [] : ['level', 'operator'];
    const isUsual = words.includes('admin') && options.includes('expose-fd') && isMode(options);
    return (
      isUsual && options.length === 6 ? words.slice(2, 3) : [...words.slice(2), ...level]
    ).join(' ');
  });
  return oneOrList(texts);
}

function isMode(options: readonly string[]): boolean {
  return options[options.indexOf('mode') + 1] === '660' && options.includes('mode');
}
