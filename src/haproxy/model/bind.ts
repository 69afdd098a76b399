import { bindOptions } from '../facts/bind-options.ts';
import { type ListenAddress, readListenAddresses } from './address.ts';
import { readMilliseconds, readNumber } from './number.ts';
import type { ProxyBind } from './proxies.ts';

/** The words behind the address of a bind line. */
export interface ReadBindOptions {
  /** The options by their names, the last of several; a bare word is `true`. */
  readonly options: ReadonlyMap<string, string | true>;
  /** The first word that is no option known here, and everything behind it. */
  readonly unknown: readonly string[];
}

/** Reads bind options as HAProxy does: the last one holds, and the first unknown word ends them. */
export function readBindOptions(words: readonly string[]): ReadBindOptions {
  const options = new Map<string, string | true>();
  for (let at = 0; at < words.length; ) {
    const [word = '', text] = words.slice(at, at + 2);
    const takes = bindOptions.get(word)?.takes;
    if (takes === undefined || (takes !== 'nothing' && text === undefined)) {
      return { options, unknown: words.slice(at) };
    }
    options.set(word, takes === 'nothing' ? true : (text ?? ''));
    at += takes === 'nothing' ? 1 : 2;
  }
  return { options, unknown: [] };
}

/** Reads the words of a bind line. */
export function readBind([, address = '', ...words]: readonly string[]): Omit<ProxyBind, 'line'> {
  const read = readBindOptions(words);
  const device = read.options.get('interface');
  return {
    ...read,
    addresses: readListenAddresses(address),
    interface: device === true ? undefined : device,
    isV6Only: read.options.has('v6only'),
    isProxied: read.options.has('accept-proxy'),
  };
}

/** One address, or a range of its ports, with the options of its bind line. */
export type ComparableBind = {
  readonly addresses: readonly [Omit<ListenAddress, 'host' | 'text'> & ListenAddress['host']];
  readonly options: readonly string[];
};

/** Bind lines as HAProxy understands them, with the line that each came from. */
export function comparableBinds(
  binds: readonly ProxyBind[],
): readonly (readonly [ComparableBind, ProxyBind])[] {
  const each = binds.flatMap((bind) => {
    const options = comparableOptions(bind);
    return bind.addresses.map(({ host, first, last }) => ({
      ...{ bind, options, host, first, last },
      key: JSON.stringify([host, options]),
    }));
  });
  const sorted = each.sort((a, b) =>
    a.key === b.key ? a.first - b.first : a.key < b.key ? -1 : 1,
  );
  const joined: typeof each = [];
  for (const one of sorted) {
    const before = joined.at(-1);
    const isNext = before?.key === one.key && before.last + 1 === one.first;
    // A list of ports and a range of them are the same listeners.
    if (isNext) joined[joined.length - 1] = { ...before, last: one.last };
    else joined.push(one);
  }
  return joined.map(({ bind, options, host, first, last }) => [
    { addresses: [{ ...host, first, last }], options },
    bind,
  ]);
}

/** The options with an effect, in the order of their names. */
function comparableOptions({ options, unknown }: ProxyBind): string[] {
  const names = [...options.keys()].sort((a, b) => (a < b ? -1 : 1));
  const words = names.flatMap((name) => {
    const value = options.get(name);
    if (value === undefined || value === true) return [name];
    const { takes, absent } = bindOptions.get(name) ?? {};
    const read = takes === 'time' ? readMilliseconds(value) : readNumber(value);
    if (absent !== undefined && read === absent) return [];
    if (takes === 'time' && read !== undefined) return [name, `${read}ms`];
    return [name, takes === 'number' ? `${read}` : value];
  });
  return [...words, ...unknown];
}
