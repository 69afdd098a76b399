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
/** Options that only a server that is checked has. */
export const onlyChecked: ReadonlySet<string> = new Set(
  'inter fastinter downinter rise fall check-ssl check-send-proxy check-sni check-alpn addr'.split(
    ' ',
  ),
);

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
  const value = (name: string) => options.get(name)?.value;
  const inter = value('inter') ?? 2000;
  const filled: [string, OptionValue][] = isChecked
    ? [
        ['inter', inter],
        ['fastinter', value('fastinter') ?? inter],
        ['downinter', value('downinter') ?? inter],
        ['rise', value('rise') ?? 2],
        ['fall', value('fall') ?? 3],
      ]
    : [];
  const isTls = options.has('ssl') || (isChecked && options.has('check-ssl'));
  if (isTls) filled.push(['verify', value('verify') ?? ['required']]);
  const written = [...options]
    .filter(([name]) => !told.has(name) && (isChecked || !onlyChecked.has(name)))
    .map(([name, option]): [string, OptionValue] => [name, option.value]);
  return Object.fromEntries(
    [...new Map([...written, ...filled])].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
