import { expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';

const pool = (name: string, port: number, more: string, servers = 2) => `  - name: ${name}
    bind: 10.0.0.100:${port}
${more}    servers:
${Array.from({ length: servers }, (_, at) => `      - { name: ${name}${at}, address: 10.0.${port % 256}.${at} }\n`).join('')}`;

function found(pools: string, haproxy = ''): string[] {
  const { diagnostics } = lint({ name: 'a', bytes: Buffer.from(`${haproxy}pools:\n${pools}`) });
  return diagnostics.filter(({ code }) => code === 'HAP349').map(({ message }) => message);
}

const tcp = '    check: tcp\n';

it('says once that only a reload drains a server, where nothing else does', () => {
  const one = 'no stats socket has level admin, so draining servers of pool "a" needs a reload';
  const several = one.replace('pool "a"', '2 pools');
  const global = (socket: string) => `haproxy: { global: { stats-socket: ${socket} } }\n`;
  expect(found(pool('a', 8140, tcp))).toEqual([one]);
  expect(found(pool('a', 8140, '    check: none\n'))).toEqual([one]);
  expect(found(pool('a', 8140, tcp), 'haproxy: { running: 2.6.12 }\n')).toEqual([one]);
  expect(found(pool('a', 8140, tcp), global('/run/a.sock level user'))).toEqual([one]);
  const last = '["/run/a.sock level admin", "/run/a.sock level user"]';
  expect(found(pool('a', 8140, tcp), global(last))).toEqual([one]);
  expect(
    found(pool('a', 8140, tcp), global(last.replace('a.sock level u', 'b.sock level u'))),
  ).toEqual([]);
  expect(found(pool('a', 8140, tcp) + pool('b', 8141, tcp))).toEqual([several]);
  expect(found(pool('a', 8140, tcp) + pool('b', 8141, ''))).toEqual([one]);
  for (const socket of ['/run/a.sock', '/run/a.sock level admin', '[/a level user, /b]']) {
    expect(found(pool('a', 8140, tcp), global(socket)), socket).toEqual([]);
  }
});

it('says nothing of a node with a state file, an agent, or a single server', () => {
  expect(found(pool('a', 8140, ''))).toEqual([]);
  expect(found(pool('a', 8140, tcp, 1))).toEqual([]);
  const agents = pool('a', 8140, tcp).replaceAll(' }', ', agent-check: { port: 9201 } }');
  expect(found(agents)).toEqual([]);
  const mixed = pool('a', 8140, '').replace(' }', ', check: none }');
  expect(found(mixed)).toEqual([]);
  const tracking = pool('b', 8141, "    default-server: { track: 'a/*' }\n");
  const tracked = tracking.replaceAll('name: b', 'name: a').replace('name: a', 'name: b');
  expect(found(pool('a', 8140, '') + tracked)).toEqual([]);
});

it('knows the sockets of a global section that is written as it is', () => {
  const socket = (level: string) =>
    `haproxy:\n  sections: |\n    global\n      stats socket ipv4@127.0.0.1:9999 level ${level}\n`;
  expect(found(pool('a', 8140, tcp), socket('admin'))).toEqual([]);
  expect(found(pool('a', 8140, tcp), socket('user'))).toHaveLength(1);
});

it('knows hard-stop-after in such a section', () => {
  const broker = pool('a', 8142, '    role: pcp\n');
  const old = (more: string) =>
    lint({
      name: 'a',
      bytes: Buffer.from(
        `haproxy:\n  global: { stats-socket: /run/a.sock level admin }\n  sections: |\n    global\n      ${more}\npools:\n${broker}`,
      ),
    }).diagnostics.filter(({ code }) => code === 'PUP414');
  expect(old('hard-stop-after 1h')).toEqual([]);
  expect(old('quiet')).toHaveLength(1);
});
