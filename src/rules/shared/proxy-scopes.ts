import type { Section } from '../../haproxy/syntax/section.ts';
import type { Inventory, Pool } from '../../inventory/model.ts';
import type { NodeRef, Origin } from '../../inventory/place.ts';

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
  /** Whether none of its lines was refused. */
  readonly areLinesWhole: boolean;
  /** Whether none of its servers was refused. */
  readonly areServersWhole: boolean;
}

/** A line of a proxy. */
export interface ScopeLine {
  readonly words: readonly string[];
  readonly at: Origin;
  /** Whether it stands between ".if" and ".endif", so that HAProxy may leave it out. */
  readonly isConditional: boolean;
}

/** The proxies of an inventory: pools, and those in `sections`. */
export function proxyScopes({ pools, haproxy: { sections } }: Inventory): ProxyScope[] {
  const written = sections === undefined ? [] : readScopes(sections.sections, sections.place);
  return [...pools.map(scopeOfPool), ...written];
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

function readScopes(sections: readonly Section<number>[], place: NodeRef): ProxyScope[] {
  const scopes: ProxyScope[] = [];
  const defaults = new Map<string | undefined, boolean>();
  let latest = false;
  for (const { section, lines } of withConditions(sections, place)) {
    const [kind, name, from, parent] = section.words;
    const inherited = (from === 'from' ? defaults.get(parent) : undefined) ?? latest;
    if (isProxy(kind)) {
      scopes.push({ ...toScope(kind, name, lines), mayBeDisabled: isDisabled(lines, inherited) });
    } else if (kind === 'defaults') {
      latest = isDisabled(lines, false);
      defaults.set(name, latest);
    }
  }
  return scopes;
}

interface ConditionalSection {
  readonly section: Section<number>;
  readonly lines: readonly ScopeLine[];
}

/** Sections with what ".if" may leave out of them; it may be open from one section to another. */
function withConditions(
  sections: readonly Section<number>[],
  place: NodeRef,
): ConditionalSection[] {
  let depth = 0;
  return sections.map((section) => ({
    section,
    lines: section.lines.map(({ words, origin }) => {
      if (words[0] === '.if') depth += 1;
      const isConditional = depth > 0;
      if (words[0] === '.endif') depth = Math.max(0, depth - 1);
      return { words, at: { ...place, line: origin }, isConditional };
    }),
  }));
}

function isProxy(kind: string | undefined): kind is ProxyScope['kind'] {
  return kind === 'frontend' || kind === 'backend' || kind === 'listen';
}

function isDisabled(lines: readonly ScopeLine[], isInherited: boolean): boolean {
  let mayBe = isInherited;
  for (const { words, isConditional } of lines) {
    if (words[0] === 'disabled') mayBe = true;
    if (words[0] === 'enabled' && !isConditional) mayBe = false;
  }
  return mayBe;
}

function toScope(
  kind: ProxyScope['kind'],
  name: string | undefined,
  lines: readonly ScopeLine[],
): Omit<ProxyScope, 'mayBeDisabled'> {
  const servers = lines.flatMap(({ words: [first, server] }) =>
    first === 'server' && server !== undefined ? [server] : [],
  );
  const templates = lines.flatMap(({ words }) => (words[0] === 'server-template' ? [words] : []));
  const known = { areLinesWhole: true, areServersWhole: true };
  return { kind, name, lines, servers: new Set(servers), templates, ...known };
}
