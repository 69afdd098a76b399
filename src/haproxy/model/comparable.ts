import { defaults } from '../facts/defaults.ts';
import { proxyOptions } from '../facts/proxy-words.ts';
import { timeouts } from '../facts/timeouts.ts';
import type { FileLine } from '../syntax/configuration.ts';
import { type ComparableBind, comparableBinds } from './bind.ts';
import { withoutConfigurationId } from './configuration-id.ts';
import { readableWords } from './directive.ts';
import { type HashType, isHashing } from './hash-type.ts';
import { canBecomeHttp, isHttpOnly, tcpWords } from './http-only.ts';
import type { Directive, Proxies, ProxyCheck, ProxySection } from './proxies.ts';
import type { Service } from './services.ts';

/** The words of a line of "global" without a configuration ID, and without what HAProxy takes for granted: a stats socket is for operators (2.6, 3.1). */
export function globalWords(line: FileLine): string[] {
  const words = [...withoutConfigurationId(readableWords(line))];
  const at = words.indexOf('level', 3);
  const isUsual = words[0] === 'stats' && words[1] === 'socket' && words[at + 1] === 'operator';
  return isUsual && at !== -1 ? words.toSpliced(at, 2) : words;
}

/** Whether a global section has a log, which "log global" means. */
export function hasGlobalLog({ global }: Proxies): boolean {
  return global.some(({ words: [first] }) => first?.text === 'log');
}

function sorted<T>(values: readonly T[]): T[] {
  const keyed = values.map((value) => ({ key: JSON.stringify(value), value }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((x) => x.value);
}

/** What of a service, its servers aside, makes a difference to HAProxy; lines of words where a list is one of lines. */
export type ComparableService = {
  /** What connections are called in logs and statistics before a server is chosen; undefined of a backend. */
  readonly frontend: string | undefined;
  readonly mode: string;
  readonly balance: readonly string[];
  readonly hashType: Omit<HashType, 'words'> | undefined;
  readonly timeouts: { readonly [name: string]: number | string };
  readonly check: object | undefined;
  readonly binds: readonly ComparableBind[];
  readonly settings: readonly (readonly string[])[];
  readonly logs: readonly (readonly string[])[];
  readonly rules: readonly (readonly string[])[];
};

/**
 * What of a service makes a difference, without places: order where it decides, sorted where it does not,
 * what has no effect left out; `isGlobalLogged` says whether a global section has a log.
 */
export function comparableService(
  { front, back }: Service,
  isGlobalLogged: boolean,
): ComparableService {
  const isTcp = back.mode.value === 'tcp' && !canBecomeHttp(front);
  return {
    frontend: front.kind === 'backend' ? undefined : front.name,
    mode: back.mode.value,
    balance: back.balance.value,
    hashType: comparableHashType(back),
    timeouts: comparableTimeouts(front, back, isTcp),
    check:
      back.check === undefined || !back.servers.some(({ isChecked }) => isChecked)
        ? undefined
        : comparableCheck(back.check.value),
    binds: comparableBinds(front.binds).map(([bind]) => bind),
    ...comparableDirectives(front, back, isTcp, isGlobalLogged),
  };
}

function comparableHashType({ balance, hashType }: ProxySection): ComparableService['hashType'] {
  if (hashType === undefined || !isHashing(balance.value)) return undefined;
  const { words: _, ...meaning } = hashType.value;
  return meaning;
}

const isFront = (name: string) => timeouts[name]?.side === 'frontend';

function comparableTimeouts(
  front: ProxySection,
  back: ProxySection,
  isTcp: boolean,
): ComparableService['timeouts'] {
  const values = [
    ...[...front.timeouts].filter(([name]) => isFront(name) || !isTcp),
    ...[...back.timeouts].filter(([name]) => !isFront(name)),
  ].filter(([name]) => !isTcp || timeouts[name]?.isHttpOnly !== true);
  return Object.fromEntries(values.map(([name, { value }]) => [name, value]));
}

function comparableCheck(check: ProxyCheck): object {
  const rules = check.rules.map(({ words }) => words);
  return { ...check, rules };
}

const logging: ReadonlySet<string | undefined> = new Set([
  'log',
  'log-format',
  'option dontlog-normal',
  'option dontlognull',
  'option log-separate-errors',
  'option logasap',
]);

/** The settings of the two sections together; the name of the backend is what joined them. */
function comparableDirectives(
  front: ProxySection,
  back: ProxySection,
  isTcp: boolean,
  isGlobalLogged: boolean,
): Pick<ComparableService, 'settings' | 'logs' | 'rules'> {
  const all = front === back ? front.directives : [...front.directives, ...back.directives];
  const isLogged = all.some(
    ({ words: [first, target] }) => first === 'log' && (target !== 'global' || isGlobalLogged),
  );
  const effective = all.filter((one) => {
    if (one.key === 'description' || (front !== back && one.key === 'default_backend'))
      return false;
    if (one.words[0] === 'retries' && one.words[1] === defaults.retries.haproxy) return false;
    if (isTcp && isHttpOnly(one.words)) return false;
    return isLogged || !(logging.has(one.key) || one.words[0] === 'log');
  });
  const words = (directives: readonly Directive[]) =>
    directives.map((one) => (isTcp ? tcpWords(one.words) : one.words));
  const settings = sorted(words(effective.filter(({ key }) => key !== undefined)));
  const rules = words(effective.filter(({ key }) => key === undefined));
  const logs = sorted(rules.filter(isLog));
  return {
    settings: foldOptions(unique(settings)),
    // A frontend and its backend that log to one place are one section that does.
    logs: front === back ? logs : unique(logs),
    rules: rules.filter((x) => !isLog(x)),
  };
}

/** An option that sets two others, where both are set. */
function foldOptions(settings: readonly (readonly string[])[]): (readonly string[])[] {
  const name = 'tcpka';
  const undoneBy = proxyOptions.get(name)?.undoneBy ?? [];
  const isPart = ([first, option = '']: readonly string[]) =>
    first === 'option' && undoneBy.includes(option);
  const parts = settings.filter(isPart);
  if (parts.length < undoneBy.length) return [...settings];
  return sorted([...settings.filter((words) => !isPart(words)), ['option', name]]);
}

function unique<T>(values: readonly T[]): T[] {
  const keys = values.map((value) => JSON.stringify(value));
  return values.filter((_, index) => keys[index] !== keys[index - 1]);
}

function isLog([first]: readonly string[]): boolean {
  return first === 'log';
}
