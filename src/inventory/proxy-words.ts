import { valueCodes } from '../findings/value-codes.ts';
import { proxyNumberNames, proxyOptionNames } from '../haproxy/facts/proxy-words.ts';
import type { Result } from '../text/result.ts';
import { present } from './check.ts';
import { ownedInDefaults } from './extra-conflicts.ts';
import type { MappingReader } from './mapping-reader.ts';
import type { Haproxy, ProxyDefaults, ProxyNumbers, ProxyOptions, ProxyWords } from './model.ts';
import { builtin } from './place.ts';
import { parseLog } from './values/log.ts';
import { parseExtra } from './values/options.ts';

/** Reads the words that a pool and `defaults` share. */
export function readProxyWords(owner: MappingReader): ProxyWords {
  const numbers: ProxyNumbers = Object.assign(
    {},
    ...proxyNumberNames.map((name) => present(name, owner.number(name))),
  );
  return { ...numbers, logs: readLogs(owner), options: readProxyOptions(owner.inside('options')) };
}

function readProxyOptions(options: MappingReader): ProxyOptions {
  return new Map(
    proxyOptionNames.flatMap((name) => {
      const setting = options.boolean(name);
      return setting === undefined ? [] : [[name, setting] as const];
    }),
  );
}

function readLogs(owner: MappingReader): ProxyWords['logs'] {
  return owner.has('log') ? owner.parsedItems('log', valueCodes.global, parseTarget) : undefined;
}

/** Reads where a section logs: `global` uses the targets of the global section. */
function parseTarget(text: string): Result<readonly string[]> {
  return text === 'global' ? { value: ['global'] } : parseLog(text);
}

/** Reads the settings of `defaults` for HAProxy's defaults section, over what is written without them. */
export function readProxyDefaults(defaults: MappingReader, haproxy: Haproxy): ProxyDefaults {
  const words = readProxyWords(defaults);
  const extra = defaults.parsedItems('extra', valueCodes.extra, (text) =>
    parseExtra(text, ownedInDefaults),
  );
  const isBare = haproxy.baseline?.value === 'none';
  const [log] = isBare ? [] : haproxy.global.logs;
  const hasFormat = extra.some(({ value: [first] }) => first === 'log-format');
  const options = new Map(words.options);
  if (!(isBare || hasFormat || options.has('tcplog'))) {
    options.set('tcplog', { value: true, from: log?.from ?? 'builtin' });
  }
  if (!(isBare || options.has('dontlognull'))) options.set('dontlognull', builtin(true));
  const logs = words.logs ?? (log === undefined ? [] : [{ value: ['global'], from: log.from }]);
  return { ...words, logs, options, extra };
}
