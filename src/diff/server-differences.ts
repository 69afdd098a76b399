import { serverOptions } from '../haproxy/facts/server-options.ts';
import { comparableOptions } from '../haproxy/model/comparable-server.ts';
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
  const [one, other] = [comparableOptions(before), comparableOptions(after)];
  const found: Difference[] = [];
  const compare = (
    kind: Subject['kind'],
    keyOf: (server: ProxyServer) => unknown,
    of: (server: ProxyServer) => Value,
  ) => {
    if (JSON.stringify(keyOf(before)) === JSON.stringify(keyOf(after))) return;
    found.push({ subject: { kind }, before: of(before), after: of(after) });
  };
  const compareValue = (kind: Subject['kind'], of: (server: ProxyServer) => Value) =>
    compare(kind, of, of);
  compareValue('name', ({ name }) => name);
  const addressOf = ({ point: { host, port, offset } }: ProxyServer) => [host, port, offset];
  compare('address', addressOf, ({ point }) => pointValue(point));
  compareValue('id', ({ id }) => id);
  compareValue('weight', ({ weight }) => weight);
  compareValue('state', ({ isDisabled }) => (isDisabled ? 'disabled' : 'ready'));
  compareValue('backup', ({ isBackup }) => isBackup);
  compareValue('unknown-words', ({ unknown }) => ({ kind: 'words', words: unknown, from: 0 }));
  const isCheckOther = before.isChecked !== after.isChecked;
  if (isCheckOther) compareValue('check', checkValue);
  else if (before.isChecked)
    compare(
      'check-port',
      ({ checkPort }) => checkPort,
      ({ checkPort, point }) => checkPort ?? point.port ?? null,
    );
  const skipped = (name: string) =>
    (isCheckOther && isOfChecks(name)) || isDerived(name, one, other);
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [a, b] = [one[name], other[name]];
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
  const options = comparableOptions(server);
  const times = ['inter', 'rise', 'fall'].flatMap((name) =>
    optionWords(name, options[name] ?? true),
  );
  const port = server.checkPort === undefined ? [] : optionWords('port', server.checkPort);
  return { kind: 'words', words: ['check', ...port, ...times], from: 0 };
}
