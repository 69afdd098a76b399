import type { OptionValue, ProxyServer } from './proxies.ts';

const told: ReadonlySet<string> = new Set(['weight', 'id', 'port', 'check', 'backup', 'disabled']);
/** Options that only a server that is checked has. */
export const onlyChecked: ReadonlySet<string> = new Set(
  'inter fastinter downinter rise fall check-ssl check-send-proxy check-sni check-alpn addr'.split(
    ' ',
  ),
);

/**
 * The options of a server that make a difference to HAProxy and are no fields of it: its defaults filled in,
 * what has no effect left out. Without a time of their own, checks of a changing or failed server come every
 * `inter`.
 */
export function comparableOptions({ options, isChecked }: ProxyServer): {
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
