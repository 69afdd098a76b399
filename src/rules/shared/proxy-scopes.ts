import type { Inventory, Pool } from '../../inventory/model.ts';
import type { Origin } from '../../inventory/place.ts';
import { sectionsBeside } from './beside.ts';
import { type WrittenLine, type WrittenSection, writtenSections } from './sections.ts';

/** A proxy, and the lines in it that somebody wrote. */
export interface ProxyScope {
  readonly kind: 'frontend' | 'backend' | 'listen';
  readonly name: string | undefined;
  readonly lines: readonly ScopeLine[];
  readonly servers: ReadonlySet<string>;
  /** The server-template lines, each of which makes servers. */
  readonly templates: readonly (readonly string[])[];
  /** Whether HAProxy may leave it out, so that it looks up few names in it. */
  readonly mayBeDisabled: boolean;
  /** Whether all its lines are valid. */
  readonly areLinesWhole: boolean;
  /** Whether all its servers are valid. */
  readonly areServersWhole: boolean;
}

/** A line of a proxy; one in `extra` has the place of its text. */
export interface ScopeLine extends Omit<WrittenLine, 'at'> {
  readonly at: Origin;
}

/** The proxies of an inventory: pools, and those in `sections`. */
export function proxyScopes(inventory: Inventory): ProxyScope[] {
  return [...inventory.pools.map(scopeOfPool), ...readScopes(writtenSections(inventory))];
}

/** The proxies of a balancer that other people own. */
export function scopesBeside(inventory: Inventory): ProxyScope[] {
  return [...readScopes(sectionsBeside(inventory))];
}

function scopeOfPool(pool: Pool): ProxyScope {
  const { name, extra, servers } = pool;
  return {
    kind: 'listen',
    name: name?.value,
    lines: extra.map(({ value, from }) => ({ words: value, at: from, isConditional: false })),
    servers: new Set(servers.flatMap((server) => server.name?.value ?? [])),
    templates: [],
    mayBeDisabled: false,
    areLinesWhole: pool.isValid,
    areServersWhole: pool.isComplete && servers.every((server) => server.name !== undefined),
  };
}

function* readScopes(sections: readonly WrittenSection[]): Iterable<ProxyScope> {
  const defaults = new Map<string | undefined, boolean>();
  let latest = false;
  for (const { words, lines } of sections) {
    const [kind, name, from, parent] = words;
    const inherited = (from === 'from' ? defaults.get(parent) : undefined) ?? latest;
    if (kind === 'defaults') {
      latest = isDisabled(lines, false);
      defaults.set(name, latest);
    } else if (kind === 'frontend' || kind === 'backend' || kind === 'listen') {
      const linesOf = (keyword: string) =>
        lines.flatMap((line) => (line.words[0] === keyword ? [line.words] : []));
      yield {
        kind,
        name,
        lines,
        servers: new Set(linesOf('server').flatMap(([, server]) => server ?? [])),
        templates: linesOf('server-template'),
        mayBeDisabled: isDisabled(lines, inherited),
        areLinesWhole: true,
        areServersWhole: true,
      };
    }
  }
}

function isDisabled(lines: readonly WrittenLine[], isInherited: boolean): boolean {
  let mayBe = isInherited;
  for (const { words, isConditional } of lines) {
    if (words[0] === 'disabled') mayBe = true;
    if (words[0] === 'enabled' && !isConditional) mayBe = false;
  }
  return mayBe;
}
