import type { ProxyServer } from '../haproxy/proxies/proxies.ts';
import type { Alike } from './alike.ts';
import { type Capacity, capacityOf } from './capacity.ts';
import type { Change } from './change.ts';
import type { Chooser } from './chooser.ts';

/** Something that a change takes from those who use a pool. */
export interface Danger {
  readonly kind: 'rotation' | 'listener' | 'check' | 'date';
  /** The pool; undefined where it is about no single one. */
  readonly pool: string | undefined;
  readonly message: string;
}

/** A pool and how its servers carry its clients on both sides. */
export interface PoolCapacity {
  readonly pool: string;
  readonly before: Capacity;
  readonly after: Capacity;
}

/** The capacity of a pool on both sides. */
export function compareCapacity(
  pool: string,
  before: Chooser,
  after: Chooser,
  alike: Alike,
): PoolCapacity {
  return { pool, before: capacityOf(before, alike), after: capacityOf(after, alike) };
}

/**
 * Whether fewer servers carry a pool, and that matters: none or one is left, or the busiest gets half
 * as many clients again.
 */
export function rotationDanger(
  { pool, before, after }: PoolCapacity,
  servers: readonly ProxyServer[],
): Danger[] {
  const [was, is] = [before.servers.length, after.servers.length];
  if (is >= was) return [];
  const isHeavy = after.busiest >= 1.5 * before.busiest;
  if (is > 1 && !isHeavy) return [];
  const left = new Set(after.servers);
  const lost = before.servers.filter((name) => !left.has(name));
  const counts = `${was} -> ${is} in rotation (${lostNames(lost, servers)})`;
  const message = `${counts}, ${whatIsLeft(before, after)}`;
  return [{ kind: 'rotation', pool, message }];
}

const maxNames = 5;

function lostNames(lost: readonly string[], servers: readonly ProxyServer[]): string {
  const byName = new Map(servers.map((server) => [server.name, server]));
  const groups = new Map<string, string[]>();
  for (const name of lost) {
    const server = byName.get(name);
    const why =
      server === undefined
        ? 'removed'
        : server.isDisabled
          ? 'disabled'
          : server.weight === 0
            ? 'without weight'
            : 'not used';
    const known = groups.get(why);
    if (known === undefined) groups.set(why, [name]);
    else known.push(name);
  }
  return [...groups].map(([why, names]) => `${listNames(names)} ${why}`).join('; ');
}

/** Some names, and how many more there are. */
function listNames(names: readonly string[]): string {
  const shown = names.slice(0, maxNames).join(', ');
  return names.length > maxNames ? `${shown} and ${names.length - maxNames} more` : shown;
}

function whatIsLeft(before: Capacity, after: Capacity): string {
  if (after.servers.length === 0) return 'nobody takes its clients';
  const load = `the busiest takes ${percent(before.busiest)} -> ${percent(after.busiest)}`;
  const { busiestIfOneFails } = after;
  if (busiestIfOneFails === undefined) return 'no spare';
  return `${load}, ${percent(busiestIfOneFails)} if one more fails`;
}

/** A share of 0 to 1 as people read it. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Checks that a server passed before and may fail now. */
export function checkDangers(changes: readonly Change[]): Danger[] {
  const byPool = new Map<string, Set<string>>();
  for (const change of changes) {
    const stricter = stricterCheck(change);
    if (stricter === undefined) continue;
    byPool.set(change.section, (byPool.get(change.section) ?? new Set()).add(stricter));
  }
  return [...byPool].map(([pool, found]) => ({
    kind: 'check',
    pool,
    message: `checks may fail that passed: ${[...found].join('; ')}`,
  }));
}

/** Whether a property of a check says that a server may fail it which passed before. */
const stricter: Readonly<Record<string, (before: string, after: string) => boolean>> = {
  fall: (before, after) => Number(after) < Number(before),
  rise: (before, after) => Number(after) > Number(before),
  inter: (before, after) => Number(after) <= Number(before) / 2,
  'check port': () => true,
  'timeout check': isShorter,
  check: (_, after) => after !== 'none' && after !== 'connects',
  verify: (_, after) => after === 'required',
  'check-ssl': (_, after) => after === 'yes',
};

function stricterCheck({ action, what, before = '', after = '' }: Change): string | undefined {
  const isStricter = action === 'changed' ? stricter[what] : undefined;
  return isStricter?.(before, after) === true ? `${what} ${before} -> ${after}` : undefined;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

/** Without a time a check may take as long as its interval. */
function isShorter(before: string, after: string): boolean {
  const read = (text: string) => {
    const [, number, unit = 'ms'] = /^([0-9]+)([a-z]+)$/.exec(text) ?? [];
    return number === undefined ? Number.POSITIVE_INFINITY : Number(number) * (units[unit] ?? 1);
  };
  return read(after) < read(before);
}
