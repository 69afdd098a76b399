import { serverOptions } from '../haproxy/facts/server-options.ts';
import { comparableServer } from '../haproxy/model/comparable-server.ts';
import type { OptionValue, ProxyServer } from '../haproxy/model/proxies.ts';
import { optionWords } from '../haproxy/model/server-option.ts';
import type { Subject } from './change.ts';
import { optionValue, pointValue, type Value } from './value.ts';

/** A property of a server that is another one. */
export interface Difference {
  readonly subject: Subject;
  readonly before: Value;
  readonly after: Value;
}

/** Whether only a server that is checked has an option. */
function isOfChecks(name: string): boolean {
  const { isOfCheck, property } = serverOptions.get(name) ?? {};
  return isOfCheck === true || property === 'pool-check' || name === 'verifyhost';
}

/** What is other about a server. */
export function differences(before: ProxyServer, after: ProxyServer): Difference[] {
  const [one, other] = [comparableServer(before), comparableServer(after)];
  const found: Difference[] = [];
  const compare = (
    kind: Subject['kind'],
    a: unknown,
    b: unknown,
    of: (server: ProxyServer) => Value,
  ) => {
    if (JSON.stringify(a) === JSON.stringify(b)) return;
    found.push({ subject: { kind }, before: of(before), after: of(after) });
  };
  compare('name', one.name, other.name, ({ name }) => name);
  const addressOf = ({ host, port, offset }: typeof one) => [host, port, offset];
  compare('address', addressOf(one), addressOf(other), ({ point }) => pointValue(point));
  compare('id', one.id, other.id, ({ id }) => id);
  compare('weight', one.weight, other.weight, ({ weight }) => weight);
  compare('state', one.isDisabled, other.isDisabled, (x) => (x.isDisabled ? 'disabled' : 'ready'));
  compare('backup', one.isBackup, other.isBackup, ({ isBackup }) => isBackup);
  compare('unknown-words', one.unknown, other.unknown, ({ unknown }) => {
    return { kind: 'words', words: unknown, from: 0 };
  });
  const isCheckOther = before.isChecked !== after.isChecked;
  if (isCheckOther) compare('check', before.isChecked, after.isChecked, checkValue);
  else
    compare('check-port', one.check, other.check, ({ checkPort, point }) => {
      return checkPort ?? point.port ?? null;
    });
  const skipped = (name: string) =>
    (isCheckOther && isOfChecks(name)) || isDerived(name, one.options, other.options);
  for (const name of new Set([...Object.keys(one.options), ...Object.keys(other.options)])) {
    const [a, b] = [one.options[name], other.options[name]];
    if (skipped(name) || JSON.stringify(a) === JSON.stringify(b)) continue;
    const subject = { kind: 'option', name } as const;
    found.push({ subject, before: optionValue(name, a), after: optionValue(name, b) });
  }
  return found;
}

/** Times that follow another one as nobody writes them. */
function isDerived(
  name: string,
  ...sides: readonly { readonly [name: string]: OptionValue }[]
): boolean {
  const like = serverOptions.get(name)?.absent?.like;
  return like !== undefined && sides.every((options) => options[name] === options[like]);
}

function checkValue(server: ProxyServer): Value {
  if (!server.isChecked) return 'none';
  const { options } = comparableServer(server);
  const times = ['inter', 'rise', 'fall'].flatMap((name) =>
    optionWords(name, options[name] ?? true),
  );
  const port = server.checkPort === undefined ? [] : optionWords('port', server.checkPort);
  return { kind: 'words', words: ['check', ...port, ...times], from: 0 };
}
