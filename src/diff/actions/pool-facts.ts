import { hasCommand } from '../../haproxy/facts/runtime-commands.ts';
import { serverOptionsWith } from '../../haproxy/facts/server-options.ts';
import type { Version } from '../../haproxy/facts/versions.ts';
import { isDynamic, isHashing } from '../../haproxy/model/hash-type.ts';
import type { ProxySection, ProxyServer } from '../../haproxy/model/proxies.ts';
import { wordOf } from '../../haproxy/model/server-option.ts';
import type { Service } from '../../haproxy/model/services.ts';
import type { RunningPool } from '../../haproxy/process/running-pools.ts';
import type { Subject } from '../change.ts';
import type { WantedState } from '../side.ts';

/** What decides how the servers of a pool can be changed while HAProxy runs. */
export interface PoolFacts {
  /** The section that holds the servers, as the running HAProxy calls it. */
  readonly name: string;
  readonly algorithm: string;
  /** Whether weights and servers can change: no algorithm that reckons a table when it starts. */
  readonly isDynamic: boolean;
  /** Whether servers can be added and deleted by the runtime socket. */
  readonly hasAddServer: boolean;
  /** Whether the runtime socket takes where checks and agents are asked, beside the port of a check. */
  readonly hasCheckAddress: boolean;
  /** Whether the number of a server decides who reaches it. */
  readonly dependsOnIds: boolean;
  /** Whether the order of servers decides who reaches them. */
  readonly dependsOnOrder: boolean;
  /** What the other servers of the configuration decide. */
  readonly others: OtherServers;
  /** The ids that are taken before the change. */
  readonly ids: ReadonlyMap<number, string>;
  /** Its servers as they run; empty where HAProxy has no such pool, undefined where nobody asked. */
  readonly running: RunningPool | undefined;
}

/** What servers, whatever their pool, decide for others. */
export interface OtherServers {
  /** Servers by whose state others go, as "pool/server". */
  readonly tracked: ReadonlySet<string>;
  /** Files that HAProxy read at the start, as the option and its path; no other ones are read while it runs. */
  readonly loaded: ReadonlySet<string>;
}

/** A property of a server that is another one. */
export interface Changing {
  readonly subject: Subject;
  readonly before: ProxyServer;
  readonly after: ProxyServer;
  readonly wanted: WantedState;
  readonly facts: PoolFacts;
}

/** Reads what the runtime socket can do for a pool; `add server` needs an algorithm that is not static. */
export function poolFacts(
  before: Service,
  version: Version,
  others: OtherServers,
  running: RunningPool | undefined,
): PoolFacts {
  const { back } = before;
  const algorithm = (back.balance.value[0] ?? '').replace(/\(.*/, '');
  const method = back.hashType?.value.method;
  const changesWeights = isDynamic(algorithm, method);
  const isRing = isHashing([algorithm]) && method === 'consistent';
  const sticks = back.directives.some(({ words: [first] }) => first?.startsWith('stick'));
  return {
    name: back.name,
    algorithm,
    isDynamic: changesWeights,
    hasAddServer: hasCommand(version, 'add server'),
    hasCheckAddress: hasCommand(version, 'set server check-addr'),
    dependsOnIds: isRing || algorithm === 'first' || sticks === true,
    dependsOnOrder: !changesWeights || backupsOf(back).length > 1,
    others,
    ids: new Map([...(running?.values() ?? back.servers)].map(({ id, name }) => [id, name])),
    running,
  };
}

function backupsOf({ servers }: ProxySection): readonly ProxyServer[] {
  return servers.filter(({ isBackup }) => isBackup);
}

/** What the servers of a configuration decide for others. */
export function otherServers(services: readonly Service[]): OtherServers {
  const all = services.flatMap(({ back }) =>
    back.servers.map((server) => ({ pool: back.name, server })),
  );
  const files = serverOptionsWith(({ isAddable }) => isAddable === 'where it is loaded');
  const tracked = all.flatMap(({ pool, server }) => {
    const target = wordOf(server, 'track');
    if (target === undefined) return [];
    return target.includes('/') ? target : `${pool}/${target}`;
  });
  const loaded = all.flatMap(({ server }) =>
    files.flatMap((name) => {
      const file = wordOf(server, name);
      return file === undefined ? [] : `${name} ${file}`;
    }),
  );
  return { tracked: new Set(tracked), loaded: new Set(loaded) };
}
