import { defaults } from '../facts/defaults.ts';
import { serverOptions, serverOptionsWith } from '../facts/server-options.ts';
import type { OptionValue, ProxyServer } from './proxies.ts';

/** A value that is equal to another one where HAProxy makes no difference between them. */
export type Comparable =
  | string
  | number
  | boolean
  | undefined
  | readonly Comparable[]
  | { readonly [name: string]: Comparable };

const told: ReadonlySet<string> = new Set(['weight', 'id', 'port', 'check', 'backup', 'disabled']);

/** The times and counts of checks, which have defaults. */
const checkCounts = serverOptionsWith(({ isOfCheck, absent }) => isOfCheck === true && !!absent);

/** What of a server makes a difference to HAProxy. */
export type ComparableServer = {
  readonly name: string;
  readonly id: number;
  readonly host: Comparable;
  readonly port: number | undefined;
  readonly offset: number | undefined;
  readonly weight: number;
  readonly isBackup: boolean;
  readonly isDisabled: boolean;
  readonly unknown: readonly string[];
  readonly check: Comparable;
  readonly options: { readonly [name: string]: OptionValue };
};

/** What of a server makes a difference: HAProxy's defaults filled in, what has no effect left out. */
export function comparableServer(server: ProxyServer): ComparableServer {
  const { name, id, point, weight, isChecked, checkPort, isBackup, isDisabled, unknown } = server;
  const { host, port, offset } = point;
  return {
    ...{ name, id, host: { ...host }, port, offset, weight, isBackup, isDisabled, unknown },
    check: isChecked ? { port: checkPort } : undefined,
    options: comparableOptions(server),
  };
}

/** Without a time of their own, checks of a changing or failed server come every `inter`. */
function comparableOptions({ options, isChecked }: ProxyServer): {
  readonly [name: string]: OptionValue;
} {
  const value = (name: string): OptionValue => {
    const { like, value: absent } = serverOptions.get(name)?.absent ?? {};
    return options.get(name)?.value ?? (like === undefined ? Number(absent) : value(like));
  };
  const filled = isChecked
    ? checkCounts.map((name): [string, OptionValue] => [name, value(name)])
    : [];
  const isTls = options.has('ssl') || (isChecked && options.has('check-ssl'));
  if (isTls) filled.push(['verify', options.get('verify')?.value ?? [defaults.verify.haproxy]]);
  const written = [...options]
    .filter(
      ([name]) => !told.has(name) && (isChecked || serverOptions.get(name)?.isOfCheck !== true),
    )
    .map(([name, option]): [string, OptionValue] => [name, option.value]);
  return Object.fromEntries(
    [...new Map([...written, ...filled])].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
