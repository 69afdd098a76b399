import { bindOptions, bindProperties } from '../haproxy/facts/bind-options.ts';
import { listenText } from '../haproxy/model/address.ts';
import { readNumber } from '../haproxy/model/number.ts';
import type { ProxyBind } from '../haproxy/model/proxies.ts';
import { placeOfWord } from '../haproxy/syntax/configuration.ts';
import { parseListenEndpoints } from '../inventory/values/listen-endpoint.ts';
import { quote } from '../text/characters.ts';
import { isError } from '../text/result.ts';
import type { NoPool } from './pool-draft.ts';
import type { ImportReport } from './report.ts';
import { writeSafely } from './server.ts';
import {
  items,
  list,
  map,
  number,
  oneOrList,
  text,
  truth,
  type YamlEntry,
  type YamlItem,
  type YamlValue,
} from './yaml-text.ts';

/** Why an inventory cannot contain a bind: one of its options is not for TCP, or unknown. */
export function noPoolOfBind(bind: ProxyBind): NoPool | undefined {
  const [unknown] = bind.unknown;
  const other = [...bind.options.keys()].find((name) => bindOptions.get(name)?.for !== 'tcp');
  const word = unknown ?? other;
  if (word === undefined) return undefined;
  const at = bind.line.words.findIndex(({ text }, index) => index > 1 && text === word);
  return {
    place: placeOfWord(bind.line, at),
    reason: `bind option ${quote(word)} is not supported`,
  };
}

/** HAProxy reads these as they look: IP addresses, and ports in plain digits. */
const plainAddress =
  /^((ip|tcp|ipv4|tcp4)@)?(\*?|\[?(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){3}\]?|((ipv6|tcp6)@)?\[?[0-9a-f:]*:[0-9a-f:.]*\]?):[0-9]+(-[0-9]+)?$/i;

/** Reports addresses that HAProxy reads differently than they look, or refuses. */
export function reportBinds(binds: readonly ProxyBind[], report: ImportReport): void {
  for (const bind of binds) {
    const written = bind.line.words[1]?.text ?? '';
    const meant = addressOf(bind);
    const parts = written.replace(/,$/, '').split(',');
    if (meant === written || parts.every((part) => plainAddress.test(part))) continue;
    const message = `HAProxy reads ${quote(written)} as ${quote(meant)}`;
    report.unreadable(placeOfWord(bind.line, 1), message, `write ${meant}`);
  }
}

/** The address as it is written, or in the spelling of an inventory where that takes it. */
function addressOf({ addresses, line }: ProxyBind): string {
  const written = line.words[1]?.text ?? '';
  const read = addresses
    .map(({ host, first, last }) => listenText({ text: host.text, first, last }))
    .join(',');
  const isTaken = (text: string) => !isError(parseListenEndpoints(text));
  return isTaken(written) || !isTaken(read) ? written : read;
}

/** Writes the binds of a section as the value of "bind". */
export function bindValue(binds: readonly ProxyBind[]): YamlValue {
  const plain = binds.map(addressOf);
  if (binds.every(({ options }) => options.size === 0)) return oneOrList(plain);
  const entries = binds.map((bind, index): YamlItem => {
    const address = { key: 'address', value: text(plain[index] ?? '') };
    if (bind.options.size === 0) return { value: address.value };
    return { value: map([address, ...optionEntries(bind)], true) };
  });
  const [only, ...others] = entries;
  return only !== undefined && others.length === 0 ? only.value : items(entries);
}

function optionEntries({ options }: ProxyBind): YamlEntry[] {
  const entries = bindProperties.flatMap((key): YamlEntry[] => {
    const value = options.get(key);
    const { takes, absent } = bindOptions.get(key) ?? {};
    if (value === undefined) return [];
    if (value === true) return [{ key, value: truth(true) }];
    if (takes === 'text') return [{ key, value: text(value) }];
    if (Number.parseInt(value, 10) === absent) return [];
    return [{ key, value: number(takes === 'number' ? String(readNumber(value)) : value) }];
  });
  const extra = [...options].flatMap(([name, value]) => {
    if (bindOptions.get(name)?.isProperty) return [];
    return [value === true ? name : `${name} ${writeSafely(value)}`];
  });
  return extra.length === 0 ? entries : [...entries, { key: 'extra', value: list(extra) }];
}
