import { serverOptions } from '../../haproxy/facts/server-options.ts';
import { endpointText } from '../../haproxy/model/address.ts';
import type { ProxyServer } from '../../haproxy/model/proxies.ts';
import { numberOf, optionWords, wordOf } from '../../haproxy/model/server-option.ts';
import type { RuntimeCommand } from '../../haproxy/process/runtime-command.ts';
import { type Action, nothing, reload, runtime } from '../change.ts';
import type { WantedState } from '../side.ts';
import { agentAction, checkAddressAction, uncheckedAction } from './check.ts';
import type { Changing, OtherServers, PoolFacts } from './pool-facts.ts';

const atStart = 'HAProxy reads it only at start';
const isStatic = (algorithm: string) =>
  algorithm === 'source'
    ? 'hash-type map-based allows no new weights or servers at runtime'
    : `balance ${algorithm} allows no new weights or servers at runtime`;

/** What it needs that an option of a server is another one, or a property that is no option. */
export function propertyAction(changing: Changing): Action {
  const { subject, before, after, wanted, facts } = changing;
  const property = subject.name ?? subject.kind;
  const server = `${facts.name}/${before.name}`;
  switch (property) {
    case 'id':
      return facts.dependsOnIds ? reload(atStart) : nothing('nothing in the pool depends on ids');
    case 'weight':
      return weightAction(server, after.weight, facts);
    case 'state':
      return stateAction(server, wanted, facts);
    case 'address':
      return addressAction(server, changing);
    case 'check-port': {
      const value = checkedPort(after, after.point.port);
      return value === undefined
        ? reload(atStart)
        : runtime({ verb: 'set', server, property: 'check-port', value });
    }
    case 'check':
      return after.isChecked ? reload(atStart) : uncheckedAction(server, facts);
    case 'addr':
      return checkAddressAction(server, changing);
    case 'agent-addr':
    case 'agent-port':
      return agentAction(property, server, changing);
    case 'maxconn':
      return maxconnAction(server, changing);
    default:
      return reload(atStart);
  }
}

/** A static algorithm knows a server's own weight and 0, and nothing between. */
function weightAction(server: string, value: number, { isDynamic, algorithm }: PoolFacts): Action {
  if (!isDynamic && value !== 0) return reload(isStatic(algorithm));
  return runtime({ verb: 'set', server, property: 'weight', value });
}

/** A start knows "disabled" alone; a drain takes no new clients either, and keeps checks and sessions. */
function stateAction(
  server: string,
  value: WantedState,
  { others: { tracked } }: PoolFacts,
): Action {
  if (tracked.has(server)) return reload('other servers track it');
  return runtime({ verb: 'set', server, property: 'state', value });
}

/** The port that is checked; HAProxy follows a change of the server's own port unless one is written. */
function checkedPort<Port extends number | undefined>(server: ProxyServer, own: Port) {
  const written = numberOf(server, 'port') ?? 0;
  return written > 0 ? written : own;
}

function addressAction(server: string, { before, after }: Changing): Action {
  if ([before, after].some(({ point }) => point.host.kind !== 'ip'))
    return reload('HAProxy resolves the host name at start');
  const { host, port } = after.point;
  if (before.point.port === undefined || port === undefined) return reload(atStart);
  if ([before, after].some((one) => wordOf(one, 'hash-key')?.startsWith('addr'))) {
    return reload('"hash-key" computes its place on the ring from the address');
  }
  const value = { host: host.text, port };
  const commands: RuntimeCommand[] = [{ verb: 'set', server, property: 'addr', value }];
  const isFixed = numberOf(before, 'port') !== undefined;
  const running = isFixed ? checkedPort(before, before.point.port) : port;
  const checked = checkedPort(after, port);
  if (before.isChecked && after.isChecked && running !== checked) {
    commands.push({ verb: 'set', server, property: 'check-port', value: checked });
  }
  return runtime(...commands);
}

function maxconnAction(server: string, { before, after }: Changing): Action {
  if ([before, after].some(({ options }) => options.has('minconn'))) return reload(atStart);
  const value = numberOf(after, 'maxconn') ?? 0;
  return runtime({ verb: 'set', server, property: 'maxconn', value });
}

/** Why "add server" does not take an option of a server; undefined where it does. */
function whyNotAdded(
  added: ProxyServer,
  name: string,
  { loaded }: OtherServers,
): string | undefined {
  const isAddable = serverOptions.get(name)?.isAddable;
  if (isAddable === undefined) return `"add server" may not support "${name}"`;
  const file = wordOf(added, name);
  if (isAddable === true || loaded.has(`${name} ${file}`)) return undefined;
  return `HAProxy reads files only at start, and no server uses ${name} "${file}" yet`;
}

/** What it needs to add a server: always with its id, without which HAProxy up to 2.8 puts it in a wrong place. */
export function addedAction(added: ProxyServer, facts: PoolFacts): Action {
  if (!facts.isDynamic) return reload(isStatic(facts.algorithm));
  if (!facts.hasAddServer) return reload('"add server" needs HAProxy 2.6 or later');
  const { host, port } = added.point;
  if (host.kind !== 'ip' || port === undefined)
    return reload('"add server" needs an IP address and a port');
  const holder = facts.ids.get(added.id);
  if (holder !== undefined) return reload(`its id ${added.id} still belongs to "${holder}"`);
  const [why] = [...added.options.keys()].flatMap(
    (name) => whyNotAdded(added, name, facts.others) ?? [],
  );
  if (why !== undefined) return reload(why);
  const server = `${facts.name}/${added.name}`;
  const words = [...added.options].filter(([name]) => name !== 'id' && name !== 'disabled');
  const options = words.flatMap(([name, option]) => optionWords(name, option.value));
  const value = [endpointText(host.text, port), ...options, 'id', String(added.id)];
  const commands: RuntimeCommand[] = [{ verb: 'add', server, value }];
  if (added.isChecked) commands.push({ verb: 'enable', server });
  if (!added.isDisabled) commands.push({ verb: 'set', server, property: 'state', value: 'ready' });
  return runtime(...commands);
}

/** What it needs to take a server away: it is deleted once its last connection has ended. */
export function removedAction({ name }: ProxyServer, facts: PoolFacts): Action {
  const server = `${facts.name}/${name}`;
  if (!facts.hasAddServer) return reload('"del server" needs HAProxy 2.6 or later');
  if (facts.others.tracked.has(server)) return reload('other servers track it');
  return runtime(
    { verb: 'set', server, property: 'state', value: 'maint' },
    { verb: 'del', server },
  );
}
