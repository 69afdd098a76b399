import type { Pair } from '../haproxy/model/pair.ts';
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
  readonly server: string | undefined;
  readonly what: DriftFieldName | 'server' | 'section';
  /** What the old configuration says; undefined where it has no such thing. */
  readonly built: Value | undefined;
  /** What runs; undefined where nothing does. */
  readonly running: Value | undefined;
  /** Where the old configuration says it. */
  readonly at: ShownPlace | undefined;
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
      const reload: ReloadEffect = news.has(pool) ? isThere : { kind: 'undoes' };
      const running = sectionValue(servers.size);
      return [
        {
          pool,
          server: undefined,
          what: 'section',
          built: undefined,
          running,
          at: undefined,
          reload,
        },
      ];
    }),
  ];
}

const isThere: ReloadEffect = { kind: 'keeps', reason: 'the new configuration has it' };

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
    const reload: ReloadEffect =
      after === undefined
        ? { kind: 'keeps', reason: 'the new configuration has none' }
        : { kind: 'undoes' };
    const built = sectionValue(servers.length);
    return [
      { pool: name, server: undefined, what: 'section', built, running: undefined, at, reload },
    ];
  }
  return serverDrifts(sides, { before, after }, running);
}

interface Both {
  readonly before: Service;
  readonly after: Service | undefined;
}

function serverDrifts(sides: Sides, { before, after }: Both, running: RunningPool): Drift[] {
  const pool = before.back.name;
  const partners = new Map(
    (after === undefined ? [] : pairServers(before, after)).flatMap((pair) =>
      pair.before === undefined || pair.after === undefined
        ? []
        : [[pair.before, pair.after] as const],
    ),
  );
  const news = new Map((after?.back.servers ?? []).map((server) => [server.name, server]));
  const names = new Set(before.back.servers.map(({ name }) => name));
  const place = (server: ProxyServer, property: string) =>
    sides.before.serverPlace(before.name, server.name, property, server.line);
  return [
    ...before.back.servers.flatMap((server): Drift[] => {
      const row = running.get(server.name);
      const partner = partners.get(server);
      if (row === undefined) {
        const reload: ReloadEffect =
          partner === undefined
            ? { kind: 'keeps', reason: 'the new configuration has none' }
            : { kind: 'undoes' };
        return [
          {
            pool,
            server: server.name,
            what: 'server',
            built: serverValue(server),
            running: undefined,
            at: place(server, 'server'),
            reload,
          },
        ];
      }
      const found = driftFieldsOf(server, row).filter(({ isSame }) => !isSame);
      return found.map(({ what, built, running: value }) => ({
        pool,
        server: server.name,
        what,
        built,
        running: value,
        at: place(server, what),
        reload: reloadEffectOf(
          what,
          server,
          partner,
          row,
          after !== undefined && keepsState(sides.after, after),
        ),
      }));
    }),
    ...[...running.values()].flatMap((row): Drift[] => {
      if (names.has(row.name)) return [];
      const reload: ReloadEffect = news.has(row.name) ? isThere : { kind: 'undoes' };
      return [
        {
          pool,
          server: row.name,
          what: 'server',
          built: undefined,
          running: runningValue(row),
          at: undefined,
          reload,
        },
      ];
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
  return isAgents
    ? { kind: 'undoes', reason: 'unless its agent wants it again' }
    : { kind: 'undoes' };
}
