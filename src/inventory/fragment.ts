import { proxyNumberNames, proxyOptions } from '../haproxy/facts/proxy-words.ts';
import { timeoutNames } from '../haproxy/facts/timeouts.ts';
import type { Directive } from '../haproxy/model/proxies.ts';
import { type FileLine, textsOf } from '../haproxy/syntax/configuration.ts';
import type { Beside } from './beside.ts';
import type {
  Global,
  Haproxy,
  Inventory,
  Pool,
  ProxyDefaults,
  ProxyNumbers,
  Timeouts,
} from './model.ts';
import { builtin, type Setting } from './place.ts';

/**
 * An inventory beside files of others: it has no defaults section of its own, so its settings for one are written in
 * each pool, and the pools start from the defaults of the others.
 */
export function asFragment<Defaults extends ProxyDefaults>(
  { haproxy, defaults, pools }: Pick<Inventory, 'haproxy' | 'pools'> & { defaults: Defaults },
  beside: Beside | undefined,
): Pick<Inventory, 'haproxy' | 'pools'> & { defaults: Defaults } {
  const inherited = beside === undefined ? nothing : inheritedWords(beside);
  return {
    pools: pools.map((pool) => foldInto(pool, haproxy, defaults)),
    haproxy: {
      ...haproxy,
      timeouts: inherited.timeouts,
      global: beside === undefined ? haproxy.global : globalOf(beside, haproxy.global),
      isValid: haproxy.isValid && beside !== undefined,
    },
    defaults: { ...defaults, ...inherited.words },
  };
}

/** A pool with the settings that its inventory has for all pools. */
function foldInto(pool: Pool, haproxy: Haproxy, defaults: ProxyDefaults): Pool {
  const numbers: ProxyNumbers = Object.fromEntries(
    proxyNumberNames.map((name) => [name, pool[name] ?? defaults[name]]),
  );
  const own = new Set(pool.unset.map(({ value }) => value));
  const kept = Object.entries({ ...haproxy.timeouts, ...pool.timeouts }).filter(
    ([name]) => !own.has(name as (typeof timeoutNames)[number]),
  );
  const unset = haproxy.unset.filter(({ value }) => pool.timeouts[value] === undefined);
  return {
    ...pool,
    ...numbers,
    timeouts: Object.fromEntries(kept),
    unset: [...unset, ...pool.unset],
    options: new Map([...defaults.options, ...pool.options]),
    logs: pool.logs ?? (defaults.logs.length > 0 ? defaults.logs : undefined),
    extra: [...defaults.extra, ...pool.extra],
  };
}

interface Inherited {
  readonly timeouts: Timeouts;
  readonly words: ProxyDefaults;
}

const nothing: Inherited = {
  timeouts: {},
  words: { options: new Map(), logs: [], extra: [] },
};

/** Their defaults, as far as an inventory has properties for them. */
function inheritedWords({ inherited: { timeouts, directives }, refOf }: Beside): Inherited {
  const setting = <T>(value: T, { line }: Directive): Setting<T> => ({ value, from: refOf(line) });
  const times = timeoutNames.flatMap((name) => {
    const { value, directive } = timeouts.get(name) ?? {};
    if (typeof value !== 'number' || value === 0 || directive === undefined) return [];
    return [[name, setting({ ms: value, text: directive.words[2] ?? '' }, directive)] as const];
  });
  const options = directives.flatMap((one) => {
    const [first, name = ''] = one.words;
    return first === 'option' && proxyOptions.has(name)
      ? [[name, setting(true, one)] as const]
      : [];
  });
  const logs = directives.filter(({ words: [first] }) => first === 'log');
  const numbers = proxyNumberNames.flatMap((name) => {
    const one = directives.find(({ words: [first] }) => first === name);
    const value = Number(one?.words[1]);
    return one === undefined || Number.isNaN(value) ? [] : [[name, setting(value, one)] as const];
  });
  return {
    timeouts: Object.fromEntries(times),
    words: {
      ...(Object.fromEntries(numbers) as ProxyNumbers),
      options: new Map(options),
      logs: logs.map((one) => setting(one.words.slice(1), one)),
      extra: [],
    },
  };
}

/** Their global sections by the words that an inventory has; its other lines are not checked. */
function globalOf({ sections, refOf }: Beside, bare: Global): Global {
  const lines = sections.flatMap(({ opening, lines: own }) =>
    opening.words[0]?.text === 'global' ? own : [],
  );
  const read = lines.map((line) => ({ line, words: textsOf(line) }));
  const setting = <T>(value: T, line: FileLine): Setting<T> => ({ value, from: refOf(line) });
  const last = (name: string) => read.findLast(({ words: [first] }) => first === name);
  const word = (name: string, absent: Setting<string | false>): Setting<string | false> => {
    const found = last(name);
    return found === undefined ? absent : setting(found.words[1] ?? false, found.line);
  };
  const all = (...start: readonly string[]) =>
    read
      .filter(({ words }) => start.every((one, index) => words[index] === one))
      .map(({ line, words }) => setting(words.slice(start.length), line));
  const maxconn = last('maxconn');
  const most = Number(maxconn?.words[1]);
  return {
    ...bare,
    maxconn: maxconn === undefined || !(most > 0) ? undefined : setting(most, maxconn.line),
    logs: all('log'),
    statsSockets: all('stats', 'socket'),
    chroot: word('chroot', builtin(false)),
    user: word('user', builtin(false)),
    group: word('group', builtin(false)),
    extra: read.flatMap(({ line, words }) =>
      checkedLines.has(words[0] ?? '') ? [setting(words, line)] : [],
    ),
  };
}

/** Other lines of theirs that rules check pools against. */
const checkedLines: ReadonlySet<string> = new Set([
  'hard-stop-after',
  'setcap',
  'server-state-file',
]);
