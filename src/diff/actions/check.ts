import { isIPv4, isIPv6 } from '../../haproxy/facts/ip.ts';
import type { ProxyServer } from '../../haproxy/model/proxies.ts';
import { type Action, reload, runtime } from '../change.ts';
import type { PoolFacts } from './pool-facts.ts';

const atStart = 'HAProxy reads it when it starts';

/** Without checks a server counts as up, whatever the last one said. */
export function uncheckedAction(server: string, { tracked }: PoolFacts): Action {
  if (tracked.has(server)) return reload('other servers track it');
  return runtime(
    { verb: 'disable health', server },
    { verb: 'set', server, property: 'health', value: 'up' },
  );
}

/** Checks can be sent elsewhere, and not back to "where the server is". */
export function checkAddressAction(
  server: string,
  before: ProxyServer,
  after: ProxyServer,
  { hasCheckAddress }: PoolFacts,
): Action {
  const address = addressIn(after, 'addr');
  if (address === undefined || !before.isChecked || !after.isChecked) return reload(atStart);
  if (!hasCheckAddress) return reload('"check-addr" is not known to be there before HAProxy 2.6');
  const hasAgent = [before, after].some(({ options }) => options.has('agent-check'));
  if (hasAgent) return reload('its agent is asked there too');
  return runtime({ verb: 'set', server, property: 'check-addr', value: address });
}

/** Where the agent of a server is asked. */
export function agentAction(
  property: 'agent-addr' | 'agent-port',
  server: string,
  { before, after }: { readonly before: ProxyServer; readonly after: ProxyServer },
  { hasCheckAddress }: PoolFacts,
): Action {
  const hasAgent = [before, after].every(({ options }) => options.has('agent-check'));
  if (!hasAgent) return reload(atStart);
  if (property === 'agent-addr') {
    const value = addressIn(after, property);
    if (value === undefined) return reload(atStart);
    return runtime({ verb: 'set', server, property, value });
  }
  const value = after.options.get(property)?.value;
  if (typeof value !== 'number' || value === 0) return reload(atStart);
  if (!hasCheckAddress) {
    return reload('"agent-port" is not known to be there before HAProxy 2.6');
  }
  return runtime({ verb: 'set', server, property, value });
}

/** An option that is an address; undefined where it is a name, or is not there. */
function addressIn({ options }: ProxyServer, name: string): string | undefined {
  const value = options.get(name)?.value;
  const text = Array.isArray(value) ? String(value[0]) : '';
  return isIPv4(text) || isIPv6(text) ? text : undefined;
}
