import { isIPv4, isIPv6 } from '../../haproxy/facts/ip.ts';
import type { ProxyServer } from '../../haproxy/model/proxies.ts';
import { numberOf, wordOf } from '../../haproxy/model/server-option.ts';
import { type Action, reload, runtime } from '../change.ts';
import type { Changing, PoolFacts } from './pool-facts.ts';

const atStart = 'HAProxy reads it only at start';

/** Without checks a server counts as up, whatever the last one said. */
export function uncheckedAction(server: string, { others: { tracked } }: PoolFacts): Action {
  if (tracked.has(server)) return reload('other servers track it');
  return runtime(
    { verb: 'disable', server },
    { verb: 'set', server, property: 'health', value: 'up' },
  );
}

/** Checks can be sent elsewhere, and not back to "where the server is". */
export function checkAddressAction(server: string, { before, after, facts }: Changing): Action {
  const address = addressIn(after, 'addr');
  if (address === undefined || !before.isChecked || !after.isChecked) return reload(atStart);
  if (!facts.hasCheckAddress) return reload('"check-addr" may not work before HAProxy 2.6');
  const hasAgent = [before, after].some(({ options }) => options.has('agent-check'));
  if (hasAgent) return reload('its agent check uses this address too');
  return runtime({ verb: 'set', server, property: 'check-addr', value: address });
}

/** Where the agent of a server is asked. */
export function agentAction(
  property: 'agent-addr' | 'agent-port',
  server: string,
  { before, after, facts }: Changing,
): Action {
  const port = numberOf(after, 'agent-port');
  const hasAgent = [before, after].every(({ options }) => options.has('agent-check'));
  if (hasAgent && property === 'agent-addr') {
    const value = addressIn(after, property);
    if (value !== undefined) return runtime({ verb: 'set', server, property, value });
  } else if (hasAgent && property === 'agent-port' && port) {
    return facts.hasCheckAddress
      ? runtime({ verb: 'set', server, property, value: port })
      : reload('"agent-port" may not work before HAProxy 2.6');
  }
  return reload(atStart);
}

/** An option that is an address; undefined where it is a name, or is not there. */
function addressIn(server: ProxyServer, name: string): string | undefined {
  const text = wordOf(server, name) ?? '';
  return isIPv4(text) || isIPv6(text) ? text : undefined;
}
