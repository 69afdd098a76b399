import { mappedIPv4 } from '../haproxy/facts/ip.ts';
import { keptPairs, type Pair } from '../haproxy/model/pair.ts';
import { pairServers } from '../haproxy/model/pair-servers.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { RunningPool, RunningPools } from '../haproxy/process/running-pools.ts';
import type { ServiceSides } from '../predict/affinity.ts';
import { emptyCache } from '../predict/cache.ts';
import { capacityOf } from '../predict/capacity.ts';
import { selectionOf } from '../predict/pool-selection.ts';
import { listNames } from '../text/list-names.ts';
import type { Action } from './change.ts';
import { maxNames, type Risk } from './risks.ts';
import type { Sides } from './server-changes.ts';
import { poolRuntime } from './state-file.ts';

/** How a change is made, and what runs where that is known. */
interface Circumstances {
  readonly running: RunningPools | undefined;
  readonly action: Action['kind'];
}

/** Changes of the machine that signs certificates, and those that only the next reload would make. */
export function caRisks(
  sides: Sides,
  pools: readonly ServiceSides[],
  { running, action }: Circumstances,
): Risk[] {
  return pools.flatMap((pool): Risk[] => {
    const name = pool.after.name;
    const change = activeCas(sides, pool, { running, action });
    const message = describeSwitch(change);
    if (message !== undefined)
      return [{ kind: 'ca', pool: name, message: `the active CA changes: ${message}` }];
    if (action === 'reload' || running === undefined) return [];
    const reloaded = activeCas(sides, pool, { running, action: 'reload' });
    const later = describeSwitch({ ...reloaded, before: change.after });
    if (later === undefined) return [];
    return [{ kind: 'ca', pool: name, message: `a reload would change the active CA: ${later}` }];
  });
}

/** The servers that stand by in each CA pool, by the names of the pools. */
export function standbyCas(
  pools: readonly ServiceSides[],
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    pools.map(({ before, after }) => {
      const servers = [...before.back.servers, ...after.back.servers];
      const names = servers.filter(({ isBackup }) => isBackup).map(({ name }) => name);
      return [after.name, new Set(names)];
    }),
  );
}

/** Pools with role ca on one side or the other; a single one that was replaced counts as the same. */
export function caPools(
  { before, after }: Sides,
  sections: readonly Pair<Service>[],
): ServiceSides[] {
  const cas = sections.flatMap((pair) => {
    const was = pair.before !== undefined && before.isCaPool(pair.before.name);
    const is = pair.after !== undefined && after.isCaPool(pair.after.name);
    return was || is ? [{ pair, was, is }] : [];
  });
  const changed = cas.filter(({ was, is }) => was !== is);
  const gone = changed.find(({ was }) => was)?.pair.before;
  const come = changed.find(({ is }) => is)?.pair.after;
  const isReplaced = gone !== undefined && come !== undefined && changed.length === 2;
  const pools = cas.flatMap(({ pair: { before: one, after: other }, was, is }): ServiceSides[] => {
    const isOne = was === is || !isReplaced;
    return isOne && one !== undefined && other !== undefined ? [{ before: one, after: other }] : [];
  });
  return isReplaced ? [...pools, { before: gone, after: come }] : pools;
}

/** Where a CA server is. */
interface Spot {
  readonly machine: string;
  readonly port: number | undefined;
}

interface Ca extends Spot {
  readonly name: string;
}

/** Who signs certificates before a change and after it, and every CA that either side knows. */
interface CaChange {
  readonly before: readonly Ca[];
  readonly after: readonly Ca[];
  readonly all: readonly Ca[];
}

function activeCas(sides: Sides, pool: ServiceSides, { running, action }: Circumstances): CaChange {
  const { before, after } = pool;
  const pairs = pairServers(before, after);
  const live = poolRuntime(sides, pool, running, action);
  const rows = live === undefined ? undefined : running?.get(before.back.name);
  const renamed = new Map(keptPairs(pairs).map((pair) => [pair.before.name, pair.after.name]));
  const olds = new Map(
    before.back.servers.map((server) => [
      renamed.get(server.name) ?? server.name,
      spotOf(server, rows),
    ]),
  );
  const kept = action === 'reload' ? undefined : rows;
  const news = new Map(
    pairs.flatMap(({ before: one, after: other }): [string, Spot][] => {
      if (other === undefined) return [];
      const isMoved = one?.point.host.text !== other.point.host.text;
      return [[other.name, isMoved ? spotOf(other) : spotOf(one, kept)]];
    }),
  );
  const casOf = (service: Service, spots: ReadonlyMap<string, Spot>, isBefore: boolean) => {
    const cache = emptyCache();
    const running = isBefore ? live?.before : live?.after;
    const labels = (running ?? service.back.servers).map(({ name }) => ({
      name,
      label: (isBefore ? renamed.get(name) : undefined) ?? name,
    }));
    const selection = selectionOf(service, 'id', cache, labels, running);
    return capacityOf(selection, cache).servers.map((name) => {
      const row = rows?.get(name);
      return { name, ...(spots.get(name) ?? { machine: row?.address ?? name, port: row?.port }) };
    });
  };
  return {
    before: casOf(before, olds, true),
    after: casOf(after, news, false),
    all: [...news, ...olds].map(([name, spot]) => ({ name, ...spot })),
  };
}

/** A machine by its address, which somebody can have changed while HAProxy runs; a name is taken as it is. */
function spotOf({ name, point: { host, port } }: ProxyServer, rows?: RunningPool): Spot {
  const row = host.kind === 'ip' ? rows?.get(name) : undefined;
  const text = row?.address ?? host.text;
  return { machine: mappedIPv4(text) ?? text, port: row?.port ?? port };
}

/** One CA can get another name, or another port; two that differ in both are two, on one machine too. */
function isSameCa(one: Ca, other: Ca): boolean {
  return one.machine === other.machine && (one.name === other.name || one.port === other.port);
}

/** What changes about the active CA; undefined where nothing does. */
function describeSwitch({ before, after, all }: CaChange): string | undefined {
  const without = (some: readonly Ca[], others: readonly Ca[]) =>
    some.filter((one) => !others.some((other) => isSameCa(one, other)));
  const come = without(after, before);
  // Who signed before all of them were out of rotation is not known.
  const left = without(before.length === 0 ? all : before, after);
  if (after.length === 0 || come.length + left.length === 0) return undefined;
  if (before.length === 0 && left.length === 0) return undefined;
  const show = namer([...before, ...after, ...left]);
  const names = (cas: readonly Ca[]) => listNames([...new Set(cas.map(show))], maxNames);
  const change = `${before.length === 0 ? 'none' : names(before)} -> ${names(after)}`;
  const parts = [
    ...(left.length === 0
      ? []
      : [
          `check that you copied the CA directory and the CRL, and that puppetserver on ${names(left)} is stopped`,
        ]),
    ...(after.length === 1 ? [] : [`${after.length} active CA servers; only one may be active`]),
  ];
  return [change, ...parts].join('; ');
}

/** Names of CAs, with the machine where one name stands for several. */
function namer(cas: readonly Ca[]): (ca: Ca) => string {
  const machines = new Map<string, Set<string>>();
  for (const { name, machine } of cas) {
    machines.set(name, (machines.get(name) ?? new Set()).add(machine));
  }
  return ({ name, machine }) =>
    (machines.get(name)?.size ?? 0) > 1 ? `${name} (${machine})` : name;
}
