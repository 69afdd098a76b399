import type { ProxyServer } from '../../haproxy/model/proxies.ts';
import type { RunningServer } from '../../haproxy/process/running.ts';
import type { RuntimeCommand } from '../../haproxy/process/runtime-command.ts';
import { type Action, nothing, reload, runtime, subjectText } from '../change.ts';
import type { Changing, PoolFacts } from './pool-facts.ts';

/** What a change needs, once it is known how the server runs: commands that it would refuse, or has had, are none. */
export function fitProperty(action: Action, { subject, before, facts }: Changing): Action {
  if (action.kind !== 'runtime' || facts.running === undefined) return action;
  const server = facts.running.get(before.name);
  if (server === undefined) return reload(whyMissing(facts));
  const left = action.commands.filter((command) => !isDone(command, server));
  if (left.length === 0) {
    const shown =
      subject.kind === 'state' ? `state ${server.wanted}` : `this ${subjectText(subject)}`;
    return nothing(`HAProxy already runs with ${shown}`);
  }
  if (left.some((command) => isRejected(command, server))) {
    return reload('its checks are off, and HAProxy changes only checks that are on');
  }
  return runtime(...left);
}

/** HAProxy moves checks and agents only while they are on. */
function isRejected(command: RuntimeCommand, { check, agent }: RunningServer): boolean {
  if (command.verb !== 'set') return false;
  const { property } = command;
  if (property === 'check-port' || property === 'check-addr') return check !== 'on';
  return (property === 'agent-port' || property === 'agent-addr') && agent !== 'on';
}

function whyMissing({ running, name }: PoolFacts): string {
  return running?.size === 0
    ? `HAProxy runs no server in "${name}"`
    : 'HAProxy no longer runs this server';
}

/** Whether HAProxy runs as after a command. */
function isDone(command: RuntimeCommand, server: RunningServer): boolean {
  if (command.verb === 'disable') return server.check !== 'on';
  if (command.verb !== 'set') return false;
  const { property, value } = command;
  switch (property) {
    case 'state':
      // Who is in maintenance takes no clients either.
      return server.wanted === value || (value === 'drain' && server.wanted === 'maint');
    case 'weight':
      return server.weight === value;
    case 'addr':
      return server.address === value.host && server.port === value.port;
    case 'check-port':
      return server.isWhole && (server.checkPort ?? server.port) === value;
    case 'check-addr':
      return server.checkAddress === value;
    case 'agent-addr':
      return server.agentAddress === value;
    case 'agent-port':
      return server.agentPort === value;
    default:
      return false;
  }
}

/** What a new server needs where one of its name may run already. */
export function fitAdded(action: Action, added: ProxyServer, facts: PoolFacts): Action {
  const { running } = facts;
  if (running === undefined) return action;
  if (running.size === 0 && action.kind === 'runtime') return reload(whyMissing(facts));
  const row = running.get(added.name);
  if (row === undefined) return action;
  const { host, port } = added.point;
  const isAlike =
    row.address === host.text &&
    row.port === port &&
    row.id === added.id &&
    row.weight === added.weight &&
    (row.check !== 'none') === added.isChecked;
  if (!isAlike) return reload('a different server with this name was added at runtime');
  const server = `${facts.name}/${added.name}`;
  const commands: RuntimeCommand[] = [];
  if (row.check === 'off') commands.push({ verb: 'enable', server });
  if (!added.isDisabled && row.wanted !== 'ready') {
    commands.push({ verb: 'set', server, property: 'state', value: 'ready' });
  }
  if (added.isDisabled && row.wanted === 'ready') {
    commands.push({ verb: 'set', server, property: 'state', value: 'maint' });
  }
  return commands.length === 0 ? nothing('it was already added at runtime') : runtime(...commands);
}

/** What it needs that a server goes, which may be gone, or out of rotation. */
export function fitRemoved(action: Action, { name }: ProxyServer, { running }: PoolFacts): Action {
  if (running === undefined) return action;
  const row = running.get(name);
  if (row === undefined) return nothing('HAProxy no longer runs this server');
  if (action.kind !== 'runtime' || row.wanted !== 'maint') return action;
  return runtime(...action.commands.filter(({ verb }) => verb !== 'set'));
}
