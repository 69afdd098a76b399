import { isIPv4, isIPv6 } from '../../haproxy/facts/ip.ts';
import type { ProxyServer } from '../../haproxy/model/proxies.ts';
import { type Action, reload, runtime } from '../change.ts';
import type { PoolFacts } from './pool-facts.ts';

const atStart = 'HAProxy reads it when it starts';

/** Without checks a server counts as up, whatever the last one said. */
export function uncheckedAction(path: string, { tracked }: PoolFacts): Action {
  if (tracked.has(path)) return reload('other servers track it');
  return runtime(
    { phase: 'check', text: `disable health ${path}` },
    { phase: 'raise', text: `set server ${path} health up` },
  );
}

/** Checks can be sent elsewhere, and not back to "where the server is". */
export function checkAddressAction(
  path: string,
  before: ProxyServer,
  after: ProxyServer,
  { hasCheckAddress }: PoolFacts,
): Action {
  const address = addressIn(after, 'addr');
  if (address === undefined || !before.isChecked || !after.isChecked) return reload(atStart);
  if (!hasCheckAddress) return reload('"check-addr" is not known to be there before HAProxy 2.6');
  const hasAgent = [before, after].some(({ options }) => options.has('agent-check'));
  if (hasAgent) return reload('its agent is asked there too');
  return runtime({ phase: 'set', text: `set server ${path} check-addr ${address}` });
}

/** Where the agent of a server is asked. */
export function agentAction(
  property: 'agent-addr' | 'agent-port',
  path: string,
  { before, after }: { readonly before: ProxyServer; readonly after: ProxyServer },
  { hasCheckAddress }: PoolFacts,
): Action {
  const hasAgent = [before, after].every(({ options }) => options.has('agent-check'));
  const port = after.options.get('agent-port')?.value;
  const value = property === 'agent-addr' ? addressIn(after, property) : port;
  if (!hasAgent || value === undefined || value === 0) return reload(atStart);
  if (property === 'agent-port' && !hasCheckAddress) {
    return reload('"agent-port" is not known to be there before HAProxy 2.6');
  }
  return runtime({ phase: 'set', text: `set server ${path} ${property} ${value}` });
}

/** An option that is an address; undefined where it is a name, or is not there. */
function addressIn({ options }: ProxyServer, name: string): string | undefined {
  const value = options.get(name)?.value;
  const text = Array.isArray(value) ? String(value[0]) : '';
  return isIPv4(text) || isIPv6(text) ? text : undefined;
}
