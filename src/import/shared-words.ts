import {
  type ProxyNumber,
  proxyNumberNames,
  proxyOptionNames,
} from '../haproxy/facts/proxy-words.ts';
import { isHttpOnly } from '../haproxy/model/http-only.ts';
import type { Directive } from '../haproxy/model/proxies.ts';
import { ownedInDefaults } from '../inventory/extra-conflicts.ts';
import { mostFrequent } from './check-times.ts';
import type { PoolWords } from './pool-words.ts';
import { writeSafely } from './server.ts';
import { list, map, number, oneOrList, truth, type YamlEntry } from './yaml-text.ts';

/** The content of HAProxy's defaults section in the inventory that is written. */
export interface SharedWords {
  /** Whether nothing is written there that is not in the inventory. */
  readonly isBare: boolean;
  readonly logs: readonly string[];
  readonly builtinLogs: readonly string[];
  readonly options: ReadonlySet<string>;
  readonly builtinOptions: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<ProxyNumber, string>;
  readonly extra: readonly (readonly string[])[];
}

/** The options that are written by default. */
const baselineOptions: ReadonlySet<string> = new Set(['tcplog', 'dontlognull']);

/** The options that hold for all pools, by what the pools log; a log format of a pool's own aside. */
function sharedOptions(pools: readonly PoolWords[]): Set<string> {
  const logged = pools.filter(isLogged);
  return new Set(
    proxyOptionNames.filter((name) => {
      const asked = baselineOptions.has(name) && logged.length > 0 ? logged : pools;
      const meant = name === 'tcplog' ? asked.filter((one) => !one.hasLogFormat) : asked;
      const isAll = meant.length > 0 && meant.every(({ options }) => options.has(name));
      const isSaidOnce = meant.every(({ options }) => options.get(name)?.isInherited === true);
      return isAll && (isSaidOnce || baselineOptions.has(name));
    }),
  );
}

function isLogged({ logs, otherLogs }: PoolWords): boolean {
  return logs.length + otherLogs.length > 0;
}

/** How many of the words that are written by default apply to all pools, and how many do not. */
export function countWords(pools: readonly PoolWords[]): { same: number; absent: number } {
  const options = sharedOptions(pools);
  const isLogged = pools.every(({ logs }) => logs.includes('global'));
  const held = [isLogged, ...[...baselineOptions].map((name) => options.has(name))];
  const same = held.filter(Boolean).length;
  return { same, absent: held.length - same };
}

/** Takes out of the pools what they share. */
export function shareWords(
  pools: readonly PoolWords[],
  isBare: boolean,
  hasGlobalLog: boolean,
): SharedWords {
  const builtinLogs = hasGlobalLog && !isBare ? ['global'] : [];
  const common = mostFrequent(pools.map(({ logs }) => JSON.stringify(logs)));
  const [first] = pools;
  const isShared = (directive: Directive, of: (words: PoolWords) => readonly Directive[]) =>
    directive.isInherited &&
    pools.every((words) =>
      of(words).some((one) => one.isInherited && one.words.join(' ') === directive.words.join(' ')),
    );
  const numbers = proxyNumberNames.flatMap((name): [ProxyNumber, string][] => {
    const said = first?.numbers.get(name);
    if (said === undefined || !isShared(said, (words) => [...words.numbers.values()])) return [];
    return [[name, said.words[1] ?? '']];
  });
  const extra = (first?.rest ?? []).filter(
    (one) =>
      one.key !== undefined &&
      one.key !== 'log-format' &&
      !isHttpOnly(one.words) &&
      ownedInDefaults(one.words) === undefined &&
      isShared(one, ({ rest }) => rest),
  );
  return {
    isBare,
    logs: pools.find(({ logs }) => JSON.stringify(logs) === common)?.logs ?? builtinLogs,
    builtinLogs,
    options: pools.length === 0 && !isBare ? baselineOptions : sharedOptions(pools),
    builtinOptions: isBare ? new Set() : baselineOptions,
    numbers: new Map(numbers),
    extra: extra.map(({ words }) => words),
  };
}

/** The shared words as properties of `defaults`, those of checks aside. */
export function sharedEntries(shared: SharedWords): { words: YamlEntry[]; extra: YamlEntry[] } {
  const { options, builtinOptions, numbers, logs, builtinLogs, extra } = shared;
  const said = proxyOptionNames.filter((name) => options.has(name) !== builtinOptions.has(name));
  const isSame = JSON.stringify(logs) === JSON.stringify(builtinLogs);
  return {
    words: [
      ...[...numbers].map(([key, value]) => ({ key, value: number(value) })),
      ...optionsEntry(said.map((name) => [name, options.has(name)])),
      ...(isSame ? [] : [{ key: 'log', value: oneOrList(logs) }]),
    ],
    extra: extra.length === 0 ? [] : [{ key: 'extra', value: list(extra.map(lineText)) }],
  };
}

/** The settings of them in a pool itself. */
export function ownEntries(words: PoolWords, shared: SharedWords): YamlEntry[] {
  const numbers = proxyNumberNames.flatMap((name) => {
    const value = words.numbers.get(name)?.words[1];
    return value === undefined || shared.numbers.has(name)
      ? []
      : [{ key: name, value: number(value) }];
  });
  const said = proxyOptionNames.filter((name) => {
    const isOn = words.options.has(name);
    if (isOn === shared.options.has(name)) return false;
    // Without a log they do nothing.
    if (!isOn || name === 'tcplog') return isLogged(words) && !words.hasLogFormat;
    return true;
  });
  const isSame = JSON.stringify(words.logs) === JSON.stringify(shared.logs);
  return [
    ...numbers,
    ...optionsEntry(said.map((name) => [name, words.options.has(name)])),
    ...(isSame ? [] : [{ key: 'log', value: oneOrList(words.logs) }]),
  ];
}

function optionsEntry(options: readonly (readonly [string, boolean])[]): YamlEntry[] {
  if (options.length === 0) return [];
  const entries = options.map(([key, isOn]) => ({ key, value: truth(isOn) }));
  return [{ key: 'options', value: map(entries, true) }];
}

function lineText(words: readonly string[]): string {
  return words.map(writeSafely).join(' ');
}

/** The lines of the defaults section that is built, `mode tcp` and timeouts aside. */
export function builtLines(shared: SharedWords, isFormatShared: boolean): string[] {
  const options = [...shared.options].filter((name) => name !== 'tcplog' || isFormatShared);
  return [
    ...shared.logs.map((target) => `log ${target}`),
    ...options.map((name) => `option ${name}`),
    ...[...shared.numbers].map(([name, value]) => `${name} ${value}`),
    ...shared.extra.map((words) => words.join(' ')),
  ];
}
