import type { Pair } from '../haproxy/model/pair.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import { type Route, routesOf } from '../haproxy/model/routes.ts';
import type { Service } from '../haproxy/model/services.ts';
import { byLabel, type Machines, machineKey } from '../predict/machines.ts';
import { listNames } from '../text/list-names.ts';
import { isShared, type Listening, listenersOf, listenerText, takerOf } from './listeners.ts';
import { maxNames, type PoolCapacity, type Risk, rotationRisk } from './risks.ts';
import type { Sides } from './server-changes.ts';
import type { Side } from './side.ts';

type Section = Service['back'];
type Partners = ReadonlyMap<Section | undefined, Section | undefined>;

/** Clients that come to another section by the same address, whatever it is called. */
export interface MovedListener {
  /** The addresses that they connect to. */
  readonly text: string;
  /** Which of their clients are meant; empty where no condition sends them elsewhere. */
  readonly condition: readonly string[];
  readonly before: Service;
  readonly after: Service;
}

/** Addresses behind which clients reach another section, and old sections whose clients all do. */
export interface MovedListeners {
  readonly moved: readonly MovedListener[];
  readonly left: ReadonlySet<Section>;
}

/** Finds the addresses behind which clients reach another section than the one that was paired. */
export function movedListeners(sides: Sides, sections: readonly Pair<Service>[]): MovedListeners {
  const partners: Partners = new Map(
    sections.map(({ before, after }) => [before?.back, after?.back]),
  );
  const [routesBefore, routesAfter] = [routesIn(sides.before), routesIn(sides.after)];
  const moved = new Map<string, MovedListener>();
  // One address can be listened on once for each interface.
  const addresses = new Map<string, ReadonlySet<string>>();
  const [left, kept] = [new Set<Section>(), new Set<Section>()];
  for (const [text, was, is] of listenerPairs(sides)) {
    const routes = [routesBefore(was.proxy), routesAfter(is.proxy)] as const;
    for (const [{ condition, service: before }, { service: after }] of routePairs(
      ...routes,
      partners,
    )) {
      if (partners.get(before.back) === after.back) {
        kept.add(before.back);
        continue;
      }
      left.add(before.back);
      const key = JSON.stringify([before.name, after.name, ...condition]);
      const texts = new Set([...(addresses.get(key) ?? []), text]);
      addresses.set(key, texts);
      moved.set(key, { text: [...texts].join(', '), condition, before, after });
    }
  }
  for (const section of kept) left.delete(section);
  return { moved: [...moved.values()], left };
}

/** What stands before and after behind each address that either side listens on. */
function listenerPairs(sides: Sides): [string, Listening, Listening][] {
  const [olds, news] = [listenersOf(sides.before), listenersOf(sides.after)];
  const known = new Set<string>();
  return [...olds, ...news].flatMap((listener): [string, Listening, Listening][] => {
    const [was, is] = [takerOf(listener, olds), takerOf(listener, news)];
    const text = listenerText(listener);
    const key = `${text} ${listener.bind.interface}`;
    if (was === undefined || is === undefined || known.has(key)) return [];
    if (isShared(was, olds) || isShared(is, news)) return [];
    known.add(key);
    return [[text, was, is]];
  });
}

/** The routes of a side's sections, each found once though a section may listen on many addresses. */
function routesIn({ proxies }: Side): (section: Section) => readonly Route[] {
  const known = new Map<Section, readonly Route[]>();
  return (section) => {
    const routes = known.get(section) ?? routesOf(section, proxies);
    known.set(section, routes);
    return routes;
  };
}

/** Each way of the old section with the one that its clients take afterwards. */
function routePairs(
  olds: readonly Route[],
  news: readonly Route[],
  partners: Partners,
): [Route, Route][] {
  const textOf = ({ condition }: Route) => condition.join(' ');
  const oldTexts = new Set(olds.map(textOf));
  // A condition in other words can mean the same clients: then nobody can say where they came from.
  const isReworded = news.some((one) => !oldTexts.has(textOf(one)));
  const kept = olds.flatMap((old): [Route, Route][] => {
    const same = news.find((one) => textOf(one) === textOf(old));
    const partner = news.find(({ service }) => service.back === partners.get(old.service.back));
    const next = same ?? partner ?? news.find((one) => hasSameMachines(one, old));
    const otherwise = isReworded ? undefined : news.find((one) => one.condition.length === 0);
    const found = next ?? otherwise;
    return found === undefined ? [] : [[old, found]];
  });
  const newTexts = new Set(news.map(textOf));
  const usual = olds.find(({ condition }) => condition.length === 0);
  if (usual === undefined || olds.some((old) => !newTexts.has(textOf(old)))) return kept;
  const come = news.filter((one) => !oldTexts.has(textOf(one)));
  return [
    ...kept,
    ...come.map((one): [Route, Route] => [{ ...usual, condition: one.condition }, one]),
  ];
}

function hasSameMachines(one: Route, other: Route): boolean {
  const [machines, others] = [one, other].map(
    ({ service }) => new Set(service.back.servers.map(({ point }) => machineKey(point))),
  );
  return (
    JSON.stringify([...(machines ?? [])].sort()) === JSON.stringify([...(others ?? [])].sort())
  );
}

/** A moved address with servers of the same name told apart: in another section that is another machine. */
export function withDistinctServers(moved: MovedListener): MovedListener {
  const { before, after } = moved;
  const machines = new Map(before.back.servers.map((one) => [one.name, machineKey(one.point)]));
  const shared = after.back.servers.filter(({ name, point }) => {
    const old = machines.get(name);
    return old !== undefined && old !== machineKey(point);
  });
  const names = new Set(shared.map(({ name }) => name));
  if (names.size === 0) return moved;
  const rename = (service: Service): Service => {
    const servers = service.back.servers.map((one): ProxyServer => {
      return names.has(one.name) ? { ...one, name: `${service.name}/${one.name}` } : one;
    });
    return { ...service, back: { ...service.back, servers } };
  };
  return { ...moved, before: rename(before), after: rename(after) };
}

/** Whether clients meet servers at an address that they did not meet there before, or too few of them. */
export function movedRisks(
  sides: Sides,
  sections: readonly Pair<Service>[],
  { text, condition, before, after }: MovedListener,
  { capacity, machines }: { readonly capacity: PoolCapacity; readonly machines: Machines },
): Risk[] {
  const partner = sections.find((pair) => pair.before?.name === before.name)?.after;
  const wasCa =
    sides.before.isCaPool(before.name) ||
    (partner !== undefined && sides.after.isCaPool(partner.name));
  const isCa = sides.after.isCaPool(after.name);
  const [olds, news] = [capacity.before.servers, capacity.after.servers];
  const clients = condition.length === 0 ? text : `${text} (${condition.join(' ')})`;
  if (olds.length > 0 && after.back.servers.length === 0) {
    const message = `agents that connect to ${clients} reach no server`;
    return [{ kind: 'listener', pool: after.name, message }];
  }
  const hasNew = olds.length > 0 && news.some((name) => !olds.includes(name));
  const hasLost = news.length > 0 && olds.some((name) => !news.includes(name));
  if (!hasNew || (!hasLost && wasCa === isCa)) {
    return rotationRisk(capacity, byLabel(machines, after.back.servers), sides.after);
  }
  const message = `agents that connect to ${clients} reach different servers: ${listNames(olds, maxNames)} -> ${listNames(news, maxNames)}`;
  if (!wasCa && !isCa) return [{ kind: 'listener', pool: after.name, message }];
  return [{ kind: 'ca', pool: wasCa ? before.name : after.name, message }];
}
