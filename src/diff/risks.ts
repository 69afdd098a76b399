import type { Pair } from '../haproxy/model/pair.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { ShapeCache } from '../predict/cache.ts';
import { type Capacity, capacityOf } from '../predict/capacity.ts';
import type { PoolSelection } from '../predict/pool-selection.ts';
import { percent } from '../text/percent.ts';
import type { ConfigurationChange } from './change.ts';
import { type Side, stateWord } from './side.ts';

/** Something that a change takes from those who use a pool. */
export interface Risk {
  readonly kind: 'ca' | 'rotation' | 'machine' | 'listener' | 'check' | 'date';
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
  before: PoolSelection,
  after: PoolSelection,
  cache: ShapeCache,
): PoolCapacity {
  return { pool, before: capacityOf(before, cache), after: capacityOf(after, cache) };
}

/**
 * Whether fewer servers carry a pool, and that matters: none or one is left, or the busiest gets half
 * as many clients again. Servers are given by what they are called in the capacity.
 */
export function rotationRisk(
  { pool, before, after }: PoolCapacity,
  servers: ReadonlyMap<string, ProxyServer>,
  side: Side,
): Risk[] {
  const [was, is] = [before.servers.length, after.servers.length];
  if (is >= was) return [];
  // Shares are counted in whole hash values: a third is a little more than that.
  const isHeavy = after.busiest >= 1.5 * before.busiest - 0.001;
  if (is > 1 && !isHeavy) return [];
  const left = new Set(after.servers);
  const lost = before.servers.filter((name) => !left.has(name));
  const counts = `${was} -> ${is} in rotation (${lostNames(lost, servers, (server) => states[stateWord(side, pool, server)])})`;
  const message = `${counts}, ${whatIsLeft(before, after)}`;
  return [{ kind: 'rotation', pool, message }];
}

const maxNames = 5;

const states = {
  ready: 'not used',
  drain: 'drained',
  maint: 'in maintenance',
  disabled: 'disabled',
} as const;

function lostNames(
  lost: readonly string[],
  servers: ReadonlyMap<string, ProxyServer>,
  stateOf: (server: ProxyServer) => string,
): string {
  const groups = new Map<string, string[]>();
  for (const name of lost) {
    const server = servers.get(name);
    const why =
      server === undefined
        ? 'removed'
        : !server.isDisabled && server.weight === 0
          ? 'without weight'
          : stateOf(server);
    const known = groups.get(why);
    if (known === undefined) groups.set(why, [name]);
    else known.push(name);
  }
  return [...groups].map(([why, names]) => `${listNames(names)} ${why}`).join('; ');
}

/** Some names, and how many more there are. */
export function listNames(names: readonly string[]): string {
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

/** Checks that a server passed before and may fail now. */
export function checkRisks(
  changes: readonly ConfigurationChange[],
  sections: readonly Pair<Service>[],
): Risk[] {
  const byPool = new Map<string, Set<string>>();
  const services = new Map(sections.map(({ before, after }) => [after?.name, before]));
  for (const change of changes) {
    const isTime = change.what === 'timeout check';
    const stricter = isTime
      ? shorterCheck(change, services.get(change.section))
      : stricterCheck(change);
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
  check: (_, after) => after !== 'none' && after !== 'connects',
  verify: (_, after) => after === 'required',
  'check-ssl': (_, after) => after === 'yes',
};

function stricterCheck({
  kind,
  what,
  before = '',
  after = '',
}: ConfigurationChange): string | undefined {
  const isStricter = kind === 'changed' ? stricter[what] : undefined;
  return isStricter?.(before, after) === true ? `${what} ${before} -> ${after}` : undefined;
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

/**
 * Whether checks get less time. Without `timeout check` all of a check may take its `inter`; with it the
 * answer may take that long, and connecting as long again (configuration manual 4.2 "timeout check").
 */
function shorterCheck(
  { before = '', after = '' }: ConfigurationChange,
  service: Service | undefined,
): string | undefined {
  const checked = (service?.back.servers ?? []).filter(({ isChecked }) => isChecked);
  if (checked.length === 0) return undefined;
  const longest = checked.reduce((most, { options }) => {
    const inter = options.get('inter')?.value;
    return Math.max(most, typeof inter === 'number' ? inter : defaultInter);
  }, 0);
  const isShorter = timeOf(after, longest) < timeOf(before, longest);
  return isShorter ? `timeout check ${before} -> ${after}` : undefined;
}

const defaultInter = 2000;

function timeOf(text: string, otherwise: number): number {
  const [, number, unit = 'ms'] = /^([0-9]+)([a-z]+)$/.exec(text) ?? [];
  return number === undefined ? otherwise : Number(number) * (units[unit] ?? 1);
}
