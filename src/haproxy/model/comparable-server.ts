import { defaults } from '../facts/defaults.ts';
import { serverOptions, serverOptionsWith } from '../facts/server-options.ts';
import type { OptionValue, ProxyServer } from './proxies.ts';

const compared: ReadonlySet<string> = new Set([
  'weight',
  'id',
  'port',
  'check',
  'backup',
  'disabled',
]);

/** The times and counts of checks, which have defaults. */
const checkCounts = serverOptionsWith(({ isOfCheck, absent }) => isOfCheck === true && !!absent);

/**
 * The options of a server that make a difference to HAProxy and are no fields of it: its defaults filled in,
 * what has no effect left out. Without a time of their own, checks of a changing or failed server come every
 * `inter`.
 */
export function comparableOptions({ options, isChecked }: ProxyServer): {
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
      ([name]) => !compared.has(name) && (isChecked || serverOptions.get(name)?.isOfCheck !== true),
    )
    .map(([name, option]): [string, OptionValue] => [name, option.value]);
  return Object.fromEntries(
    [...new Map([...written, ...filled])].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
