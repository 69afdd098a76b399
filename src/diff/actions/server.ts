import type { ProxyServer, ServerOption } from '../../haproxy/model/proxies.ts';
import {
  type Action,
  nothing,
  type Phase,
  type RuntimeCommand,
  reload,
  runtime,
} from '../change.ts';
import type { WantedState } from '../side.ts';
import { agentAction, checkAddressAction, uncheckedAction } from './check.ts';
import type { PoolFacts } from './pool-facts.ts';

const atStart = 'HAProxy reads it when it starts';
const isStatic = (algorithm: string) =>
  algorithm === 'source'
    ? 'a map-based hash takes no other weights and no new servers while HAProxy runs'
    : `balance ${algorithm} takes no other weights and no new servers while HAProxy runs`;

function command(phase: Phase, text: string): RuntimeCommand {
  return { phase, text };
}

/** What it needs that a property of a server is another one. */
export function propertyAction(
  property: string,
  before: ProxyServer,
  after: ProxyServer,
  wanted: WantedState,
  facts: PoolFacts,
): Action {
  const path = `${facts.name}/${before.name}`;
  switch (property) {
    case 'id':
      return facts.dependsOnIds ? reload(atStart) : nothing('nothing in the pool depends on ids');
    case 'weight':
      return weightAction(path, after.weight, facts);
    case 'state':
      return stateAction(path, wanted, facts);
    case 'address':
      return addressAction(path, before, after);
    case 'check port':
      return runtime(command('set', `set server ${path} check-port ${checkedPort(after)}`));
    case 'check':
      return after.isChecked ? reload(atStart) : uncheckedAction(path, facts);
    case 'addr':
      return checkAddressAction(path, before, after, facts);
    case 'agent-addr':
    case 'agent-port':
      return agentAction(property, path, { before, after }, facts);
    case 'maxconn':
      return maxconnAction(path, before, after);
    default:
      return reload(atStart);
  }
}

/** A static algorithm knows a server's own weight and 0, and nothing between. */
function weightAction(path: string, weight: number, { isDynamic, algorithm }: PoolFacts): Action {
  if (!isDynamic && weight !== 0) return reload(isStatic(algorithm));
  const phase = weight === 0 ? 'leave' : 'set';
  return runtime(command(phase, `set server ${path} weight ${weight}`));
}

/** A start knows "disabled" alone; a drain takes no new clients either, and keeps checks and sessions. */
function stateAction(path: string, wanted: WantedState, { tracked }: PoolFacts): Action {
  if (tracked.has(path)) return reload('other servers track it');
  const phase = wanted === 'ready' ? 'raise' : 'leave';
  return runtime(command(phase, `set server ${path} state ${wanted}`));
}

/** The port that is checked; HAProxy follows a change of the server's own port unless one is written. */
function checkedPort({ options, point }: ProxyServer): number | undefined {
  const written = options.get('port')?.value;
  return typeof written === 'number' && written > 0 ? written : point.port;
}

function isPlacedByAddress(key: ServerOption | undefined): boolean {
  return Array.isArray(key?.value) && String(key.value[0]).startsWith('addr');
}

function addressAction(path: string, before: ProxyServer, after: ProxyServer): Action {
  const points = [before.point, after.point];
  if (points.some(({ host }) => host.kind !== 'ip'))
    return reload('a name is resolved at the start');
  if (points.some(({ port }) => port === undefined)) return reload(atStart);
  if ([before, after].some(({ options }) => isPlacedByAddress(options.get('hash-key')))) {
    return reload('"hash-key" places the server by its address');
  }
  const { host, port } = after.point;
  const commands = [command('set', `set server ${path} addr ${host.text} port ${port}`)];
  const isFixed = typeof before.options.get('port')?.value === 'number';
  const running = isFixed ? checkedPort(before) : port;
  const isSameCheck = !before.isChecked || !after.isChecked || running === checkedPort(after);
  if (!isSameCheck) {
    commands.push(command('set', `set server ${path} check-port ${checkedPort(after)}`));
  }
  return runtime(...commands);
}

function maxconnAction(path: string, before: ProxyServer, after: ProxyServer): Action {
  if ([before, after].some(({ options }) => options.has('minconn'))) return reload(atStart);
  const value = after.options.get('maxconn')?.value;
  const number = typeof value === 'number' ? value : 0;
  return runtime(command('set', `set maxconn server ${path} ${number}`));
}

/** Options that `add server` takes (management guide of 2.6, "add server"), each seen to be taken. */
const addable: ReadonlySet<string> = new Set(
  `backup check check-ssl disabled downinter fall fastinter id inter maxconn on-marked-down port rise
  send-proxy send-proxy-v2 verify weight`.split(/\s+/),
);

/** What it needs to add a server: always with its id, without which HAProxy up to 2.8 puts it in a wrong place. */
export function addedAction(server: ProxyServer, facts: PoolFacts): Action {
  if (!facts.isDynamic) return reload(isStatic(facts.algorithm));
  if (!facts.hasAddServer) return reload('"add server" came with HAProxy 2.6');
  const { host, port } = server.point;
  if (host.kind !== 'ip' || port === undefined)
    return reload('a new server needs an address and port');
  const holder = facts.ids.get(server.id);
  if (holder !== undefined) return reload(`its id ${server.id} is that of "${holder}" still`);
  const other = [...server.options.keys()].find((name) => !addable.has(name));
  if (other !== undefined) return reload(`"add server" is not known to take "${other}"`);
  const path = `${facts.name}/${server.name}`;
  const shown = host.family === 6 ? `[${host.text}]` : host.text;
  const words = [...server.options].filter(([name]) => name !== 'id' && name !== 'disabled');
  const options = words.flatMap(([name, option]) => optionWords(name, option));
  const add = ['add server', path, `${shown}:${port}`, ...options, 'id', String(server.id)];
  const commands = [command('add', add.join(' '))];
  if (server.isChecked) commands.push(command('check', `enable health ${path}`));
  if (!server.isDisabled) commands.push(command('raise', `set server ${path} state ready`));
  return runtime(...commands);
}

function optionWords(name: string, { value }: ServerOption): string[] {
  if (value === true) return [name];
  return typeof value === 'number' ? [name, String(value)] : [name, ...value];
}

/** What it needs to take a server away: it is deleted once its last connection has ended. */
export function removedAction({ name }: ProxyServer, facts: PoolFacts): Action {
  const path = `${facts.name}/${name}`;
  if (!facts.hasAddServer) return reload('"del server" came with HAProxy 2.6');
  if (facts.tracked.has(path)) return reload('other servers track it');
  return runtime(
    command('leave', `set server ${path} state maint`),
    command('delete', `del server ${path}`),
  );
}
