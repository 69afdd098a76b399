import type { Pair } from '../haproxy/model/pair.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import { numberOf } from '../haproxy/model/server-option.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import type { ShapeCache } from '../predict/cache.ts';
import { type Capacity, capacityOf } from '../predict/capacity.ts';
import type { PoolSelection } from '../predict/pool-selection.ts';
import { groupBy } from '../text/group-by.ts';
import { listNames } from '../text/list-names.ts';
import { percent } from '../text/percent.ts';
import type { ConfigurationChange } from './change.ts';
import { type Side, stateWord } from './side.ts';
import type { Value } from './value.ts';

/** Something that a change takes from those who use a pool; the pool is undefined where it is about no single one. */
export type Risk = { readonly pool: string | undefined } & (
  | { readonly kind: 'ca' | 'rotation' | 'machine' | 'listener' | 'date'; readonly message: string }
  /** Changes by which checks may fail that passed. */
  | { readonly kind: 'check'; readonly changes: readonly ConfigurationChange[] }
  /** What a state file takes back, and the commands that mend it once HAProxy has started. */
  | {
      readonly kind: 'state-file';
      readonly message: string;
      readonly commands: readonly RuntimeCommand[];
    }
);

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
  const counts = `${was} -> ${is} servers in rotation (${lostNames(lost, servers, side, pool)})`;
  const message = `${counts}; ${whatIsLeft(before, after)}`;
  return [{ kind: 'rotation', pool, message }];
}

/** More names than these are counted. */
export const maxNames = 5;

const states = {
  ready: 'unused',
  drain: 'drained',
  maint: 'in maintenance',
  disabled: 'disabled',
} as const;

/** Servers by name, and why none of them takes clients any more. */
export function lostNames(
  lost: readonly string[],
  servers: ReadonlyMap<string, ProxyServer>,
  side: Side,
  pool: string,
): string {
  const groups = groupBy(lost, (name) => {
    const server = servers.get(name);
    if (server === undefined) return 'removed';
    if (!server.isDisabled && server.weight === 0) return 'has weight 0';
    return states[stateWord(side, pool, server)];
  });
  return [...groups].map(([why, names]) => `${listNames(names, maxNames)} ${why}`).join('; ');
}

function whatIsLeft(before: Capacity, after: Capacity): string {
  if (after.servers.length === 0) return 'no server is left';
  const load = `the busiest server gets ${percent(before.busiest)} -> ${percent(after.busiest)} of the agents`;
  const { busiestIfOneFails } = after;
  if (busiestIfOneFails === undefined) return 'no spare server is left';
  return `${load}, ${percent(busiestIfOneFails)} if one more fails`;
}

/** Checks that a server passed before and may fail now. */
export function checkRisks(
  changes: readonly ConfigurationChange[],
  sections: readonly Pair<Service>[],
): Risk[] {
  const byPool = new Map<string, ConfigurationChange[]>();
  const services = new Map(sections.map(({ before, after }) => [after?.name, before]));
  for (const change of changes) {
    const { section, subject } = change;
    const isTime = subject.kind === 'timeout' && subject.name === 'check';
    const isRisk = isTime ? isShorter(change, services.get(section)) : isStricter(change);
    if (isRisk) byPool.set(section, [...(byPool.get(section) ?? []), change]);
  }
  return [...byPool].map(([pool, found]) => ({ kind: 'check', pool, changes: found }));
}

/** Whether a server may fail a check that it passed before. */
function isStricter({ kind, subject, before = null, after = null }: ConfigurationChange): boolean {
  if (kind !== 'changed') return false;
  if (subject.kind === 'check-port') return true;
  if (subject.kind === 'check') return typeof after === 'object' && after !== null;
  if (subject.kind !== 'option') return false;
  const isNumber = typeof before === 'number' && typeof after === 'number';
  switch (subject.name) {
    case 'fall':
      return isNumber && after < before;
    case 'rise':
      return isNumber && after > before;
    case 'inter':
      return isNumber && after <= before / 2;
    case 'verify':
      return typeof after === 'object' && after?.kind === 'words' && after.words[1] === 'required';
    default:
      return subject.name === 'check-ssl' && after === true;
  }
}

/**
 * Whether checks get less time. Without `timeout check` all of a check may take its `inter`; with it the
 * answer may take that long, and connecting as long again (configuration manual 4.2 "timeout check").
 */
function isShorter({ before, after }: ConfigurationChange, service: Service | undefined): boolean {
  const checked = (service?.back.servers ?? []).filter(({ isChecked }) => isChecked);
  if (checked.length === 0) return false;
  const longest = Math.max(...checked.map((server) => numberOf(server, 'inter') ?? defaultInter));
  return timeOf(after, longest) < timeOf(before, longest);
}

const defaultInter = 2000;

function timeOf(value: Value | undefined, otherwise: number): number {
  return typeof value === 'object' && value?.kind === 'time' ? value.milliseconds : otherwise;
}
