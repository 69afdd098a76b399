import type { ProxyServer } from '../haproxy/model/proxies.ts';
import type { RunningServer } from '../haproxy/process/running.ts';

/** One thing about a server, as a file says it and as it runs. */
export interface Aspect {
  readonly what: AspectName;
  readonly built: string;
  readonly running: string;
  readonly isSame: boolean;
}

/** What can be compared between a file and what runs. */
export type AspectName =
  | 'state'
  | 'weight'
  | 'address'
  | 'id'
  | 'check'
  | 'check port'
  | 'check address'
  | 'agent'
  | 'agent port'
  | 'agent address';

/** What `show servers state` tells of a server beside what a file says of it. */
export function aspectsOf(server: ProxyServer, running: RunningServer): Aspect[] {
  return [
    stateAspect(server, running),
    ...weightAspect(server, running),
    ...addressAspect(server, running),
    same('id', String(server.id), String(running.id)),
    ...checkAspects(server, running),
    ...agentAspects(server, running),
  ];
}

function same(what: AspectName, built: string, running: string): Aspect {
  return { what, built, running, isSame: built === running };
}

/** A drained server is no difference to a "disabled" one: both take no clients, and a start knows one word for them. */
function stateAspect({ isDisabled }: ProxyServer, { wanted }: RunningServer): Aspect {
  const isSame = isDisabled === (wanted !== 'ready');
  return { what: 'state', built: isDisabled ? 'disabled' : 'ready', running: wanted, isSame };
}

/** Where an agent is asked the weight is its own, whatever a file says. */
function weightAspect({ options, weight }: ProxyServer, running: RunningServer): Aspect[] {
  if (options.has('agent-check') && running.agent === 'on') return [];
  return [same('weight', String(weight), String(running.weight))];
}

/** A name that HAProxy resolved, and a port that it takes from the client, can't be compared. */
function addressAspect({ point }: ProxyServer, { address, port }: RunningServer): Aspect[] {
  if (point.host.kind !== 'ip' || point.port === undefined || address === undefined) return [];
  const show = (host: string, number: number) =>
    host.includes(':') ? `[${host}]:${number}` : `${host}:${number}`;
  return [same('address', show(point.host.text, point.port), show(address, port))];
}

/** A server that tracks another one has no check of its own. */
function checkAspects(server: ProxyServer, running: RunningServer): Aspect[] {
  const { isChecked, options, point } = server;
  if (options.has('track')) return [];
  const isSame = isChecked === (running.check === 'on');
  const check: Aspect = { ...same('check', isChecked ? 'on' : 'none', running.check), isSame };
  if (!isChecked || running.check === 'none' || !running.isWhole) return [check];
  const written = numberOf(server, 'port') || undefined;
  // Where neither side has a port of its own, the check goes where the server is.
  const isFollowing = written === undefined && running.checkPort === undefined;
  const port = (own: number | undefined, of: number | undefined) => String(own ?? of ?? '-');
  return [
    check,
    ...(isFollowing
      ? []
      : [same('check port', port(written, point.port), port(running.checkPort, running.port))]),
    ...hostAspect('check address', textOf(server, 'addr'), running.checkAddress),
  ];
}

/** Without agent-addr and agent-port, HAProxy shows those of the check. */
function agentAspects(server: ProxyServer, running: RunningServer): Aspect[] {
  if (!server.options.has('agent-check')) return [];
  const agent = same('agent', 'on', running.agent);
  if (running.agent === 'none' || !running.isWhole) return [agent];
  const port = numberOf(server, 'agent-port') ?? numberOf(server, 'port') ?? 0;
  const host = textOf(server, 'agent-addr') ?? textOf(server, 'addr');
  return [
    agent,
    same('agent port', String(port), String(running.agentPort ?? 0)),
    ...hostAspect('agent address', host, running.agentAddress),
  ];
}

/** Addresses that are written are compared as they are; a name was resolved, and tells nothing. */
function hostAspect(
  what: AspectName,
  built: string | undefined,
  running: string | undefined,
): Aspect[] {
  const isAddress = built === undefined || /^[0-9.]+$|:/.test(built);
  return isAddress ? [same(what, built ?? '-', running ?? '-')] : [];
}

function numberOf({ options }: ProxyServer, name: string): number | undefined {
  const value = options.get(name)?.value;
  return typeof value === 'number' ? value : undefined;
}

function textOf({ options }: ProxyServer, name: string): string | undefined {
  const value = options.get(name)?.value;
  return Array.isArray(value) ? String(value[0]) : undefined;
}
