import { defaults } from '../haproxy/facts/defaults.ts';
import type { Effective, ProxySection, ProxyServer } from '../haproxy/model/proxies.ts';
import { numberOf } from '../haproxy/model/server-option.ts';
import type { Plan } from './journal.ts';

/** A server as the process that answers shows it. */
export interface WatchedServer {
  readonly pool: string;
  readonly server: string;
  /** Whether new clients can reach it. */
  readonly inRotation: boolean;
  /** Whether its checks, or its agent, took it out. */
  readonly isDown: boolean;
  /** Whether it is checked and no check has ended yet. */
  readonly isUnknown: boolean;
  /** Sessions that it has had. */
  readonly sessions: number;
}

/** What a look at the servers says. */
export interface Judgement {
  /** Servers whose first check has not ended, as pool/server. */
  readonly unknown: readonly string[];
  readonly down: readonly string[];
  /** Pools that had a server in rotation, and have none. */
  readonly emptied: readonly string[];
}

/**
 * Compares what runs with what was: a server that is DOWN while its pool serves is only said, a pool that lost all of
 * its servers is a reason to go back. A pool that had none, or was allowed to have none, is not judged.
 */
export function judge(servers: readonly WatchedServer[], plan: Plan): Judgement {
  const named = (some: readonly WatchedServer[]) =>
    some.map(({ pool, server }) => `${pool}/${server}`);
  const serving = new Set(servers.filter(({ inRotation }) => inRotation).map(({ pool }) => pool));
  const kept = plan.pools.filter(({ pool }) => !plan.allowedEmpty.includes(pool));
  return {
    unknown: named(servers.filter(({ isUnknown }) => isUnknown)),
    down: named(servers.filter(({ isDown }) => isDown)),
    emptied: kept.flatMap(({ pool, inRotation }) =>
      inRotation > 0 && !serving.has(pool) ? [pool] : [],
    ),
  };
}

/** Whether a server that did not sign certificates before has had a client since: then nothing leads back. */
export function hasNewCaServed(
  servers: readonly WatchedServer[],
  plan: Plan,
  isNewProcess: boolean,
): boolean {
  return plan.newCas.some(({ pool, server, sessions }) => {
    const row = servers.find((one) => one.pool === pool && one.server === server);
    return row !== undefined && row.sessions > (isNewProcess ? 0 : sessions);
  });
}

/** How long checks need, in seconds: for a first result on every server, then to find one that fails. */
export interface WatchTimes {
  readonly firstCheck: number;
  readonly watch: number;
}

/**
 * A check starts within `inter` and takes `timeout check` at most; one that fails later is found after `fall` of both.
 * With the defaults of an inventory that is 3.5 s and 10.5 s (seen on 2.2 to 3.2).
 */
export function watchTimes(proxies: readonly ProxySection[]): WatchTimes {
  const all = proxies.flatMap((proxy) =>
    proxy.servers
      .filter(({ isChecked, isDisabled }) => isChecked && !isDisabled)
      .map((server) => {
        const inter = numberOf(server, 'inter') ?? Number(defaults.inter.haproxy);
        const each = inter + checkTimeout(proxy.timeouts.get('check'), inter);
        return { each, all: each * fallOf(server) };
      }),
  );
  return {
    firstCheck: Math.max(0, ...all.map(({ each }) => each)) / 1000,
    watch: Math.max(0, ...all.map((times) => times.all)) / 1000,
  };
}

/** Without `timeout check` a check may take all of its `inter`. */
function checkTimeout(timeout: Effective<number | string> | undefined, inter: number): number {
  return typeof timeout?.value === 'number' ? timeout.value : inter;
}

function fallOf(server: ProxyServer): number {
  return numberOf(server, 'fall') ?? Number(defaults.fall.haproxy);
}
