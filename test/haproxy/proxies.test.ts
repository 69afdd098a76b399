import { describe, expect, it } from 'vitest';
import { readMilliseconds, readNumber } from '../../src/haproxy/model/number.ts';
import type { Proxies, ProxySection } from '../../src/haproxy/model/proxies.ts';
import { readProxies } from '../../src/haproxy/model/read.ts';
import { joinServices } from '../../src/haproxy/model/services.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';
import { comparable } from '../comparable.ts';

function read(text: string): Proxies {
  return readProxies(readConfiguration([{ name: 'haproxy.cfg', text }]));
}

function proxy(text: string): ProxySection {
  const found = read(text).proxies.at(-1);
  if (found === undefined) throw new Error('no proxy was read');
  return found;
}

function words(text: string): string[] {
  return proxy(text).directives.map((directive) => directive.words.join(' '));
}

describe('defaults', () => {
  it('hold for the proxies below them, and replace each other', () => {
    const text = `defaults
  timeout client 5s
  option tcpka
defaults
  timeout server 1m
  mode http
listen a
  mode tcp
`;
    const { timeouts, mode, defaults } = proxy(text);
    expect([...timeouts].map(([name, { value }]) => [name, value])).toEqual([['server', 60000]]);
    expect([mode.value, mode.directive?.isInherited]).toEqual(['tcp', false]);
    expect(defaults?.opening.number).toBe(4);
  });

  it('are named with from, and stand on each other', () => {
    const text = `defaults base
  timeout client 5s
  option tcpka
defaults more from base
  no option tcpka
  timeout server 10
defaults other
  retries 1
listen a from more
  timeout client 7s
`;
    const { timeouts } = proxy(text);
    expect([...timeouts].map(([name, { value }]) => [name, value])).toEqual([
      ['server', 10],
      ['client', 7000],
    ]);
    expect(words(text)).toEqual([]);
    expect(words(text.replace('  no option tcpka\n', ''))).toEqual([
      'option clitcpka',
      'option srvtcpka',
    ]);
  });
});

describe('directives', () => {
  it('are replaced by the last one of their kind, and otherwise add up', () => {
    const text = `defaults
  log global
  option tcplog
  errorfile 503 /a
listen a
  no log
  log /dev/log local0
  maxconn 5
  maxconn 6
  acl a src 10.0.0.0/8
  acl b src 10.0.0.0/8
  nonsense x
  log-format x
`;
    expect(words(text)).toEqual([
      'errorfile 503 /a',
      'log /dev/log local0',
      'maxconn 6',
      'acl a src 10.0.0.0/8',
      'acl b src 10.0.0.0/8',
      'nonsense x',
      'log-format x',
    ]);
  });

  it('have HAProxy’s defaults where nothing is written', () => {
    const { mode, balance, hashType, check } = proxy('listen a\n balance\n');
    expect([mode.value, balance.value, hashType, check]).toEqual([
      'tcp',
      ['roundrobin'],
      undefined,
      undefined,
    ]);
    expect(proxy('listen a\n balance source\n').hashType?.value).toEqual({
      method: 'map-based',
      function: 'sdbm',
      isAvalanche: false,
      words: ['map-based'],
    });
    const consistent = 'listen a\n balance source\n hash-type consistent\n';
    expect(proxy(consistent).hashType?.value.isAvalanche).toBe(true);
  });

  it('say what a check asks, in one way or in two', () => {
    const check = (lines: string) => proxy(`listen a\n${lines}`).check?.value;
    const old = check(' option httpchk GET /x HTTP/1.1\n');
    expect(check(' option httpchk\n http-check send meth GET uri /x ver HTTP/1.1\n')).toEqual(old);
    expect(check(' option httpchk /x\n')).toMatchObject({ method: 'OPTIONS', uri: '/x' });
    expect(check(' option httpchk\n option tcp-check\n tcp-check connect\n')).toMatchObject({
      kind: 'other',
      words: ['tcp-check'],
    });
  });
});

describe('servers', () => {
  const text = `defaults
  default-server inter 5s check
listen a
  server s1 10.0.0.1:80
  default-server weight 10 no-check
  server s2 10.0.0.2:80 id 7 check port 9200 inter 1500us
  server s3 :80 disabled weight 300 what ever
  server-template t 2-3 10.0.0.4
  server s4 [::1]:+1 enabled backup
`;

  it('have the options of the default-server above them', () => {
    const { servers } = proxy(text);
    const shown = servers.map(({ name, id, weight, isChecked, checkPort, options }) =>
      [name, id, weight, isChecked, checkPort, options.get('inter')?.value].join(' '),
    );
    expect(shown).toEqual([
      's1 1 1 true  5000',
      's2 7 10 true 9200 2',
      's3 3 300 false  5000',
      't2 4 10 false  5000',
      't3 5 10 false  5000',
      's4 6 10 false  5000',
    ]);
    expect(servers[2]).toMatchObject({ isDisabled: true, unknown: ['what', 'ever'] });
    expect(servers[0]?.options.get('inter')).toMatchObject({ isInherited: true });
  });

  it('have the addresses that HAProxy makes of what is written', () => {
    const point = (address: string) =>
      proxy(`listen a\n server s ${address}\n`).servers[0]?.point ?? undefined;
    expect(point('010.0.0.1:80')?.host).toMatchObject({ text: '8.0.0.1' });
    expect(point('0x0a000001')).toMatchObject({ host: { text: '10.0.0.1' }, port: undefined });
    expect(point('2001:DB8::1:8140')).toMatchObject({ host: { text: '2001:db8::1' }, port: 8140 });
    expect(point('ipv6@[::1]:1')?.host).toMatchObject({ family: 6, text: '::1' });
    expect(point('unix@/x')?.host).toEqual({ kind: 'socket', text: 'unix@/x' });
    expect(point('master.example:+3')).toMatchObject({
      host: { kind: 'name', text: 'master.example' },
      offset: 3,
    });
    expect(point('10.0.0.1:8e3')?.port).toBe(8);
  });

  it('read numbers and times as C does', () => {
    expect(['4294967297', '3abc', 'abc', '-1', '+5', '08'].map(readNumber)).toEqual([
      ...[1, 3, 0, -1, 5, 8],
    ]);
    expect(
      ['2s', '500us', '2sec', '18446744073709553616', '1m', 'x', '2w'].map(readMilliseconds),
    ).toEqual([2000, 1, 2000, 2000, 60000, undefined, undefined]);
  });
});

describe('services', () => {
  it('are listens, and frontends with the one backend that only they use', () => {
    const text = `frontend one
  default_backend a
backend a
frontend two
  default_backend b
frontend three
  default_backend b
backend b
listen c
frontend four
  use_backend d if TRUE
  default_backend e
backend d
backend e
frontend five
  mode http
  default_backend f
backend f
`;
    const { services, alone } = joinServices(read(text));
    expect(services.map(({ name, front }) => `${front.name}-${name}`)).toEqual(['one-a', 'c-c']);
    expect(alone.map(({ name }) => name)).toEqual('two three b four d e five f'.split(' '));
  });
});

describe('what makes a difference', () => {
  const text = `# comment
global
  log /dev/log local0
  maxconn 100
defaults
  log global
  timeout client 1m
listen a
  bind :80
  bind :81
  option tcpka
  balance source
  option httpchk
  default-server check inter 2s rise 2
  server s1 10.0.0.1:80 weight 1
  server s2 10.0.0.2:80 id 2
  server s3 10.0.0.3:80 no-check inter 5s
`;
  const same = `global
  maxconn 100
  log '/dev/log' local0
listen a
  log global
  description of no matter
  hash-type map-based sdbm
  option httpchk OPTIONS / HTTP/1.0
  option tcpka
  errorfile 503 /x
  balance source
  timeout client 60000
  bind *:81
  bind 0.0.0.0:80
  server s1 10.0.0.1:80 check rise 2 fall 3 fastinter 2000
  server s2 10.0.0.2:80 check
  server s3 10.0.0.3:80
`;

  it('is not how it is written', () => {
    expect(comparable(read(same))).toEqual(comparable(read(text)));
  });

  it.each([
    ['weight 1', 'weight 2'],
    ['id 2', 'id 3'],
    ['inter 2s', 'inter 3s'],
    ['bind :81', 'bind :82'],
    ['  server s1 10.0.0.1:80 weight 1\n', ''],
    ['server s3 10.0.0.3:80 no-check', 'server s3 10.0.0.3:80'],
    ['option tcpka', 'option clitcpka'],
    ['timeout client 1m', 'timeout client 2m'],
    ['maxconn 100', 'maxconn 101'],
    ['  log global\n', ''],
    ['balance source', 'balance leastconn'],
    ['option httpchk', 'option httpchk /x'],
    ['server s2 10.0.0.2:80', 'server s2 10.0.0.2:81'],
    ['listen a', 'listen b'],
  ])('is %j against %j', (before, after) => {
    expect(comparable(read(text.replace(before, after)))).not.toEqual(comparable(read(text)));
  });
});
