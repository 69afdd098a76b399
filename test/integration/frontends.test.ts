import { describe, expect, it } from 'vitest';
import { sideOf } from '../../src/haproxy/facts/proxy-sides.ts';
import { proxyNumberNames, proxyOptionNames } from '../../src/haproxy/facts/proxy-words.ts';
import { timeouts } from '../../src/haproxy/facts/timeouts.ts';
import { build } from '../import/meaning.ts';
import { check, haproxies, type RealHaproxy } from './haproxies.ts';

/** Lines of each side that all versions know. */
const lines = [
  ...proxyNumberNames.map((name) => `${name} 5`),
  ...proxyOptionNames.filter((name) => name !== 'tcplog').map((name) => `option ${name}`),
  ...Object.keys(timeouts).flatMap((name) => (name === 'client-hs' ? [] : `timeout ${name} 5s`)),
  ...'backlog 9;capture request header Host len 9;monitor fail if TRUE;rate-limit sessions 5'.split(
    ';',
  ),
  ...'tcp-request connection accept;tcp-request session accept;use_backend b if TRUE'.split(';'),
  ...'max-session-srv-conns 3;default_backend b;declare capture request len 5'.split(';'),
  ...'balance source;hash-type consistent;fullconn 9;source 10.0.0.1;use-server s if TRUE'.split(
    ';',
  ),
  ...'default-server inter 5s;dispatch 10.0.0.9:1;load-server-state-from-file none'.split(';'),
  ...'tcp-response content accept;force-persist if TRUE;ignore-persist if TRUE;retry-on none'.split(
    ';',
  ),
  ...'acl x src 10.0.0.1;log global;log-tag x;id 20;tcp-request content accept;no log'.split(';'),
  ...'tcp-request inspect-delay 5s;description x;stick-table type ip size 1k'.split(';'),
];

/** Whether a real HAProxy takes a line on one side without a word. */
function isTaken(haproxy: RealHaproxy, line: string, side: 'frontend' | 'backend'): boolean {
  const head = 'global\n maxconn 100\n log 127.0.0.1 local0\ndefaults\n mode tcp\n';
  const times = ' timeout client 1s\n timeout server 1s\n timeout connect 1s\n';
  const [own, other] = side === 'frontend' ? [line, ''] : ['', line];
  const target = own.startsWith('default_backend') ? '' : ' default_backend b\n';
  const front = `frontend f\n ${own}\n bind 127.0.0.1:18140\n${target}`;
  const back = `backend b\n ${other}\n server s 10.0.0.1:1\n`;
  const { status, messages } = check(haproxy, head + times + front + back);
  return status === 0 && messages.length === 0;
}

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  it('takes a line on the sides that the table says', () => {
    const measured = lines.map((line) => {
      const sides = (['frontend', 'backend'] as const).filter((side) =>
        isTaken(haproxy, line, side),
      );
      return `${line}: ${sides.join(' ')}`;
    });
    const said = lines.map((line) => {
      const side = sideOf(line.split(' '));
      return `${line}: ${side === 'both' ? 'frontend backend' : side}`;
    });
    // Its tables are those of frontends and backends alike, and it says nothing.
    expect(measured).toEqual(said);
  });

  it('takes what is built of frontends without a word', () => {
    const pools = [
      '{ name: rpc, role: pcp, frontend: fe_rpc, bind: { address: "10.0.0.9:8142", accept-proxy: true, name: a }, check: tcp, servers: [c1], options: { tcpka: true, contstats: true, abortonclose: true }, maxconn: 9, extra: ["acl x src 10.0.0.0/8", "tcp-request connection reject if !x", "stick-table type ip size 1k", "stick on src"] }',
      '{ name: portal, role: other, port: 443, frontend: [{ name: tls_office, bind: "10.51.0.2:443" }, { name: tls_branches, bind: "10.51.8.2:443", maxconn: 25, timeouts: { client: 20m } }], servers: [c1] }',
    ];
    const inventory = `haproxy: { version: "2.2" }\nhosts: { c1: { address: 10.0.0.1 } }\npools: [${pools}]`;
    const built = build(inventory);
    expect(built).toContain('frontend tls_branches');
    expect(check(haproxy, built ?? '')).toMatchObject({ status: 0, messages: [] });
  });
});
