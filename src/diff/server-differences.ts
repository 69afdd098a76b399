import type { ServerPoint } from '../haproxy/model/address.ts';
import { comparableServer } from '../haproxy/model/comparable-server.ts';
import type { OptionValue, ProxyServer } from '../haproxy/model/proxies.ts';
import { maskWords } from './secret.ts';

/** A server in a few words. */
export function describeServer({ point, weight, id, isBackup, isDisabled }: ProxyServer): string {
  const words = [describePoint(point), `weight ${weight}`, `id ${id}`];
  if (isBackup) words.push('backup');
  if (isDisabled) words.push('disabled');
  return words.join(', ');
}

function describePoint({ host, port, offset, text }: ServerPoint): string {
  if (port === undefined || host.kind === 'socket' || offset !== undefined) return text;
  return host.kind === 'ip' && host.family === 6
    ? `[${host.text}]:${port}`
    : `${host.text}:${port}`;
}

/** A property of a server that is another one. */
export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Options that only a server that is checked has. */
const ofChecks: ReadonlySet<string> = new Set(
  'inter fastinter downinter rise fall check-ssl check-send-proxy check-sni check-alpn addr verify verifyhost ca-file'.split(
    ' ',
  ),
);

/** What is other about a server, in HAProxy's words. */
export function differences(before: ProxyServer, after: ProxyServer): Difference[] {
  const [one, other] = [comparableServer(before), comparableServer(after)];
  const found: Difference[] = [];
  const compare = (what: string, a: unknown, b: unknown, show: (server: ProxyServer) => string) => {
    if (JSON.stringify(a) === JSON.stringify(b)) return;
    found.push({ what, before: show(before), after: show(after) });
  };
  compare('name', one.name, other.name, ({ name }) => name);
  const addressOf = ({ host, port, offset }: typeof one) => [host, port, offset];
  compare('address', addressOf(one), addressOf(other), ({ point }) => describePoint(point));
  compare('id', one.id, other.id, ({ id }) => String(id));
  compare('weight', one.weight, other.weight, ({ weight }) => String(weight));
  compare('state', one.isDisabled, other.isDisabled, (x) => (x.isDisabled ? 'disabled' : 'ready'));
  compare('backup', one.isBackup, other.isBackup, (x) => (x.isBackup ? 'yes' : 'no'));
  compare('words', one.unknown, other.unknown, (x) => maskWords(x.unknown).join(' '));
  const isCheckOther = before.isChecked !== after.isChecked;
  if (isCheckOther) compare('check', before.isChecked, after.isChecked, describeCheck);
  else
    compare('check port', one.check, other.check, ({ checkPort, point }) =>
      String(checkPort ?? point.port),
    );
  const skipped = (name: string) =>
    (isCheckOther && ofChecks.has(name)) || isDerived(name, one.options, other.options);
  for (const name of [...new Set([...Object.keys(one.options), ...Object.keys(other.options)])]) {
    if (skipped(name)) continue;
    const show = (options: typeof one.options) => showOption(name, options[name]);
    const [a, b] = [show(one.options), show(other.options)];
    if (JSON.stringify(one.options[name]) !== JSON.stringify(other.options[name])) {
      found.push({ what: name, before: a, after: b });
    }
  }
  return found;
}

/** Times that follow `inter` as nobody writes them. */
function isDerived(
  name: string,
  ...sides: readonly { readonly [name: string]: OptionValue }[]
): boolean {
  const isTime = name === 'fastinter' || name === 'downinter';
  return isTime && sides.every((options) => options[name] === options['inter']);
}

function describeCheck(server: ProxyServer): string {
  const { isChecked, checkPort } = server;
  if (!isChecked) return 'none';
  const { options } = comparableServer(server);
  const times = ['inter', 'rise', 'fall'].map(
    (name) => `${name} ${showOption(name, options[name])}`,
  );
  return [checkPort === undefined ? 'check' : `check port ${checkPort}`, ...times].join(' ');
}

function showOption(name: string, value: OptionValue | undefined): string {
  if (value === undefined) return '-';
  if (value === true) return 'yes';
  return typeof value === 'number'
    ? String(value)
    : maskWords([name, ...value])
        .slice(1)
        .join(' ');
}
