import { isOlder, type Version } from '../haproxy/facts/versions.ts';
import type { Pool } from '../inventory/model.ts';
import { below, type NodeRef } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';
import { isBeside, sectionsBeside } from './shared/beside.ts';
import { repeated } from './shared/repeated.ts';
import { type WrittenSection, writtenSections } from './shared/sections.ts';

/** Two pools, or a pool and a section written in `sections`, or two such sections, share a name. */
export const duplicatePoolName: Rule = {
  code: 'INV101',
  name: 'duplicate-pool-name',
  severity: 'error',
  mildSeverity: 'warning',
  summary: 'Two pools, frontends or sections have the same name.',
  why: 'HAProxy refuses two proxies of one name, and two resolvers, peers, caches, rings or userlists of one name. From 3.3 on it also refuses a frontend and a backend, or a pool and a defaults section, of one name.',
  *check(inventory) {
    const { pools, haproxy } = inventory;
    const { version, running } = haproxy;
    const declared = [version, running].flatMap((one) => one?.value ?? []);
    const sections = [...sectionsBeside(inventory), ...writtenSections(inventory)];
    const all = [...sections.flatMap(ofSection), ...pools.flatMap(ofPool)];
    const moved = new Set(sections.flatMap((one) => (isMoved(one) ? [one.at] : [])));
    for (const [second, first] of repeated(all, ({ key }) => key)) {
      const found = clash(second, first, declared);
      const { name, at, pool } = second;
      if (found === undefined) continue;
      yield pool !== undefined && moved.has(first.at) ? stillThere(name, at, first.at) : found;
    }
  },
};

/** What is wrong with a second thing of a name, as versions of HAProxy see it. */
function clash(
  { keyword, name, at, pool }: Omit<Named, 'key'>,
  first: Omit<Named, 'key'>,
  declared: readonly Version[],
): Finding | undefined {
  if (isBeside(first.at) && isBeside(at)) return undefined;
  if (pool !== undefined && first.pool === pool && first.keyword === 'pool') {
    return ownName(name, at, first.at, declared);
  }
  const isPool = pool !== undefined;
  const isStrict = declared.some((one) => !isOlder(one, { major: 3, minor: 1 }));
  if (!isPool && !isRejected(first.keyword, keyword, isStrict)) return undefined;
  return {
    message: `${isPool ? keyword : 'section'} name ${quote(name)} is already taken`,
    at,
    // Beside others a pool is no more than the section that it becomes.
    isMild: isBeside(first.at) && !isRejected(first.keyword, sectionOf(pool, keyword), isStrict),
    help: `write another name for this ${isPool ? keyword : 'section'}`,
    related: [{ at: first.at, note: 'first used here' }],
  };
}

function isMoved(section: WrittenSection): boolean {
  return 'isMoved' in section && section.isMoved === true;
}

/** What opens the section that takes a name. */
function sectionOf(pool: Pool | undefined, keyword: string): string {
  if (keyword !== 'pool') return keyword;
  return pool?.frontends.length === 0 ? 'listen' : 'backend';
}

/** A service that was imported and is not taken out of its file yet. */
function stillThere(name: string, at: NodeRef, first: NodeRef): Finding {
  return {
    message: `section ${quote(name)} is still in ${quote(first.beside?.source.name ?? '')}`,
    at,
    isMild: true,
    help: 'remove the section there; HAProxy refuses two of one name',
    related: [{ at: first, note: 'the pool replaces this section' }],
  };
}

/** A frontend with the name of its own pool: HAProxy warns from 3.1 on, and refuses it from 3.3 on. */
function ownName(name: string, at: NodeRef, first: NodeRef, declared: readonly Version[]): Finding {
  return {
    message: `frontend ${quote(name)} has the name of its own pool`,
    at,
    isMild: declared.every((version) => isOlder(version, { major: 3, minor: 3 })),
    help: `write another name, for example fe_${name}`,
    related: [{ at: first, note: 'the backend gets this name' }],
  };
}

/** What has a name; of those with one key each has a name of its own. */
interface Named {
  readonly key: string;
  readonly keyword: string;
  readonly name: string;
  readonly at: NodeRef;
  /** The pool that it belongs to. */
  readonly pool?: Pool;
}

function ofPool(pool: Pool): Named[] {
  const own = [pool.name, below(pool.place, 'name'), 'pool'] as const;
  const fronts = pool.frontends.map(({ name, place }) => {
    const isListed = typeof place.path.at(-1) === 'number';
    return [name, isListed ? below(place, 'name') : place, 'frontend'] as const;
  });
  return [own, ...fronts].flatMap(([name, at, keyword]) =>
    name === undefined ? [] : [{ key: `proxy ${name.value}`, keyword, name: name.value, at, pool }],
  );
}

const proxies: ReadonlySet<string> = new Set([
  ...['listen', 'frontend', 'backend', 'defaults', 'log-forward'],
]);

/** Sections that have a namespace each. */
const named: ReadonlySet<string> = new Set(['userlist', 'resolvers', 'peers', 'cache', 'ring']);

function ofSection({ words: [keyword = '', name], at }: WrittenSection): Named[] {
  const kind = proxies.has(keyword) ? 'proxy' : keyword;
  if (name === undefined || !(kind === 'proxy' || named.has(kind))) return [];
  return [{ key: `${kind} ${name}`, keyword, name, at }];
}

/**
 * Whether HAProxy refuses, or warns of, a second section of a name: up to 3.0 it takes a frontend beside
 * a backend, a listen below a backend, and every name that is also one of a defaults section.
 */
function isRejected(first: string, second: string, isStrict: boolean): boolean {
  if (first === 'defaults' && second === 'defaults') return false;
  if (isStrict) return true;
  const isDefaults = first === 'defaults' || second === 'defaults';
  const isPair = first === 'frontend' && second === 'backend';
  return !isDefaults && !isPair && !(first === 'backend' && second !== 'backend');
}
