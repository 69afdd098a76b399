import {
  type ProxyNumber,
  proxyNumberNames,
  proxyOptionNames,
  proxyOptions,
} from '../haproxy/facts/proxy-words.ts';
import { tcpWords } from '../haproxy/model/http-only.ts';
import type { Directive } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import { parseLog } from '../inventory/values/log.ts';
import { quote } from '../text/characters.ts';
import { groupBy } from '../text/group-by.ts';
import { isError } from '../text/result.ts';
import type { ImportReport } from './report.ts';

/** The settings of a service that a pool and `defaults` have in common, and its other lines. */
export interface PoolWords {
  readonly numbers: ReadonlyMap<ProxyNumber, Directive>;
  readonly options: ReadonlyMap<string, Directive>;
  /** Where connections are logged, in the words of an inventory. */
  readonly logs: readonly string[];
  /** Logs that an inventory cannot contain. */
  readonly otherLogs: readonly Directive[];
  readonly hasLogFormat: boolean;
  readonly rest: readonly Directive[];
}

/** Every directive of a service, once. */
function directivesOf({ front, back }: Service): Directive[] {
  if (front === back) return [...front.directives];
  const said = new Set(front.directives.map(keyOf));
  // A backend has no log format of its own: what is logged is what a frontend takes.
  const others = back.directives.filter((one) => one.key !== 'log-format' && !said.has(keyOf(one)));
  return [...front.directives.filter(({ key }) => key !== 'default_backend'), ...others];
}

/** Both sides inherit one line, or have the same log. */
function keyOf({ line, words }: Directive): string {
  const at = words[0] === 'log' ? '' : `${line.source.name}:${line.span.start}`;
  return [at, ...words].join(' ');
}

/** What an inventory takes; what HAProxy reads in another text stays a line of its own. */
const plainNumber: Readonly<Record<ProxyNumber, RegExp>> = {
  maxconn: /^([1-9][0-9]{0,5}|1000000)$/,
  retries: /^(0|[1-9][0-9]{0,2}|1000)$/,
};

type WordKind = 'log' | 'other-log' | 'option' | 'number' | 'format' | 'rest';

/** Which word of an inventory a directive is; undefined where it does nothing. */
function wordKind(directive: Directive, hasGlobalLog: boolean): WordKind | undefined {
  const [first = '', second = '', ...more] = tcpWords(directive.words);
  if (first === 'log' && second === 'global') return hasGlobalLog ? 'log' : undefined;
  if (first === 'log') return isError(parseLog(targetOf(directive))) ? 'other-log' : 'log';
  if (first === 'option') {
    if (proxyOptions.has(second) && more.length === 0) return 'option';
    return directive.key === 'log-format' ? 'format' : 'rest';
  }
  const number = proxyNumberNames.find((name) => name === first && more.length === 0);
  return number !== undefined && plainNumber[number].test(second) ? 'number' : 'rest';
}

function targetOf({ words }: Directive): string {
  return words.slice(1).join(' ');
}

/** Divides the settings of a service; a log of the global section counts where there is one. */
export function readPoolWords(
  service: Service,
  hasGlobalLog: boolean,
  report: ImportReport,
): PoolWords {
  const all = groupBy(directivesOf(service), (one) => wordKind(one, hasGlobalLog));
  const of = (kind: WordKind): readonly Directive[] => all.get(kind) ?? [];
  const options = new Map(of('option').map((one) => [tcpWords(one.words)[1] ?? '', one]));
  for (const one of of('format')) {
    const line = quote(one.words.join(' '));
    report.changed(one.line, `${line} needs mode http; replaced by "option tcplog"`);
    options.set('tcplog', one);
  }
  foldParts(options);
  const isLogged = of('log').length + of('other-log').length > 0;
  const rest = of('rest').filter(({ key }) => isLogged || key !== 'log-format');
  return {
    numbers: new Map(of('number').map((one) => [one.words[0] as ProxyNumber, one])),
    options,
    logs: of('log').map(targetOf),
    otherLogs: of('other-log'),
    hasLogFormat: rest.some(({ key }) => key === 'log-format'),
    rest,
  };
}

/** Options that together are another one. */
function foldParts(options: Map<string, Directive>): void {
  for (const name of proxyOptionNames) {
    const parts = proxyOptions.get(name)?.undoneBy ?? [];
    const [part] = parts.map((one) => options.get(one));
    if (parts.length < 2 || part === undefined || !parts.every((one) => options.has(one))) continue;
    for (const one of parts) options.delete(one);
    options.set(name, part);
  }
}
