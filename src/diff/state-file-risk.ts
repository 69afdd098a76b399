import { isOlder, type Version } from '../haproxy/facts/versions.ts';
import type { Pair } from '../haproxy/model/pair.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import { numberOf, wordOf } from '../haproxy/model/server-option.ts';
import type { Service } from '../haproxy/model/services.ts';
import { isDown, type RunningServer } from '../haproxy/process/running.ts';
import type { RunningPools } from '../haproxy/process/running-pools.ts';
import type { RuntimeCommand } from '../haproxy/process/runtime-command.ts';
import { groupBy } from '../text/group-by.ts';
import { listNames } from '../text/list-names.ts';
import { maxNames, type Risk } from './risks.ts';
import type { Sides } from './server-changes.ts';
import { isWatched, keepsState } from './state-file.ts';

/** What of the new configuration a state file takes back, and the commands that make it so once HAProxy has started. */
export function stateFileRisks(
  sides: Sides,
  sections: readonly Pair<Service>[],
  version: Version,
  pools: RunningPools | undefined,
): Risk[] {
  return sections.flatMap(({ before, after }): Risk[] => {
    if (before?.back.name === undefined || after?.back.name !== before.back.name) return [];
    if (!keepsState(sides.after, after)) return [];
    const pool = after.back.name;
    const olds = new Map(before.back.servers.map((server) => [server.name, server]));
    const kept = after.back.servers.flatMap((server) => {
      const old = olds.get(server.name);
      const row = pools?.get(pool)?.get(server.name);
      return old === undefined ? [] : keptOf({ old, server, row, pool, version });
    });
    return [...groupBy(kept, ({ what }) => what).values()].map((alike): Risk => {
      const [{ messageOf } = { messageOf: () => '' }] = alike;
      const names = listNames(
        alike.map(({ name }) => name),
        maxNames,
      );
      const commands = alike.flatMap((one) => one.commands);
      const message = messageOf(names, alike.length === 1);
      return { kind: 'state-file', pool: after.name, message, commands };
    });
  });
}

interface Kept {
  readonly name: string;
  /** What is alike of several servers. */
  readonly what: string;
  readonly messageOf: (names: string, isOne: boolean) => string;
  readonly commands: readonly RuntimeCommand[];
}

interface Saved {
  readonly old: ProxyServer;
  readonly server: ProxyServer;
  readonly row: RunningServer | undefined;
  readonly pool: string;
  readonly version: Version;
}

/**
 * What HAProxy takes from the file where the configuration says something else (measured on 2.2, 2.6, 3.0
 * and 3.2): the port, and that a server is down; where 2.6 and later write them also where checks go, and that
 * a server has no TLS. A server is known by its name.
 */
function keptOf(saved: Saved): Kept[] {
  const { server, version } = saved;
  const found = [
    keptPort(saved),
    keptDown(saved),
    ...(isOlder(version, { major: 2, minor: 6 })
      ? []
      : [keptCheckPort(saved), keptCheckAddress(saved), keptPlain(saved)]),
  ];
  return found.flatMap((one) => (one === undefined ? [] : [{ ...one, name: server.name }]));
}

type Found = Omit<Kept, 'name'> | undefined;

const stays = (isOne: boolean) => (isOne ? 'stays' : 'stay');

function keptPort({ old, server, row, pool }: Saved): Found {
  const portOf = ({ point: { port, offset } }: ProxyServer) => port ?? offset ?? 0;
  const port = row?.port ?? portOf(old);
  if (server.point.host.kind === 'socket' || portOf(server) === port) return undefined;
  const { host, port: next } = server.point;
  const commands: RuntimeCommand[] = [];
  if (host.kind === 'ip' && next !== undefined) {
    const value = { host: host.text, port: next };
    commands.push({ verb: 'set', server: `${pool}/${server.name}`, property: 'addr', value });
  }
  return {
    what: `port ${port}`,
    messageOf: (names, isOne) =>
      `${names} ${stays(isOne)} on port ${port}: the state file keeps ports`,
    commands,
  };
}

/** A server that nothing checks never comes up by itself. */
function keptDown({ old, server, row, pool }: Saved): Found {
  if (server.isDisabled || isWatched(server)) return undefined;
  const wasOut = old.isDisabled && (row === undefined || row.wanted === 'maint');
  if (!wasOut && (row === undefined || !isDown(row))) return undefined;
  const name = `${pool}/${server.name}`;
  return {
    what: 'down',
    messageOf: (names, isOne) =>
      `${names} ${stays(isOne)} DOWN: the state file keeps the state, and ${isOne ? 'the server has' : 'the servers have'} no check`,
    commands: [{ verb: 'set', server: name, property: 'health', value: 'up' }],
  };
}

function keptCheckPort({ old, server, row, pool }: Saved): Found {
  const written = numberOf(old, 'port') || undefined;
  const port = row?.isWhole === true ? row.checkPort : written;
  const next = numberOf(server, 'port') || undefined;
  if (!server.isChecked || port === undefined || port === next) return undefined;
  const value = next ?? server.point.port;
  if (value === port) return undefined;
  const name = `${pool}/${server.name}`;
  return {
    what: `check port ${port}`,
    messageOf: (names) =>
      `checks of ${names} stay on port ${port}: the state file keeps check ports`,
    commands:
      value === undefined ? [] : [{ verb: 'set', server: name, property: 'check-port', value }],
  };
}

function keptCheckAddress({ old, server, row, pool }: Saved): Found {
  const address = row?.isWhole === true ? row.checkAddress : wordOf(old, 'addr');
  const next = wordOf(server, 'addr');
  if (!server.isChecked || address === undefined || address === next) return undefined;
  const value = next ?? server.point.host.text;
  const name = `${pool}/${server.name}`;
  return {
    what: `check address ${address}`,
    messageOf: (names) =>
      `checks of ${names} still go to ${address}: the state file keeps check addresses`,
    commands: [{ verb: 'set', server: name, property: 'check-addr', value }],
  };
}

function keptPlain({ old, server, pool }: Saved): Found {
  if (!server.options.has('ssl') || old.options.has('ssl')) return undefined;
  const name = `${pool}/${server.name}`;
  return {
    what: 'ssl',
    messageOf: (names, isOne) =>
      `${names} ${stays(isOne)} without TLS: the state file keeps TLS off`,
    commands: [{ verb: 'set', server: name, property: 'ssl', value: 'on' }],
  };
}
