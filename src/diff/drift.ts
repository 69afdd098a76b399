import { keptPairs, type Pair } from '../haproxy/model/pair.ts';
import { pairServers } from '../haproxy/model/pair-servers.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { RunningServer } from '../haproxy/process/running.ts';
import type { RunningPool, RunningPools } from '../haproxy/process/running-pools.ts';
import { type DriftField, type DriftFieldName, driftFieldsOf } from './drift-fields.ts';
import type { Sides } from './server-changes.ts';
import type { ShownPlace } from './side.ts';
import { fileKeeps, keepsState, type ReloadEffect } from './state-file.ts';
import { runningValue, serverValue, type Value } from './value.ts';

/** Something that runs otherwise than the old configuration says. */
export interface Drift {
  readonly pool: string;
  /** Undefined where the whole pool is meant. */
  readonly server?: string;
  readonly what: DriftFieldName | 'server' | 'section';
  /** What the old configuration says; undefined where it has no such thing. */
  readonly built?: Value;
  /** What runs; undefined where nothing does. */
  readonly running?: Value;
  /** Where the old configuration says it. */
  readonly at?: ShownPlace;
  /** What becomes of it when HAProxy starts with the new configuration. */
  readonly reload: ReloadEffect;
}

/** What runs otherwise than the old configuration says, and what a reload makes of that. */
export function driftsOf(
  sides: Sides,
  sections: readonly Pair<Service>[],
  pools: RunningPools,
): Drift[] {
  const known = new Set(
    sections.flatMap(({ before }) => (before === undefined ? [] : before.back.name)),
  );
  const news = new Map(
    sections.flatMap(({ after }) => (after === undefined ? [] : [[after.back.name, after]])),
  );
  return [
    ...sections.flatMap(({ before, after }) =>
      before === undefined ? [] : sectionDrifts(sides, before, after, pools),
    ),
    ...[...pools].flatMap(([pool, servers]): Drift[] => {
      if (known.has(pool)) return [];
      const reload = news.has(pool) ? isThere : isUndone;
      return [{ pool, what: 'section', running: sectionValue(servers.size), reload }];
    }),
  ];
}

const isThere: ReloadEffect = { kind: 'keeps', reason: 'the new configuration has it' };
const isNowhere: ReloadEffect = {
  kind: 'keeps',
  reason: 'the new configuration does not have it either',
};
const isUndone: ReloadEffect = { kind: 'undoes' };

function sectionValue(servers: number): Value {
  return { kind: 'section', listens: [], servers };
}

function sectionDrifts(
  sides: Sides,
  before: Service,
  after: Service | undefined,
  pools: RunningPools,
): Drift[] {
  const { name, servers } = before.back;
  const running = pools.get(name);
  if (running === undefined) {
    if (servers.length === 0) return [];
    const at = sides.before.placeOf(before.back.section.opening);
    const reload = after === undefined ? isNowhere : isUndone;
    return [{ pool: name, what: 'section', built: sectionValue(servers.length), at, reload }];
  }
  return serverDrifts(sides, { before, after }, running);
}

interface Both {
  readonly before: Service;
  readonly after: Service | undefined;
}

function serverDrifts(sides: Sides, { before, after }: Both, running: RunningPool): Drift[] {
  const pool = before.back.name;
  const pairs = after === undefined ? [] : keptPairs(pairServers(before, after));
  const partners = new Map(pairs.map((pair) => [pair.before, pair.after]));
  const news = new Map((after?.back.servers ?? []).map((server) => [server.name, server]));
  const names = new Set(before.back.servers.map(({ name }) => name));
  const place = (server: ProxyServer, property: string) =>
    sides.before.serverPlace(before.name, server.name, property, server.line);
  return [
    ...before.back.servers.flatMap((server): Drift[] => {
      const row = running.get(server.name);
      const partner = partners.get(server);
      if (row === undefined) {
        const reload = partner === undefined ? isNowhere : isUndone;
        const [built, at] = [serverValue(server), place(server, 'server')];
        return [{ pool, server: server.name, what: 'server', built, at, reload }];
      }
      const hasStateFile = after !== undefined && keepsState(sides.after, after);
      return driftFieldsOf(server, row).flatMap(({ what, built, running: value, isSame }) => {
        if (isSame) return [];
        const reload = reloadEffectOf(what, server, partner, row, hasStateFile);
        return [
          {
            pool,
            server: server.name,
            what,
            built,
            running: value,
            at: place(server, what),
            reload,
          },
        ];
      });
    }),
    ...[...running.values()].flatMap((row): Drift[] => {
      if (names.has(row.name)) return [];
      const reload = news.has(row.name) ? isThere : isUndone;
      return [{ pool, server: row.name, what: 'server', running: runningValue(row), reload }];
    }),
  ];
}

function reloadEffectOf(
  what: DriftFieldName,
  before: ProxyServer,
  after: ProxyServer | undefined,
  row: RunningServer,
  hasStateFile: boolean,
): ReloadEffect {
  if (after === undefined) return { kind: 'ends', reason: 'the server is removed' };
  const next: DriftField | undefined = driftFieldsOf(after, row).find(
    (field) => field.what === what,
  );
  if (next?.isSame === true) return isThere;
  if (hasStateFile) return fileKeeps(what, before, after, row);
  const isAgents = what === 'state' && row.agent === 'on';
  return isAgents ? { ...isUndone, reason: 'unless its agent check sets it again' } : isUndone;
}
