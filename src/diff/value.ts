import type { ServerPoint } from '../haproxy/model/address.ts';
import type { ComparableBind } from '../haproxy/model/bind.ts';
import type { OptionValue, ProxyCheck, ProxyServer } from '../haproxy/model/proxies.ts';
import type { RunningServer } from '../haproxy/process/running.ts';

/** What a side has of something, to be shown last; null where it has nothing. */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'time'; readonly milliseconds: number }
  | Address
  /** The words of a line behind the first `from` of them. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly from: number }
  | { readonly kind: 'lines'; readonly lines: readonly (readonly string[])[] }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'pool'; readonly name: string }
  | { readonly kind: 'section'; readonly listens: readonly string[]; readonly servers: number }
  | ServerValue
  /** What the checks of a pool ask. */
  | { readonly kind: 'asks'; readonly check: ProxyCheck }
  | { readonly kind: 'bind'; readonly bind: ComparableBind };

/** An address and its port; IPv6 without brackets. */
interface Address {
  readonly kind: 'address';
  readonly host: string;
  readonly port: number;
}

/** A whole server. */
export interface ServerValue {
  readonly kind: 'server';
  readonly at: Value;
  readonly weight: number;
  readonly id: number;
  /** What else is to be known of it, in HAProxy's words. */
  readonly more: readonly string[];
}

/** Where a server is; as it is written where that says more than an address and a port. */
export function pointValue({ host, port, offset, text }: ServerPoint): Address | string {
  const isText = port === undefined || host.kind === 'socket' || offset !== undefined;
  return isText ? text : { kind: 'address', host: host.text, port };
}

/** A server as a file has it. */
export function serverValue(server: ProxyServer): ServerValue {
  const { point, weight, id, isBackup, isDisabled } = server;
  const more = [...(isBackup ? ['backup'] : []), ...(isDisabled ? ['disabled'] : [])];
  return { kind: 'server', at: pointValue(point), weight, id, more };
}

/** A server as it runs. */
export function runningValue({ address, port, weight, id, wanted }: RunningServer): ServerValue {
  const at = address === undefined ? null : ({ kind: 'address', host: address, port } as const);
  return { kind: 'server', at, weight, id, more: wanted === 'ready' ? [] : [wanted] };
}

/** An option of a server. */
export function optionValue(name: string, value: OptionValue | undefined): Value {
  if (value === undefined) return null;
  return typeof value === 'object' ? { kind: 'words', words: [name, ...value], from: 1 } : value;
}
