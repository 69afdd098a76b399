import { sideOf } from '../haproxy/facts/proxy-sides.ts';
import { isHttpOnly } from '../haproxy/model/http-only.ts';
import type { Directive, Effective, Proxies, ProxySection } from '../haproxy/model/proxies.ts';
import { joinServices, type Service, targetsOf } from '../haproxy/model/services.ts';
import { textsOf } from '../haproxy/syntax/configuration.ts';
import { quote } from '../text/characters.ts';
import { groupBy } from '../text/group-by.ts';
import { bindValue } from './bind.ts';
import type { CommentBook } from './comments.ts';
import type { NoPool } from './pool-draft.ts';
import type { ImportReport } from './report.ts';
import { writeSafely } from './server.ts';
import { items, list, map, number, text, type YamlEntry } from './yaml-text.ts';

type Timeouts = ReadonlyMap<string, Effective<number | string>>;

/** A frontend of a pool, and its settings that are not in the pool. */
interface OwnFrontend {
  readonly proxy: ProxySection;
  readonly directives: readonly Directive[];
  readonly timeouts: Timeouts;
}

/** A service that may become a pool; `front` holds what its frontends have in common. */
export interface PoolService extends Service {
  /** None where it is a listen section. */
  readonly frontends: readonly OwnFrontend[];
  /** Why no pool can contain its frontends. */
  readonly problem?: NoPool | undefined;
}

/** The services of a configuration, a backend behind several frontends among them, in the order of the file. */
export function poolServices(proxies: Proxies): PoolService[] {
  const { services, alone } = joinServices(proxies);
  const leading = groupBy(
    alone.filter(({ kind }) => kind === 'frontend'),
    soleTarget,
  );
  const shared = alone.flatMap((back): PoolService[] => {
    const fronts = back.kind === 'backend' ? (leading.get(back.name) ?? []) : [];
    if (fronts.length < 2) return [];
    const isUsedElsewhere = proxies.proxies.some(
      (proxy) => !fronts.includes(proxy) && targetsOf(proxy).includes(back.name),
    );
    const isAlike = fronts.every(({ mode }) => mode.value === back.mode.value);
    return isUsedElsewhere || !isAlike ? [] : [joinFronts(back, fronts)];
  });
  const joined = services.map((service): PoolService => {
    const { front, back } = service;
    return front === back ? { ...service, frontends: [] } : joinFronts(back, [front]);
  });
  const upgraded = alone.flatMap((front) => upgradedService(front, alone) ?? []);
  const at = new Map(proxies.proxies.map((proxy, index) => [proxy.section, index]));
  const order = ({ front }: PoolService) => at.get(front.section) ?? 0;
  return [...joined, ...shared, ...upgraded].sort((a, b) => order(a) - order(b));
}

/** A frontend of mode tcp before a backend of mode http, which reads what clients send as HTTP. */
function upgradedService(
  front: ProxySection,
  alone: readonly ProxySection[],
): PoolService | undefined {
  if (front.kind !== 'frontend' || front.mode.value !== 'tcp') return undefined;
  const target = soleTarget(front);
  const back = alone.find(({ kind, name }) => kind === 'backend' && name === target);
  if (back?.mode.value !== 'http' || back.servers.length === 0) return undefined;
  const reason = `frontend ${quote(front.name)} is in mode tcp, the backend in mode http, which answers TLS with 400 Bad request`;
  const { source, span } = back.section.opening;
  const problem: NoPool = { place: { source, span }, reason, isFault: true };
  return { name: back.name, front, back, frontends: [], problem };
}

/** The backend of all clients of a frontend; undefined where it chooses among several. */
function soleTarget(proxy: ProxySection): string | undefined {
  const [target, ...more] = targetsOf(proxy);
  const hasCondition = proxy.directives.some(({ words: [first] }) => first === 'use_backend');
  return more.length > 0 || hasCondition ? undefined : target;
}

function joinFronts(back: ProxySection, fronts: readonly ProxySection[]): PoolService {
  const [first = back] = fronts;
  const base = fronts.find(isPlain) ?? first;
  const isCommon = commonFinder(back, fronts);
  const timeouts = new Map(
    [...base.timeouts].filter(([name]) => fronts.every((one) => one.timeouts.has(name))),
  );
  const front = {
    ...first,
    binds: fronts.flatMap(({ binds }) => binds),
    directives: base.directives.filter(isCommon),
    timeouts,
  };
  const frontends = fronts.map((proxy): OwnFrontend => {
    const own = proxy.directives.filter(
      (one) =>
        one.key !== 'default_backend' &&
        !isHttpOnly(one.words) &&
        !front.directives.some(isSameAs(one)),
    );
    const times = [...proxy.timeouts].filter(
      ([name, { value }]) =>
        sideOf(['timeout', name]) === 'frontend' && timeouts.get(name)?.value !== value,
    );
    return { proxy, directives: own, timeouts: new Map(times) };
  });
  return { name: back.name, front, back, frontends, problem: problemOf(frontends, back) };
}

/** Whether a frontend takes its limits from the defaults. */
function isPlain({ directives, timeouts }: ProxySection): boolean {
  const limits = directives.filter(({ key }) => key === 'maxconn');
  const times = [...timeouts.values()].flatMap(({ directive }) => directive ?? []);
  return [...limits, ...times].every(({ isInherited }) => isInherited);
}

function isSameAs({ words }: Directive): (other: Directive) => boolean {
  const text = words.join(' ');
  return (other) => other.words.join(' ') === text;
}

/** Finds the lines that the pool can contain for all of its frontends: they have them all, and no line changes sides. */
function commonFinder(
  back: ProxySection,
  fronts: readonly ProxySection[],
): (directive: Directive) => boolean {
  const isMoved = (one: Directive) =>
    sideOf(one.words) === 'both' && !isLog(one) && !back.directives.some(isSameAs(one));
  // A condition names an acl above it in the same section.
  const hasAcl = fronts.some(({ directives }) => directives.some((one) => one.words[0] === 'acl'));
  return (one) => {
    if (one.key === 'default_backend' || (hasAcl && isRule(one)) || isMoved(one)) return false;
    const isLimit = one.key === 'maxconn' && fronts.every(hasMaxconn);
    return isLimit || fronts.every(({ directives }) => directives.some(isSameAs(one)));
  };
}

function hasMaxconn({ directives }: ProxySection): boolean {
  return directives.some(({ key }) => key === 'maxconn');
}

function isLog({ words: [first], key }: Directive): boolean {
  return first === 'log' || key === 'log-format';
}

function isRule({ key, words: [first], isInherited }: Directive): boolean {
  return key === undefined && first !== 'log' && !isInherited;
}

/** What an inventory cannot take back for one frontend alone, or write into the backend alone. */
function problemOf(frontends: readonly OwnFrontend[], back: ProxySection): NoPool | undefined {
  const own = frontends.flatMap(({ directives }) => directives);
  const differing = own.find((one) => (one.isInherited && one.key !== 'maxconn') || isLog(one));
  const lone = back.directives.find(
    ({ words, isInherited }) =>
      !isInherited &&
      words[0] === 'option' &&
      sideOf(words) === 'both' &&
      !frontends.every(({ proxy }) => proxy.directives.some((one) => one.words[1] === words[1])),
  );
  const found = differing ?? lone;
  if (found === undefined) return undefined;
  const line = quote(found.words.join(' '));
  return { place: found.line, reason: `${line} applies to only some of its sections` };
}

/** The frontends of a pool and its binds, as entries of an inventory. */
export function frontendEntries(
  { front, back, frontends }: PoolService,
  comments: CommentBook,
): YamlEntry[] {
  const above = () => comments.above(...front.binds.map(({ line }) => line));
  if (!isListed({ frontends })) {
    const named = front === back ? [] : [{ key: 'frontend', value: text(front.name) }];
    return [...named, { key: 'bind', value: bindValue(front.binds), above: above() }];
  }
  const entries = frontends.map((one) => ({
    value: map(ownEntries(one), true),
    above: comments.above(one.proxy.section.opening, ...one.proxy.binds.map(({ line }) => line)),
  }));
  return [{ key: 'frontend', value: items(entries) }];
}

/** Whether the frontends of a pool are written as a list: there are several, or one has settings of its own. */
export function isListed({ frontends }: Pick<PoolService, 'frontends'>): boolean {
  const hasOwn = frontends.some(
    ({ directives, timeouts }) => directives.length + timeouts.size > 0,
  );
  return frontends.length > 1 || hasOwn;
}

const ownTimes: ReadonlySet<string> = new Set(['client', 'client-fin']);

function ownEntries({ proxy, directives, timeouts }: OwnFrontend): YamlEntry[] {
  const maxconn = directives.find(({ key }) => key === 'maxconn');
  const times = [...timeouts].flatMap(([key, { directive }]) =>
    ownTimes.has(key) ? [{ key, value: number(directive?.words[2] ?? '') }] : [],
  );
  const others = [...timeouts].flatMap(([key, { directive }]) =>
    ownTimes.has(key) || directive === undefined ? [] : [directive],
  );
  const extra = [...directives.filter((one) => one !== maxconn), ...others];
  const lines = extra.map(({ words }) => words.map(writeSafely).join(' '));
  return [
    { key: 'name', value: text(proxy.name) },
    { key: 'bind', value: bindValue(proxy.binds) },
    ...(maxconn === undefined ? [] : [{ key: 'maxconn', value: number(maxconn.words[1] ?? '') }]),
    ...(times.length === 0 ? [] : [{ key: 'timeouts', value: map(times, true) }]),
    ...(lines.length === 0 ? [] : [{ key: 'extra', value: list(lines) }]),
  ];
}

/** The sections that a service is made of. */
export function sectionsOf({ front, back, frontends }: PoolService): ProxySection[] {
  return frontends.length === 0
    ? [...new Set([front, back])]
    : [...frontends.map(({ proxy }) => proxy), back];
}

/** Reports lines that HAProxy ignores in their section. */
export function reportIgnored(service: PoolService, report: ImportReport): void {
  for (const { kind, section } of sectionsOf(service)) {
    for (const line of kind === 'listen' ? [] : section.lines) {
      const words = textsOf(line);
      const isOfOther = sideOf(words) !== 'both' && sideOf(words) !== kind;
      const isLost = isListed(service) && kind === 'frontend' && isHttpOnly(words);
      if (!isOfOther && !isLost) continue;
      const where = isOfOther ? `a ${kind}` : 'mode tcp';
      report.idle(line, `has no effect in ${where}`);
    }
  }
}
