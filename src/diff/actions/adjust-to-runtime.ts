import type { ProxyServer } from '../../haproxy/model/proxies.ts';
import type { RunningServer } from '../../haproxy/process/running.ts';
import { type Action, nothing, type RuntimeCommand, reload, runtime } from '../change.ts';
import type { WantedState } from '../side.ts';
import type { PoolFacts } from './pool-facts.ts';

/** A property of a server that changes. */
interface Changing {
  readonly property: string;
  readonly before: ProxyServer;
  readonly after: ProxyServer;
  readonly wanted: WantedState;
  readonly facts: PoolFacts;
}

/** What a change needs, once it is known how the server runs: commands that it would refuse, or has had, are none. */
export function fitProperty(action: Action, changing: Changing): Action {
  const { before, facts } = changing;
  if (action.kind !== 'runtime' || facts.running === undefined) return action;
  const server = facts.running.get(before.name);
  if (server === undefined) return reload(whyMissing(facts));
  const left = action.commands.filter((command) => !isDone(command, changing, server));
  if (left.length === 0) return nothing(`HAProxy runs with ${shownAs(changing, server)} already`);
  if (left.some((command) => isRejected(command, server))) {
    return reload('its checks are switched off, and HAProxy moves none then');
  }
  return runtime(...left);
}

/** HAProxy moves checks and agents only while they are on. */
function isRejected({ text }: RuntimeCommand, { check, agent }: RunningServer): boolean {
  const isCheck = / check-(port|addr) /.test(text);
  return (isCheck && check !== 'on') || (/ agent-(port|addr) /.test(text) && agent !== 'on');
}

function whyMissing({ running, name }: PoolFacts): string {
  return running?.size === 0
    ? `what runs has no server in "${name}"`
    : 'what runs has no such server any more';
}

/** Whether HAProxy runs as after a command. */
function isDone(
  { text }: RuntimeCommand,
  { after, wanted }: Changing,
  server: RunningServer,
): boolean {
  const [first, , , property, value] = text.split(' ');
  if (first === 'disable') return server.check !== 'on';
  if (first !== 'set') return false;
  switch (property) {
    case 'state':
      // Who is in maintenance takes no clients either.
      return server.wanted === wanted || (wanted === 'drain' && server.wanted === 'maint');
    case 'weight':
      return server.weight === after.weight;
    case 'addr':
      return server.address === after.point.host.text && server.port === after.point.port;
    case 'check-port':
      return server.isWhole && String(server.checkPort ?? server.port) === value;
    case 'check-addr':
      return server.checkAddress === value;
    case 'agent-addr':
      return server.agentAddress === value;
    case 'agent-port':
      return String(server.agentPort) === value;
    default:
      return false;
  }
}

function shownAs({ property, wanted }: Changing, server: RunningServer): string {
  if (property !== 'state') return `that ${property}`;
  return server.wanted === wanted ? `state ${wanted}` : `state ${server.wanted}`;
}

/** What a new server needs where one of its name may run already. */
export function fitAdded(action: Action, server: ProxyServer, facts: PoolFacts): Action {
  const { running } = facts;
  if (running === undefined) return action;
  if (running.size === 0 && action.kind === 'runtime') return reload(whyMissing(facts));
  const row = running.get(server.name);
  if (row === undefined) return action;
  const { host, port } = server.point;
  const isAlike =
    row.address === host.text &&
    row.port === port &&
    row.id === server.id &&
    row.weight === server.weight &&
    (row.check !== 'none') === server.isChecked;
  if (!isAlike) return reload('another server of that name was added while HAProxy ran');
  const path = `${facts.name}/${server.name}`;
  const commands: RuntimeCommand[] = [];
  if (row.check === 'off') commands.push({ phase: 'check', text: `enable health ${path}` });
  if (!server.isDisabled && row.wanted !== 'ready') {
    commands.push({ phase: 'raise', text: `set server ${path} state ready` });
  }
  if (server.isDisabled && row.wanted === 'ready') {
    commands.push({ phase: 'leave', text: `set server ${path} state maint` });
  }
  return commands.length === 0 ? nothing('it was added while HAProxy ran') : runtime(...commands);
}

/** What it needs that a server goes, which may be gone, or out of rotation. */
export function fitRemoved(action: Action, { name }: ProxyServer, { running }: PoolFacts): Action {
  if (running === undefined) return action;
  const row = running.get(name);
  if (row === undefined) return nothing('what runs has no such server any more');
  if (action.kind !== 'runtime' || row.wanted !== 'maint') return action;
  return runtime(...action.commands.filter(({ phase }) => phase !== 'leave'));
}
