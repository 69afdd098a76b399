import { type ProxySide, proxyNumbers, proxyOptions } from './proxy-words.ts';
import { timeouts } from './timeouts.ts';

/**
 * Lines that HAProxy 2.2, 2.6, 3.0 and 3.2 refuse on the other side, or ignore there, beside timeouts and
 * what an inventory has properties for; two words where the second decides.
 */
const lines: Readonly<Record<Exclude<ProxySide, 'both'>, ReadonlySet<string>>> = {
  // A backend logs no connections, so that what sets the format of a log is for frontends.
  frontend: new Set(
    `backlog bind capture clitcpka-cnt clitcpka-idle clitcpka-intvl declare default_backend
    error-log-format log-format log-format-sd log-steps max-session-srv-conns monitor monitor-uri
    option:httplog option:httpslog rate-limit tcp-request:connection tcp-request:session
    use_backend`.split(/\s+/),
  ),
  backend: new Set(
    `balance default-server dispatch force-persist fullconn hash-balance-factor hash-type http-check
    ignore-persist load-server-state-from-file option:external-check option:httpchk
    option:ldap-check option:mysql-check option:pgsql-check option:redis-check option:smtpchk
    option:spop-check option:ssl-hello-chk option:tcp-check option:transparent retry-on server
    server-state-file-name server-template source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stick
    tcp-check tcp-response use-server`.split(/\s+/),
  ),
};

const numbers: Readonly<Record<string, { readonly side: ProxySide }>> = proxyNumbers;

/** The sections that a line has an effect in; `no` and `default` before it change nothing. */
export function sideOf(written: readonly string[]): ProxySide {
  const isSigned = written[0] === 'no' || written[0] === 'default';
  const [first = '', second = ''] = isSigned ? written.slice(1) : written;
  const known =
    first === 'timeout'
      ? timeouts[second]
      : first === 'option'
        ? proxyOptions.get(second)
        : Object.hasOwn(numbers, first) && numbers[first];
  if (known) return known.side;
  const sides = ['frontend', 'backend'] as const;
  return (
    sides.find((side) => lines[side].has(first) || lines[side].has(`${first}:${second}`)) ?? 'both'
  );
}
