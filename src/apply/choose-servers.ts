import { quote } from '../text/characters.ts';
import { listNames } from '../text/list-names.ts';
import { nearest } from '../text/nearest.ts';
import { isError, type Result } from '../text/result.ts';
import type { RecordedState } from './states.ts';

/** A server of a pool, by the names that HAProxy has for them. */
export type PoolServer = Pick<RecordedState, 'proxy' | 'server'>;

/** What may be meant by a word of a command line. */
export interface KnownServers {
  /** The servers that HAProxy runs. */
  readonly running: readonly PoolServer[];
  /** Those of the inventory; undefined where it cannot be read. */
  readonly inventory: readonly PoolServer[] | undefined;
  /** Those that were taken out by hand, and may be gone since. */
  readonly recorded: readonly PoolServer[];
}

/** A server as it is written. */
export function serverText({ proxy, server }: PoolServer): string {
  return `${proxy}/${server}`;
}

/** The servers that words mean, SERVER or POOL/SERVER, in all their pools or in those that are chosen. */
export function chooseServers(
  words: readonly string[],
  pools: readonly string[],
  known: KnownServers,
): Result<readonly PoolServer[]> {
  const all = uniqueServers([...known.running, ...known.recorded]);
  for (const pool of pools) {
    const names = all.map(({ proxy }) => proxy);
    if (!names.includes(pool)) return unknown('pool', pool, names);
  }
  const chosen: PoolServer[] = [];
  for (const word of words) {
    const found = find(word, pools, all, known);
    if (isError(found)) return found;
    chosen.push(...found.value);
  }
  return { value: uniqueServers(chosen) };
}

function uniqueServers(servers: readonly PoolServer[]): PoolServer[] {
  return [
    ...new Map(
      servers.map(({ proxy, server }) => [`${proxy}/${server}`, { proxy, server }]),
    ).values(),
  ];
}

function find(
  word: string,
  pools: readonly string[],
  all: readonly PoolServer[],
  { inventory, recorded }: KnownServers,
): Result<readonly PoolServer[]> {
  const isPair = word.includes('/');
  if (isPair && pools.length > 0) {
    return { message: `${quote(word)} names its pool`, help: 'remove --pool' };
  }
  const isMeant = (one: PoolServer) => (isPair ? serverText(one) : one.server) === word;
  const named = all.filter(isMeant);
  const found = named.filter(({ proxy }) => pools.length === 0 || pools.includes(proxy));
  if (named.length > 0 && found.length === 0) {
    const names = listNames(
      named.map(({ proxy }) => proxy),
      5,
    );
    return { message: `${quote(word)} is not in pool ${pools.join(', ')}; it is in ${names}` };
  }
  const isOurs = (one: PoolServer) =>
    [...(inventory ?? all), ...recorded].some((other) => serverText(other) === serverText(one));
  const foreign = found.find((one) => !isOurs(one));
  if (foreign !== undefined) {
    return {
      message: `${serverText(foreign)} runs but is not in the inventory, so its state is lost at the next reload`,
      help: 'add it to the inventory, or send the command to the stats socket by hand',
    };
  }
  if (found.length > 0) return { value: found };
  if (inventory?.some(isMeant) === true) {
    return {
      message: `${quote(word)} is in the inventory, but HAProxy does not run it`,
      help: 'run puppetlb apply first',
    };
  }
  const candidates = all.map((one) => (isPair ? serverText(one) : one.server));
  return unknown('server', word, candidates);
}

function unknown(what: string, word: string, names: readonly string[]): Result<never> {
  const near = nearest(word, new Set(names));
  const help =
    near === undefined ? `known: ${listNames([...new Set(names)], 10)}` : `did you mean ${near}?`;
  return { message: `unknown ${what} ${quote(word)}`, help };
}
