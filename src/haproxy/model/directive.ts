import { proxyOptions } from '../facts/proxy-words.ts';
import type { FileLine } from '../syntax/configuration.ts';
import type { Directive } from './proxies.ts';

/** Directives that are replaced by a later one (configuration manual 4.2). */
const single: ReadonlySet<string> = new Set(
  `backlog balance clitimeout contimeout cookie default_backend description disabled dispatch enabled
  external-check fullconn guid hash-balance-factor hash-preserve-affinity hash-type http-reuse
  http-send-name-header id load-server-state-from-file log-format log-format-sd log-steps log-tag
  max-keep-alive-queue maxconn max-session-srv-conns mode monitor-uri retries retry-on
  server-state-file-name source srvtimeout stick-table unique-id-format unique-id-header`.split(
    /\s+/,
  ),
);

/** Directives that are replaced by a later one with the same second word. */
const singleByName: ReadonlySet<string> = new Set(
  'email-alert errorfile errorloc errorloc302 errorloc303 persist rate-limit timeout'.split(' '),
);

/** Options that decide what a check asks; the last one of all of them holds. */
export const checkOptions: ReadonlySet<string> = new Set(
  `external-check httpchk ldap-check mysql-check pgsql-check redis-check smtpchk spop-check
  ssl-hello-chk tcp-check`.split(/\s+/),
);

const logFormats: ReadonlySet<string> = new Set(['httplog', 'httpslog', 'tcplog', 'clf']);

/** The words that HAProxy reads of a line: up to the first empty one. */
export function readableWords(line: FileLine): string[] {
  const texts = line.words.map(({ text }) => text);
  const end = texts.indexOf('');
  return end === -1 ? texts : texts.slice(0, end);
}

/** A line as directives; an option may set several. `no` and `default` are still before the words. */
export function toDirectives(line: FileLine, isInherited: boolean): Directive[] {
  const words = readableWords(line);
  const at = withoutSign(words)[0] === 'option' ? words.indexOf('option') + 1 : words.length;
  const parts = proxyOptions.get(words[at] ?? '')?.undoneBy ?? [];
  const all = parts.length > 1 ? parts.map((part) => words.with(at, part)) : [words];
  return all.map((each) => ({ key: keyOf(withoutSign(each)), words: each, line, isInherited }));
}

function withoutSign(words: readonly string[]): readonly string[] {
  return isSign(words[0]) ? words.slice(1) : words;
}

function isSign(word: string | undefined): boolean {
  return word === 'no' || word === 'default';
}

function keyOf([first = '', second = '']: readonly string[]): string | undefined {
  if (first === 'option') {
    if (checkOptions.has(second)) return 'option check';
    return logFormats.has(second) ? 'log-format' : `option ${second}`;
  }
  if (first === 'enabled') return 'disabled';
  if (single.has(first)) return first;
  return singleByName.has(first) ? `${first} ${second}` : undefined;
}

/** Directives one after the other: which of them hold in the end, in the order of the file. */
export function resolveOverrides(directives: readonly Directive[]): Directive[] {
  const held = new Set<Directive>();
  const byKey = new Map<string, Directive>();
  for (const directive of directives) {
    if (directive.key === undefined) add(held, directive);
    else replace(held, byKey, directive.key, directive);
  }
  return [...held];
}

function replace(
  held: Set<Directive>,
  byKey: Map<string, Directive>,
  key: string,
  directive: Directive,
): void {
  const before = byKey.get(key);
  if (before !== undefined) held.delete(before);
  byKey.delete(key);
  const [first] = directive.words;
  if (isSign(first) || first === 'enabled') return;
  byKey.set(key, directive);
  held.add(directive);
}

/** `no log` takes logs away, and rules of a proxy's own take the place of those it inherits. */
function add(held: Set<Directive>, directive: Directive): void {
  const { words, isInherited } = directive;
  const [first, second] = words;
  if (isSign(first) && second === 'log') {
    drop(held, ({ words: [keyword] }) => keyword === 'log');
    return;
  }
  const isCheck = first === 'http-check' || first === 'tcp-check';
  if (isCheck && !isInherited) drop(held, (one) => one.isInherited && one.words[0] === first);
  held.add(directive);
}

function drop(held: Set<Directive>, isMeant: (directive: Directive) => boolean): void {
  for (const directive of held) if (isMeant(directive)) held.delete(directive);
}
