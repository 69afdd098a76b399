import { serverOptionsWith } from '../haproxy/facts/server-options.ts';
import type { Line } from '../haproxy/syntax/section.ts';
import { type AgentCheck, kindOf } from '../inventory/check-kinds.ts';
import type { Pool, Server, ServerOptions } from '../inventory/model.ts';
import type { Origin } from '../inventory/place.ts';
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

/** A server of a pool that is not checked is not checked either, whatever times it has. */
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

/** The options that are properties by their own names; what a server tracks may be a pattern. */
const plainOptions = serverOptionsWith(
  ({ property }, name) => property === 'own' && name !== 'track',
) as readonly ('id' | keyof ServerOptions)[];

function optionWords(server: Server): string[] {
  return plainOptions.flatMap((name) => {
    const value = server[name]?.value ?? false;
    if (typeof value === 'boolean') return value ? [name] : [];
    if (name === 'send-proxy') return [`${name}-${value}`];
    return [name, typeof value === 'object' ? value.text : String(value)];
  });
}
