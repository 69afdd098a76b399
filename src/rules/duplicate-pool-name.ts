import { isOlder } from '../haproxy/facts/versions.ts';
import type { Haproxy } from '../inventory/model.ts';
import { below, type NodeRef } from '../inventory/place.ts';
import { quote } from '../text/characters.ts';
import type { Finding, Rule } from './rule.ts';

/** Two pools, or a pool and a section written in `sections`, or two such sections, share a name. */
export const duplicatePoolName: Rule = {
  code: 'INV101',
  name: 'duplicate-pool-name',
  severity: 'error',
  summary: 'Every pool, and every section in "haproxy.sections", has a name of its own.',
  why: 'HAProxy refuses two proxies of one name, from 3.3 also a frontend and a backend or a pool and a defaults section, and two resolvers, peers, caches, rings or userlists of one name.',
  *check({ haproxy, pools }) {
    const first = new Map<string, Taken>();
    yield* inSections(haproxy, first);
    for (const { name, place } of pools) {
      if (name === undefined) continue;
      const at = below(place, 'name');
      const taken = first.get(`proxy ${name.value}`);
      if (taken === undefined) first.set(`proxy ${name.value}`, { at, keyword: 'listen' });
      else {
        yield {
          message: `pool name ${quote(name.value)} is already taken`,
          at,
          help: 'give this pool a name of its own',
          related: [{ at: taken.at, note: 'first used here' }],
        };
      }
    }
  },
};

interface Taken {
  readonly at: NodeRef;
  readonly keyword: string;
}

const proxies: ReadonlySet<string> = new Set([
  'listen',
  'frontend',
  'backend',
  'defaults',
  'log-forward',
]);

/** Sections of which each has names of its own. */
const named: ReadonlySet<string> = new Set(['userlist', 'resolvers', 'peers', 'cache', 'ring']);

function* inSections(
  { sections: written, version, running }: Haproxy,
  first: Map<string, Taken>,
): Iterable<Finding> {
  const { sections = [], place } = written ?? {};
  if (place === undefined) return;
  const isStrict = [version, running].some(
    (declared) => declared !== undefined && !isOlder(declared.value, { major: 3, minor: 1 }),
  );
  for (const { words, origin } of sections) {
    const [keyword = '', name] = words;
    const kind = proxies.has(keyword) ? 'proxy' : keyword;
    if (name === undefined || !(kind === 'proxy' || named.has(kind))) continue;
    const key = `${kind} ${name}`;
    const at = { ...place, line: origin };
    const taken = first.get(key);
    if (taken === undefined) first.set(key, { at, keyword });
    else if (isRejected(taken.keyword, keyword, isStrict)) {
      yield {
        message: `the name ${quote(name)} is already taken`,
        at,
        help: 'give this section a name of its own',
        related: [{ at: taken.at, note: 'first used here' }],
      };
    }
  }
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
