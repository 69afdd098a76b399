import type { Rule } from './rule.ts';

/** A site has no pool. */
export const siteWithoutPool: Rule = {
  code: 'INV131',
  name: 'site-without-pool',
  severity: 'warning',
  summary: 'A site has no pool.',
  why: 'HAProxy does not start with a file in which no proxy listens.',
  *check({ site, sites, pools, haproxy, whole }) {
    const { place } = sites.find(({ name }) => name === site) ?? {};
    const isKnown = whole?.pools.every(({ isValid }) => isValid) === true;
    if (!isKnown || place === undefined || pools.length > 0 || haproxy.sections !== undefined)
      return;
    yield {
      message: 'no pool has a bind for this site',
      at: place,
      part: 'key',
      help: 'add the site to "bind" of a pool, or remove it from "sites"',
    };
  },
};
