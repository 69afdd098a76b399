import type { Comparable } from '../haproxy/model/comparable-server.ts';
import { tcpWords } from '../haproxy/model/http-only.ts';
import type { EffectiveHashType, ProxyCheck } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { FileLine } from '../haproxy/syntax/configuration.ts';
import { maskWords } from './secret.ts';

/** A hash type with what HAProxy adds to the words. */
export function describeHash(hashType: EffectiveHashType | undefined): string {
  if (hashType === undefined) return 'none';
  const { method, function: name, isAvalanche } = hashType;
  return `${method} ${name}${isAvalanche ? ' avalanche' : ''}`;
}

/** What a check asks and what it expects. */
export function describeCheck(check: ProxyCheck | undefined): string {
  if (check === undefined) return 'connects';
  const rules = check.rules.map(({ words }) => maskWords(words).slice(1).join(' '));
  if (check.kind === 'other') return [maskWords(check.words).join(' '), ...rules].join('; ');
  const { method, uri, version, headers } = check;
  const shown = headers.map(([name, value]) =>
    maskWords(['http-check', 'send', 'hdr', name, value]).slice(3).join(': '),
  );
  return [`${method} ${uri} ${version}`, ...shown, ...rules].join('; ');
}

/** A time in milliseconds, in the unit that a person would write. */
export function describeTime(value: Comparable): string {
  if (typeof value !== 'number') return value === undefined ? '-' : String(value);
  const units: readonly (readonly [number, string])[] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'm'],
    [1000, 's'],
  ];
  const unit = units.find(([size]) => value > 0 && value % size === 0);
  return unit === undefined ? `${value}ms` : `${value / unit[0]}${unit[1]}`;
}

type Address = { readonly text: string; readonly first: number; readonly last: number };

/** A bind line as `comparable` has it. */
export function describeBind(value: Comparable): string {
  const { addresses, options } = value as unknown as {
    readonly addresses: readonly Address[];
    readonly options: readonly string[];
  };
  return [addresses.map(describeListener).join(','), ...maskWords(options)].join(' ');
}

/** An address that is listened on. */
export function describeListener({ text, first, last }: Address): string {
  const host = text.includes(':') && !text.startsWith('/') ? `[${text}]` : text;
  if (first === 0) return text;
  return first === last ? `${host}:${first}` : `${host}:${first}-${last}`;
}

/** Finds the line that a value of `comparable` was read from; the section's first where there is none. */
export function lineFinder({ front, back }: Service): (value: Comparable) => FileLine {
  let index: Map<string, FileLine> | undefined;
  return (value) => {
    index ??= indexLines({ front, back });
    return index.get(JSON.stringify(value)) ?? back.section.opening;
  };
}

function indexLines({ front, back }: Pick<Service, 'front' | 'back'>): Map<string, FileLine> {
  const index = new Map<string, FileLine>();
  for (const { words, line } of [...back.directives, ...front.directives]) {
    index.set(JSON.stringify(tcpWords(words)), line);
    index.set(JSON.stringify(words), line);
  }
  for (const { addresses, options, line } of front.binds) {
    const places = addresses.map(({ host, first, last }) => ({ ...host, first, last }));
    index.set(JSON.stringify({ addresses: places, options }), line);
  }
  return index;
}
