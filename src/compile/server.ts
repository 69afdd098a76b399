import type { Line } from '../haproxy/syntax/section.ts';
import type { AgentCheck } from '../inventory/check-kinds.ts';
import { kindOf } from '../inventory/check-kinds.ts';
import type { Pool, Server } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import { formatServerAddress } from '../inventory/server-address.ts';
import { trackedServer } from '../inventory/track.ts';
import { checkWords } from './check.ts';
import { line, required } from './lines.ts';

/** A server as a line; a server that tracks another one is not checked itself. */
export function serverLine(server: Server, pool: Pool): Line<Origin> {
  const tracked = trackedServer(server);
  const { value: name } = required(server.name);
  const { value: address } = required(server.address);
  return line(
    server.place,
    'server',
    name,
    formatServerAddress(address, server.port.value),
    ...(tracked === undefined ? checkWords(checkOf(server, pool), server) : []),
    ...agentWords(server.agentCheck),
    ...optionWords(server),
    ...(tracked === undefined ? [] : ['track', tracked]),
    ...(server.state === undefined || server.state.value === 'ready' ? [] : ['disabled']),
    ...(server.extra ?? []).flatMap(({ value }) => value),
  );
}

/** A server of a pool that is not checked is not checked either, whatever it says of times. */
function checkOf(server: Server, pool: Pool): Server['check'] {
  return kindOf(pool.check).isChecked ? server.check : pool.check;
}

function agentWords(agent: AgentCheck | undefined): string[] {
  if (agent === undefined) return [];
  return [
    ...['agent-check', 'agent-port', String(agent.port.value)],
    ...(agent.inter === undefined ? [] : ['agent-inter', agent.inter.value.text]),
    ...(agent.addr === undefined ? [] : ['agent-addr', agent.addr.value.text]),
    ...(agent.send === undefined ? [] : ['agent-send', `${agent.send.value}\n`]),
  ];
}

function optionWords(server: Server): string[] {
  return [
    ...option('weight', server.weight),
    ...option('id', server.id),
    ...(server.backup?.value === true ? ['backup'] : []),
    ...option('maxconn', server.maxconn),
    ...(server.slowstart === undefined ? [] : ['slowstart', server.slowstart.value.text]),
    ...option('on-marked-down', server.onMarkedDown),
    ...option('init-addr', server.initAddr),
    ...option('resolvers', server.resolvers),
    ...proxyWords(server.sendProxy?.value),
  ];
}

function option(word: string, setting: Setting<string | number> | undefined): string[] {
  return setting === undefined ? [] : [word, String(setting.value)];
}

function proxyWords(version: boolean | 'v2' | undefined): string[] {
  if (version === 'v2') return ['send-proxy-v2'];
  return version === true ? ['send-proxy'] : [];
}
