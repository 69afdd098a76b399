import type { Proxies, ProxySection } from '../haproxy/model/proxies.ts';
import type { Configuration, FileSection } from '../haproxy/syntax/configuration.ts';
import { type PoolService, sectionsOf } from './frontends.ts';
import type { PoolDraft } from './pool-draft.ts';

/** The names of Puppet's services, where no port identifies them. */
const puppetNames = /puppet|openvox|pcp|(^|[-_.])(pe|pdb|orch|code-?manager|classifier)([-_.]|$)/i;

/** Whether a pool is one of Puppet's: by a port that no other service has, or a port of Puppet's and a name. */
function isPuppets({ role, common, service }: PoolDraft): boolean {
  if (common.port === '8140' || common.port === '8142') return true;
  const names = sectionsOf(service).map(({ name }) => name);
  return role !== 'other' && names.some((name) => puppetNames.test(name));
}

/** The parts of a configuration that pools are made of; everything else stays where it is. */
export function onlySections(
  { sections, ...configuration }: Configuration,
  used: ReadonlySet<FileSection>,
): Configuration {
  return { ...configuration, sections: sections.filter((one) => used.has(one)), rest: [] };
}

/**
 * A pool without what it goes on to inherit: its file is read last, so it starts from the last defaults, whoever
 * owns them. A pool that started from others contains all of it.
 */
function withoutInherited(draft: PoolDraft, sections: readonly FileSection[]): PoolDraft {
  const last = sections.findLast(({ opening: { words } }) => words[0]?.text === 'defaults');
  const known = new Map<ProxySection, ProxySection>();
  const own = (proxy: ProxySection): ProxySection => {
    if (proxy.defaults === undefined || proxy.defaults !== last) return proxy;
    const bare = known.get(proxy) ?? {
      ...proxy,
      directives: proxy.directives.filter(({ isInherited }) => !isInherited),
      timeouts: new Map(
        [...proxy.timeouts].filter(([, { directive }]) => directive?.isInherited !== true),
      ),
    };
    known.set(proxy, bare);
    return bare;
  };
  const { service } = draft;
  const bare: PoolService = { ...service, front: own(service.front), back: own(service.back) };
  return { ...draft, service: bare };
}

/** Puppet's pools alone. */
export function puppetsOnly(
  pools: readonly PoolDraft[],
  sections: readonly FileSection[],
): PoolDraft[] {
  return pools.filter(isPuppets).map((pool) => withoutInherited(pool, sections));
}

/** How many of all services are Puppet's, where that is fewer than half. */
export function fewPuppets(
  { proxies }: Proxies,
  pools: readonly PoolDraft[],
): { readonly own: number; readonly all: number } | undefined {
  const own = pools
    .filter(isPuppets)
    .reduce((sum, { service }) => sum + sectionsOf(service).length, 0);
  return own > 0 && own * 2 < proxies.length ? { own, all: proxies.length } : undefined;
}
