import { describe, expect, it } from 'vitest';
import { readProxies } from '../../../src/haproxy/model/read.ts';
import type { Service } from '../../../src/haproxy/model/services.ts';
import { listenersOf } from '../../../src/haproxy/selection/listener.ts';
import { type ReadSelection, readSelection } from '../../../src/haproxy/selection/read.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/read.ts';

function serviceOf(...lines: readonly string[]): Service {
  const text = ['listen x', ...lines, ''].join('\n');
  const [proxy] = readProxies(readConfiguration([{ name: 'haproxy.cfg', text }])).proxies;
  if (proxy === undefined) throw new Error('no proxy');
  return { name: proxy.name, front: proxy, back: proxy };
}

function read(...lines: readonly string[]): ReadSelection {
  return readSelection(serviceOf(...lines));
}

describe('what lines say of the choice', () => {
  it("is HAProxy's own defaults where they say nothing", () => {
    expect(read('server a 10.0.0.1:8140')).toEqual({
      algorithm: 'roundrobin',
      pool: {
        servers: [{ name: 'a', id: 1, weight: 1, isBackup: false, state: 'ready' }],
        hashType: {
          method: 'map-based',
          function: 'sdbm',
          isAvalanche: false,
          words: ['map-based'],
        },
        usesAllBackups: false,
      },
      listeners: [],
      limit: undefined,
      conditions: [],
    });
  });

  it('has the last line of a kind, as a section comes after its defaults', () => {
    const { algorithm, pool } = read(
      'balance leastconn',
      'hash-type map-based',
      'option allbackups',
      'balance source',
      'hash-type consistent sdbm',
      'no option allbackups',
    );
    expect([algorithm, pool.hashType, pool.usesAllBackups]).toEqual([
      'source',
      {
        method: 'consistent',
        function: 'sdbm',
        isAvalanche: false,
        words: ['consistent', 'sdbm'],
      },
      false,
    ]);
    expect(read('no option allbackups', 'option allbackups').pool.usesAllBackups).toBe(true);
  });

  it('reads servers with what default-server says before them', () => {
    const { pool } = read(
      'server a 10.0.0.1:8140 weight 3 check cookie weight backup',
      'default-server weight 10 disabled',
      'server b 10.0.0.2:8140 id 7 enabled',
      'server c 10.0.0.3:8140 weight 2 agent-send backup namespace id',
    );
    expect(pool.servers).toEqual([
      { name: 'a', id: 1, weight: 3, isBackup: true, state: 'ready' },
      { name: 'b', id: 7, weight: 10, isBackup: false, state: 'ready' },
      { name: 'c', id: 3, weight: 2, isBackup: false, state: 'maint' },
    ]);
  });

  it('says what keeps a server from being foretold', () => {
    const prevented = (...lines: string[]) => read('hash-type consistent', ...lines).limit;
    expect(prevented('stick-table type ip size 1k', 'stick on src')).toBe(
      '"stick on src" keeps clients on their server',
    );
    expect(prevented('use-server a if TRUE')).toBe('"use-server a if TRUE" selects the server');
    expect(prevented('tcp-request connection set-src src,ipmask(24)')).toContain(
      'changes the hashed address',
    );
    expect(prevented('disabled')).toBe('the section is disabled');
    expect(prevented('server a 10.0.0.1:1 hash-key guid')).toBe(
      '"hash-key guid" cannot be predicted',
    );
    expect(prevented('server a puppet1:1 hash-key addr')).toBe(
      '"hash-key addr" uses an address that is resolved at start',
    );
    expect(prevented('server a 10.0.0.1 hash-key addr-port')).toBe(
      '"hash-key addr-port" uses the client\'s port',
    );
    expect(prevented('server a 10.0.0.1:1 hash-key addr')).toBeUndefined();
    expect(prevented('server a 10.0.0.1:1 hash-key id')).toBeUndefined();
    expect(prevented('stick store-request src')).toBeUndefined();
    expect(prevented('option redispatch', 'stick-table type ip size 1k')).toBeUndefined();
    expect(read('server a puppet1:1 hash-key addr').limit).toBeUndefined();
  });

  it('says what else must hold', () => {
    const lines = [
      'hash-balance-factor 150',
      'hash-preserve-affinity maxconn',
      'server a 10.0.0.1:1 slowstart 30s agent-check',
      'server b 10.0.0.2:1 slowstart 30s',
    ];
    expect(read('hash-type consistent', ...lines).conditions).toEqual([
      'no server has more than its share ("hash-balance-factor 150")',
      'no server is full ("hash-preserve-affinity maxconn")',
      'no agent-check changes the weight or the state of a server',
      'no server is in slowstart',
    ]);
    expect(read('hash-type map-based', ...lines).conditions).toEqual([
      'no agent-check changes the weight or the state of a server',
    ]);
    expect(read('hash-type consistent', 'hash-balance-factor 0').conditions).toEqual([]);
    expect(read('load-server-state-from-file global').conditions).toHaveLength(1);
  });
});

describe('a listener', () => {
  const families = (line: string) =>
    serviceOf(line)
      .front.binds.flatMap(listenersOf)
      .map(({ ipv4, ipv6 }) => `${ipv4 ?? '-'} ${ipv6 ? 'ipv6' : '-'}`);

  it('sees IPv4 by itself, as mapped, or not at all', () => {
    expect(families('bind 10.0.0.100:8140')).toEqual(['plain -']);
    expect(families('bind *:8140')).toEqual(['plain -']);
    expect(families('bind :8140')).toEqual(['plain -']);
    expect(families('bind :::8140')).toEqual(['mapped ipv6']);
    expect(families('bind [::]:8140 v4v6')).toEqual(['mapped ipv6']);
    expect(families('bind :::8140 v6only')).toEqual(['- ipv6']);
    expect(families('bind [2001:db8::1]:8140')).toEqual(['- ipv6']);
    expect(families('bind 2001:db8::1:8140')).toEqual(['- ipv6']);
    expect(families('bind ipv6@*:8140')).toEqual(['mapped ipv6']);
    expect(families('bind ipv4@:8140,/run/x.sock')).toEqual(['plain -', '- -']);
    expect(families('bind :::8140 accept-proxy')).toEqual(['plain ipv6']);
  });
});

it.each([
  ['bind *:8140,:::8140', 'plain -'],
  ['bind :::8140,0.0.0.0:8140', '- plain'],
  ['bind :::8140,*:8141', 'mapped plain'],
  ['bind :::8140-8141,*:8140', 'mapped plain'],
  ['bind :::8140,*:8130-8150', '- plain'],
  ['bind :::8140,10.0.0.1:8140', 'mapped plain'],
])('%s: "*" takes IPv4 from "::" at its ports', (line, seen) => {
  const { listeners } = read(line);
  expect(listeners.map(({ ipv4 }) => ipv4 ?? '-').join(' ')).toBe(seen);
});
