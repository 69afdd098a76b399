import { isOlder } from '../haproxy/facts/versions.ts';
import type { Pool } from '../inventory/model.ts';
import { below, type NodeRef } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Rule } from './rule.ts';
import { repeated } from './shared/repeated.ts';
import { type WrittenSection, writtenSections } from './shared/sections.ts';

/** Two pools, or a pool and a section written in `sections`, or two such sections, share a name. */
export const duplicatePoolName: Rule = {
  code: 'INV101',
  name: 'duplicate-pool-name',
  severity: 'error',
  summary: 'Every pool, and every section in "haproxy.sections", has a name of its own.',
  why: 'HAProxy refuses two proxies of one name, from 3.3 also a frontend and a backend or a pool and a defaults section, and two resolvers, peers, caches, rings or userlists of one name.',
  *check(inventory) {
    const { pools, haproxy } = inventory;
    const { version, running } = haproxy;
    const isStrict = [version, running].some(
      (declared) => declared !== undefined && !isOlder(declared.value, { major: 3, minor: 1 }),
    );
    const all = [...writtenSections(inventory).flatMap(ofSection), ...pools.flatMap(ofPool)];
    for (const [{ keyword, name, at }, first] of repeated(all, ({ key }) => key)) {
      const isPool = keyword === 'pool';
      if (!isPool && !isRejected(first.keyword, keyword, isStrict)) continue;
      yield {
        message: `${isPool ? 'pool' : 'the'} name ${quote(name)} is already taken`,
        at,
        help: `give this ${isPool ? 'pool' : 'section'} a name of its own`,
        related: [{ at: first.at, note: 'first used here' }],
      };
    }
  },
};

/** What has a name; of those with one key each has a name of its own. */
interface Named {
  readonly key: string;
  readonly keyword: string;
  readonly name: string;
  readonly at: NodeRef;
}

function ofPool({ name, place }: Pool): Named[] {
  if (name === undefined) return [];
  const at = below(place, 'name');
  return [{ key: `proxy ${name.value}`, keyword: 'pool', name: name.value, at }];
}

const proxies: ReadonlySet<string> = new Set([
  ...['listen', 'frontend', 'backend', 'defaults', 'log-forward'],
]);

/** Sections of which each has names of its own. */
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
