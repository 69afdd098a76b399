import { showUnseen } from '../text/characters.ts';
import type { Outcome, RouteAnswer } from './answer.ts';
import type { Client } from './clients/client.ts';
import type { RoutedPool } from './pools.ts';
import type { Counts } from './spread.ts';

/** Lines of text for an answer, as wide as the clients and pools need them. */
export function textLines(
  clients: readonly Client[],
  pools: readonly RoutedPool[],
  isDownAsked: boolean,
): (answer: RouteAnswer) => string {
  const clientWidth = clients.reduce((width, one) => Math.max(width, labelOf(one).length), 0);
  const poolWidth = widest(pools.map(({ name }) => name));
  const serverWidth = widest(pools.flatMap(({ servers }) => servers));
  const hasArrow = isDownAsked && clients.some(({ openBits }) => openBits === 0);
  const width = hasArrow ? 2 * serverWidth + arrow.length : serverWidth;
  return (answer) => {
    const head = `${labelOf(answer.client).padEnd(clientWidth)}  ${answer.pool.name.padEnd(poolWidth)}`;
    const via = answer.bind === undefined ? '' : ` (by ${answer.bind})`;
    return rowsOf(answer, serverWidth)
      .map(([server, said]) => `${`${head}  ${server.padEnd(width)}  ${said}`.trimEnd()}${via}\n`)
      .join('');
  };
}

const arrow = ' -> ';

function labelOf({ name, text }: Client): string {
  return showUnseen(name === undefined ? text : `${name} ${text}`);
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, { length }) => Math.max(width, length), 0);
}

/** The columns of servers and of what is said of them. */
function rowsOf(
  { client, pool, now, ifDown, reason }: RouteAnswer,
  width: number,
): [string, string][] {
  if (now.kind === 'spread' && (ifDown === undefined || ifDown.kind === 'spread')) {
    return spreadRows(client, pool, now.counts, ifDown?.counts);
  }
  const isStaying = now.kind === 'server' && ifDown?.kind === 'server' && now.at === ifDown.at;
  if (ifDown === undefined || isStaying) {
    return [[serverOf(now), reason]];
  }
  return [[`${serverOf(now).padEnd(width)}${arrow}${serverOf(ifDown)}`, reason]];
}

function serverOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'server':
      return outcome.server;
    case 'nobody':
      return '-';
    case 'unknown':
      return '?';
    case 'spread':
      return '*';
  }
}

function spreadRows(
  { openBits }: Client,
  { servers }: RoutedPool,
  now: Counts,
  ifDown: Counts | undefined,
): [string, string][] {
  const total = 2 ** openBits;
  return servers.flatMap((server, at): [string, string][] => {
    const [count = 0, later = 0] = [now[at], ifDown?.[at]];
    if (count === 0 && later === 0) return [];
    const counts = ifDown === undefined ? [count] : [count, later];
    return [[server, countsOf(counts, total)]];
  });
}

/** Counts that nobody can read are shares. */
function countsOf(counts: readonly number[], total: number): string {
  const isReadable = total <= 2 ** 32;
  const shown = counts.map((count) =>
    isReadable ? String(count) : `${((100 * count) / total).toFixed(1)} %`,
  );
  return `${shown.join(arrow)} of ${isReadable ? total : 'the'} addresses`;
}

/** A line of JSON for an answer. */
export function jsonLine({ client, pool, bind, now, ifDown, reason }: RouteAnswer): string {
  const line: Record<string, unknown> = { client: client.text };
  if (client.name !== undefined) line['name'] = client.name;
  line['pool'] = pool.name;
  if (bind !== undefined) line['bind'] = bind;
  line['server'] = soleServer(now, pool);
  if (now.kind === 'spread') line['addresses'] = countsByName(now.counts, pool);
  if (ifDown !== undefined) line['ifDown'] = soleServer(ifDown, pool);
  if (ifDown?.kind === 'spread') line['addressesIfDown'] = countsByName(ifDown.counts, pool);
  if (reason !== '') line['reason'] = reason;
  if (now.kind === 'unknown' || ifDown?.kind === 'unknown') line['known'] = false;
  return `${JSON.stringify(line)}\n`;
}

/** The server that takes a client, or every address of a network. */
function soleServer(outcome: Outcome, { servers }: RoutedPool): string | null {
  if (outcome.kind === 'server') return outcome.server;
  if (outcome.kind !== 'spread') return null;
  const taking = servers.filter((_, at) => (outcome.counts[at] ?? 0) > 0);
  return taking.length === 1 ? (taking[0] ?? null) : null;
}

function countsByName(counts: Counts, { servers }: RoutedPool): Record<string, number> {
  const taking = servers.flatMap((server, at): [string, number][] => {
    const count = counts[at] ?? 0;
    return count > 0 ? [[server, count]] : [];
  });
  return Object.fromEntries(taking);
}
