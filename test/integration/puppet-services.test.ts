import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withFolder } from '../folder.ts';
import { freePorts } from '../ports.ts';
import { startHaproxy, startServers, versionOf, visitAll } from './choosing.ts';
import { check, commandIn, haproxies, pathIn, type RealHaproxy, temporaryOf } from './haproxies.ts';

let servers: Awaited<ReturnType<typeof startServers>>;
beforeAll(async () => {
  servers = await startServers(['a', 'b']);
});
afterAll(() => servers.stop());

const serverLine = (name: string, more = '') =>
  `server ${name} 127.0.0.1:${servers.ports.get(name)} ${more}`;

function configuration(listen: number, lines: readonly string[], global: string[] = []): string {
  const sections = {
    global: ['stats socket SOCKET level admin', ...global],
    defaults: ['timeout connect 300ms', 'timeout client 20s', 'timeout server 20s'],
    'listen one': [`bind 127.0.0.1:${listen}`, ...lines],
  };
  const written = Object.entries(sections).map(([name, own]) => [name, ...own].join('\n  '));
  return `${written.join('\n')}\n`;
}

/** Whether HAProxy starts with a line as user haproxy; what it says if not. */
function start(haproxy: RealHaproxy, line: string, server: string, global: string[]): string {
  const port = 18_140;
  const lines = [line, `server s 127.0.0.1:9 ${server}`];
  const text = configuration(port, lines, global).replace(
    'stats socket SOCKET level admin\n',
    '\n',
  );
  expect(check(haproxy, text).status).toBe(0);
  return withFolder((folder) => {
    const file = pathIn(haproxy.root, folder.write('haproxy.cfg', text));
    const words = ['timeout', '0.7', ...commandIn(haproxy.root, ['haproxy', '-db', '-f', file])];
    const { status, stderr } = spawnSync(words[0] ?? '', words.slice(1), { encoding: 'utf8' });
    return status === 124 || status === 143 ? '' : stderr;
  }, temporaryOf(haproxy));
}

const user = ['user haproxy', 'group haproxy'];

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  const { minor, major } = versionOf(haproxy);

  it('refuses to start without full privileges, and calls the file valid', () => {
    const privileged = [
      ['source 0.0.0.0 usesrc clientip', ''],
      ['source 0.0.0.0 usesrc client', ''],
      ['source 127.0.0.1 interface lo', ''],
      ['', 'source 0.0.0.0 usesrc clientip'],
      ['', 'source 127.0.0.1 interface lo'],
      ...(minor === 2 && major === 2 ? [] : [['tcp-request content set-mark 1', '']]),
    ];
    for (const [line = '', server = ''] of privileged) {
      expect(start(haproxy, line, server, user), line + server).toContain('full privileges');
    }
    expect(start(haproxy, 'source 127.0.0.1', 'source 127.0.0.1', user)).toBe('');
    expect(start(haproxy, 'source 0.0.0.0 usesrc clientip', '', [])).toBe('');
    if (major < 3) return;
    const kept = [...user, 'setcap cap_net_admin'];
    expect(start(haproxy, 'source 0.0.0.0 usesrc clientip', '', kept)).toBe('');
  }, 60_000);

  it('keeps whom a table holds on the backup', async () => {
    const [port = 0] = await freePorts(1);
    const table = ['stick-table type ip size 1k expire 1h', 'stick on src'];
    const lines = [...table, serverLine('a'), serverLine('b', 'backup')];
    const running = await startHaproxy(haproxy, configuration(port, lines));
    try {
      await running.ask('disable server one/a');
      expect(await visitAll([{ from: '127.0.0.7', port }])).toEqual(['b']);
      await running.ask('enable server one/a');
      const clients = ['127.0.0.7', '127.0.0.8'].map((from) => ({ from, port }));
      expect(await visitAll(clients)).toEqual(['b', 'a']);
    } finally {
      await running.stop();
    }
  }, 60_000);

  it('finds no HTTP in TLS, which there is in plain text', async () => {
    const [port = 0] = await freePorts(1);
    const lines = [
      'tcp-request inspect-delay 2s',
      'tcp-request content accept if { req.len gt 0 }',
      'acl signs path,lower -m beg /puppet-ca',
      'use-server b if { path_beg /puppet-ca } || METH_GET || signs',
      serverLine('a'),
      serverLine('b', 'weight 0'),
    ];
    const running = await startHaproxy(haproxy, configuration(port, lines));
    const tls = '\x16\x03\x01\0\x04\x01\0\0\0GET /puppet-ca HTTP/1.1\r\n\r\n';
    try {
      const plain = 'GET /puppet-ca HTTP/1.1\r\nHost: a\r\n\r\n';
      const visits = [tls, plain].map((hello) => ({ from: '127.0.0.7', port, hello }));
      expect(await visitAll(visits)).toEqual(['a', 'b']);
    } finally {
      await running.stop();
    }
  }, 60_000);

  it.each([
    { queue: 'the connect timeout', timeouts: [], served: '' },
    { queue: 'a longer time of its own', timeouts: ['timeout queue 1m'], served: 'served' },
  ])(
    'keeps who waits in the queue for $queue',
    async ({ timeouts, served }) => {
      const [port = 0] = await freePorts(1);
      let taken = 0;
      const busy = createServer((socket) => {
        socket.on('error', () => undefined);
        taken += 1;
        if (taken > 1) socket.end('served');
      });
      await once(busy.listen(0, '127.0.0.1'), 'listening');
      const server = `server s 127.0.0.1:${(busy.address() as AddressInfo).port} maxconn 1`;
      const running = await startHaproxy(haproxy, configuration(port, [...timeouts, server]));
      const first = connect(port, '127.0.0.1').on('error', () => undefined);
      try {
        await once(busy, 'connection');
        const waiting = visitAll([{ from: '127.0.0.7', port }]);
        // Longer than the connect timeout, while the only place is taken.
        await pause(1500);
        first.destroy();
        expect(await waiting).toEqual([served]);
      } finally {
        first.destroy();
        await running.stop();
        busy.close();
      }
    },
    60_000,
  );

  it('takes an answer in one write from who does not read, but for 2.2', async () => {
    let asked = 0;
    const unread = createServer((socket) => {
      asked += 1;
      socket.on('error', () => undefined);
      const text = 'HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nrunning.\n';
      socket.write(text, () => socket.destroy());
    });
    unread.on('connection', (socket) => socket.pause());
    await once(unread.listen(0, '127.0.0.1'), 'listening');
    const { port: to } = unread.address() as AddressInfo;
    const [port = 0] = await freePorts(1);
    const server = `server s 127.0.0.1:${to} check inter 20`;
    const running = await startHaproxy(
      haproxy,
      configuration(port, ['timeout check 2s', 'option httpchk', server]),
    );
    try {
      while (asked < 80) await pause(50);
      const rows = (await running.ask('show stat')).split('\n').map((row) => row.split(','));
      const row = rows.find(([proxy, name]) => proxy === 'one' && name === 's');
      const failures = Number(row?.[rows[0]?.indexOf('chkfail') ?? -1]);
      if (major === 2 && minor === 2) expect(failures).toBeGreaterThan(0);
      else expect(failures).toBe(0);
    } finally {
      await running.stop();
      unread.close();
    }
  }, 60_000);

  it('starts with a host name that does not resolve, where resolvers or init-addr let it', () => {
    const resolvers = 'resolvers dns\n  nameserver a 127.0.0.1:9\n';
    /** Whether the server is refused, and not only disabled until DNS answers. */
    const isRefused = (words: string) => {
      const text = configuration(18_140, [`server s name.invalid:8140 ${words}`]);
      const plain = text.replace('stats socket SOCKET level admin\n', '\n');
      const { stderr } = check(haproxy, plain + resolvers);
      return /could not resolve address 'name\.invalid'(?!, disabling server)/.test(stderr);
    };
    for (const words of ['', 'init-addr last,libc', 'resolvers dns init-addr last,libc']) {
      expect(isRefused(words), words).toBe(true);
    }
    for (const words of [
      'resolvers dns',
      'init-addr last,libc,none',
      'resolvers dns init-addr none',
    ]) {
      expect(isRefused(words), words).toBe(false);
    }
  });
});
