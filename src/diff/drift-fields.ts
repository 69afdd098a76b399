import type { ProxyServer } from '../haproxy/model/proxies.ts';
import { numberOf, wordOf } from '../haproxy/model/server-option.ts';
import type { RunningServer } from '../haproxy/process/running.ts';
import type { Value } from './value.ts';

/** One thing about a server, as a file says it and as it runs. */
export interface DriftField {
  readonly what: DriftFieldName;
  readonly built: Value;
  readonly running: Value;
  readonly isSame: boolean;
}

/** What can be compared between a file and what runs. */
export type DriftFieldName =
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
export function driftFieldsOf(server: ProxyServer, running: RunningServer): DriftField[] {
  return [
    stateField(server, running),
    ...weightField(server, running),
    ...addressField(server, running),
    same('id', server.id, running.id),
    ...checkFields(server, running),
    ...agentFields(server, running),
  ];
}

function same(
  what: DriftFieldName,
  built: string | number | null,
  running: string | number | null,
): DriftField {
  return { what, built, running, isSame: built === running };
}

/** A drained server is no difference to a "disabled" one: both take no clients, and a start knows one word for them. */
function stateField({ isDisabled }: ProxyServer, { wanted }: RunningServer): DriftField {
  const isSame = isDisabled === (wanted !== 'ready');
  return { what: 'state', built: isDisabled ? 'disabled' : 'ready', running: wanted, isSame };
}

/** Where an agent is asked the weight is its own, whatever a file says. */
function weightField({ options, weight }: ProxyServer, running: RunningServer): DriftField[] {
  if (options.has('agent-check') && running.agent === 'on') return [];
  return [same('weight', weight, running.weight)];
}

/** A name that HAProxy resolved, and a port that it takes from the client, can't be compared. */
function addressField({ point }: ProxyServer, { address, port }: RunningServer): DriftField[] {
  if (point.host.kind !== 'ip' || point.port === undefined || address === undefined) return [];
  const built = { kind: 'address', host: point.host.text, port: point.port } as const;
  const isSame = built.host === address && built.port === port;
  return [{ what: 'address', built, running: { ...built, host: address, port }, isSame }];
}

/** A server that tracks another one has no check of its own. */
function checkFields(server: ProxyServer, running: RunningServer): DriftField[] {
  const { isChecked, options, point } = server;
  if (options.has('track')) return [];
  const isSame = isChecked === (running.check === 'on');
  const built = isChecked ? 'on' : 'none';
  const check: DriftField = { what: 'check', built, running: running.check, isSame };
  if (!isChecked || running.check === 'none' || !running.isWhole) return [check];
  const written = numberOf(server, 'port') || undefined;
  const [port, runs] = [written ?? point.port ?? null, running.checkPort ?? running.port];
  // Where neither side has a port of its own, the check goes where the server is.
  const isFollowing = written === undefined && running.checkPort === undefined;
  return [
    check,
    ...(isFollowing ? [] : [same('check port', port, runs)]),
    ...hostField('check address', wordOf(server, 'addr'), running.checkAddress),
  ];
}

/** Without agent-addr and agent-port, HAProxy shows those of the check. */
function agentFields(server: ProxyServer, running: RunningServer): DriftField[] {
  if (!server.options.has('agent-check')) return [];
  const agent = same('agent', 'on', running.agent);
  if (running.agent === 'none' || !running.isWhole) return [agent];
  const port = numberOf(server, 'agent-port') ?? numberOf(server, 'port') ?? 0;
  const host = wordOf(server, 'agent-addr') ?? wordOf(server, 'addr');
  return [
    agent,
    same('agent port', port, running.agentPort ?? 0),
    ...hostField('agent address', host, running.agentAddress),
  ];
}

/** Addresses that are written are compared as they are; a name was resolved, and tells nothing. */
function hostField(
  what: DriftFieldName,
  built: string | undefined,
  running: string | undefined,
): DriftField[] {
  const isAddress = built === undefined || /^[0-9.]+$|:/.test(built);
  return isAddress ? [same(what, built ?? null, running ?? null)] : [];
}
