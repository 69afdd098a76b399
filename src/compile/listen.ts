import { bindProperties } from '../haproxy/facts/bind-options.ts';
import type { Line } from '../haproxy/syntax/section.ts';
import type { Beside } from '../inventory/beside.ts';
import type { Bind, Pool, Puppet } from '../inventory/model.ts';
import { below, type Origin } from '../inventory/place.ts';
import { formatListenEndpoint } from '../inventory/values/listen-endpoint.ts';
import { checkLines } from './check.ts';
import { numberLines, timeoutLines } from './defaults.ts';
import { line, required, wordLines } from './lines.ts';
import type { OutputLine, OutputSection } from './output.ts';
import { serverLine } from './server.ts';

/** A pool as a listen section. */
export function listenSection(
  pool: Pool,
  puppet: Puppet,
  own: readonly Line<Origin>[],
  beside: Beside | undefined,
): OutputSection {
  const name = required(pool.name);
  const { balance, hashType } = pool;
  const hash =
    balance.value.algorithm === 'source'
      ? [line(hashType.from, 'hash-type', ...hashType.value.words)]
      : [];
  const servers = pool.servers.map((server): OutputLine => serverLine(server, pool));
  const [first, ...rest] = servers;
  return {
    ...line(below(pool.place, 'name'), 'listen', name.value),
    comment: pool.description,
    lines: [
      ...pool.binds.map(bindLine),
      line('builtin', 'mode', 'tcp'),
      line(balance.from, 'balance', balance.value.text),
      ...hash,
      ...own,
      ...numberLines(pool),
      ...timeoutLines(pool.timeouts),
      ...checkLines(pool, puppet, beside?.inherited.check !== undefined),
      ...wordLines(pool.extra),
      ...(first === undefined ? [] : [{ ...first, gap: true }]),
      ...rest,
    ],
  };
}

/** A bind as a line. */
export function bindLine(bind: Bind): Line<Origin> {
  const options = bindProperties.flatMap((name): string[] => {
    const value = bind[name]?.value ?? false;
    if (typeof value === 'boolean') return value ? [name] : [];
    return [name, typeof value === 'object' ? value.text : String(value)];
  });
  return line(
    bind.endpoint.from,
    ...['bind', formatListenEndpoint(bind.endpoint.value), ...options],
    ...bind.extra.flatMap(({ value }) => value),
  );
}
