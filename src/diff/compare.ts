import type { Version } from '../haproxy/facts/versions.ts';
import { globalWords, hasGlobalLog } from '../haproxy/model/comparable.ts';
import { readableWords } from '../haproxy/model/directive.ts';
import { type Pair, pairUp } from '../haproxy/model/pair.ts';
import type { ProxyBind, ProxySection } from '../haproxy/model/proxies.ts';
import { joinServices, type Service, type Services, targetsOf } from '../haproxy/model/services.ts';
import type { RunningPools } from '../haproxy/process/running-pools.ts';
import type { FileLine, FileSection } from '../haproxy/syntax/configuration.ts';
import { otherServers, poolFacts } from './actions/pool-facts.ts';
import { type ConfigurationChange, reload, type Subject } from './change.ts';
import { listChanges, type PlacedLine } from './line-changes.ts';
import { poolChanges, type SectionPair } from './pool-changes.ts';
import { keepReferenced, referencedServers } from './referenced-servers.ts';
import { type Sides, serverChanges } from './server-changes.ts';
import type { Side } from './side.ts';
import type { Value } from './value.ts';

/** The differences that HAProxy makes between two configurations, and the sections side by side. */
export interface Comparison {
  readonly changes: readonly ConfigurationChange[];
  readonly sections: readonly Pair<Service>[];
}

/** Compares what two configurations mean to a version of HAProxy, and to what runs where that is known. */
export function compareSides(sides: Sides, version: Version, pools?: RunningPools): Comparison {
  const sections = pairSections(sides);
  const isLogged = {
    before: hasGlobalLog(sides.before.proxies),
    after: hasGlobalLog(sides.after.proxies),
  };
  const others = otherServers(sections.flatMap(({ before }) => before ?? []));
  const referenced = referencedServers(sides.before.proxies);
  const changes = [
    ...sections.flatMap((pair) => {
      const { before, after } = pair;
      if (before === undefined) return [wholeChange('added', pair, sides.after)];
      if (after === undefined) return [wholeChange('removed', pair, sides.before)];
      const both: SectionPair = { section: labelOf(after), before, after, isLogged };
      const ofPool = poolChanges(sides, both);
      const running = pools && (pools.get(before.back.name) ?? new Map());
      const facts = poolFacts(before, version, others, running);
      const ofServers = serverChanges(sides, before, after, facts);
      return [...ofPool, ...keepReferenced(ofServers, before.back.name, referenced)];
    }),
    ...globalChanges(sides),
    ...otherChanges(sides),
  ];
  return { changes: markMoved(changes), sections };
}

/**
 * All proxies, those that belong to no service as one of their own. Where the other side has a frontend of its own
 * by a name, it is one here too.
 */
function servicesOf({ services, alone }: Services, other: Services): Service[] {
  const others = other.alone.filter(({ kind }) => kind === 'frontend');
  const apart = new Set(others.map(({ name }) => name));
  const isApart = ({ front, back }: Service) => front !== back && apart.has(front.name);
  const sections = [...services.filter(isApart).flatMap((one) => [one.front, one.back]), ...alone];
  const binds = bindsBefore(sections);
  const own = (proxy: ProxySection): Service => {
    const leading = proxy.kind === 'backend' ? binds.get(proxy.name) : undefined;
    const service = { name: proxy.name, front: proxy, back: proxy };
    return leading === undefined ? service : { ...service, binds: leading };
  };
  return [
    ...services.flatMap((one) => (isApart(one) ? [own(one.front), own(one.back)] : [one])),
    ...alone.map(own),
  ];
}

/** The binds by which clients come to each backend, of all frontends that lead there. */
function bindsBefore(sections: readonly ProxySection[]): ReadonlyMap<string, ProxyBind[]> {
  const found = new Map<string, ProxyBind[]>();
  for (const proxy of sections) {
    for (const target of proxy.kind === 'frontend' ? targetsOf(proxy) : []) {
      const binds = found.get(target);
      if (binds === undefined) found.set(target, [...proxy.binds]);
      else binds.push(...proxy.binds);
    }
  }
  return found;
}

/** A pool by its name; a frontend that is none can have the name of another section. */
function labelOf({ name, front, back }: Service): string {
  return front === back && front.kind === 'frontend' ? `frontend ${name}` : name;
}

function pairSections({ before, after }: Sides): Pair<Service>[] {
  const [was, is] = [joinServices(before.proxies), joinServices(after.proxies)];
  return pairUp(servicesOf(was, is), servicesOf(is, was), {
    nameOf: labelOf,
    traitsOf: (service) => [frontName(service), bindsOf(service)],
  });
}

/** The name that clients know it by: a frontend keeps it where its backend becomes a listen section. */
function frontName({ front, back }: Service): string | undefined {
  return front === back && front.kind !== 'listen' ? undefined : front.name;
}

function bindsOf({ front }: Service): string | undefined {
  if (front.binds.length === 0) return undefined;
  return JSON.stringify(
    front.binds.map(({ addresses }) =>
      addresses.map(({ host, first, last }) => [host, first, last]),
    ),
  );
}

const whole: Subject = { kind: 'section' };
const atStart = 'HAProxy adds and removes sections only at start';

function wholeChange(
  kind: 'added' | 'removed',
  { before, after }: Pair<Service>,
  side: Side,
): ConfigurationChange {
  const service = after ?? before;
  const { binds } = service.front;
  const { servers } = service.back;
  const listens = binds.flatMap(({ addresses }) => addresses.map(({ text }) => text));
  const value = { kind: 'section', listens, servers: servers.length } as const;
  const place = side.placeOf(service.back.section.opening);
  const action = reload(atStart);
  const base = { kind, section: labelOf(service), subject: whole, action };
  return kind === 'added'
    ? { ...base, after: value, at: { after: place } }
    : { ...base, before: value, at: { before: place } };
}

function globalChanges({ before, after }: Sides): ConfigurationChange[] {
  const lines = (side: Side) => placed(side.proxies.global, side, globalWords);
  return listChanges({ section: 'global' }, lines(before), lines(after));
}

function placed(
  lines: readonly FileLine[],
  side: Side,
  wordsOf: (line: FileLine) => readonly string[],
): PlacedLine[] {
  return lines.map((line) => ({ value: wordsOf(line), place: () => side.placeOf(line) }));
}

/** Sections that are no proxies, line by line. */
function otherChanges({ before, after }: Sides): ConfigurationChange[] {
  const nameOf = (section: FileSection) => readableWords(section.opening).join(' ');
  const pairs = pairUp(before.proxies.others, after.proxies.others, {
    nameOf,
    traitsOf: () => [],
  });
  return pairs.flatMap((pair): ConfigurationChange[] => {
    const section = nameOf(pair.after ?? pair.before);
    const action = reload(atStart);
    if (pair.before === undefined) {
      const at = { after: after.placeOf(pair.after.opening) };
      return [{ kind: 'added', section, subject: whole, at, action }];
    }
    if (pair.after === undefined) {
      const at = { before: before.placeOf(pair.before.opening) };
      return [{ kind: 'removed', section, subject: whole, at, action }];
    }
    const lines = (one: FileSection, side: Side) => placed(one.lines, side, readableWords);
    const both = [lines(pair.before, before), lines(pair.after, after)] as const;
    return listChanges({ section, ordered: 'lines' }, ...both);
  });
}

/** A server that left one pool and came to another one moved; it is still taken out of the first. */
function markMoved(changes: readonly ConfigurationChange[]): ConfigurationChange[] {
  const leaving = new Map<string, ConfigurationChange>();
  for (const change of changes) {
    if (change.kind !== 'removed' || change.server === undefined) continue;
    leaving.set(keyOf(change, change.before), change);
  }
  return changes.map((change): ConfigurationChange => {
    if (change.kind !== 'added' || change.server === undefined) return change;
    const from = leaving.get(keyOf(change, change.after));
    if (from === undefined) return change;
    const at = { ...from.at, ...change.at };
    return { ...change, kind: 'moved', before: { kind: 'pool', name: from.section }, at };
  });
}

function keyOf({ server }: ConfigurationChange, value: Value | undefined): string {
  const at = typeof value === 'object' && value?.kind === 'server' ? value.at : undefined;
  return JSON.stringify([server, at]);
}
