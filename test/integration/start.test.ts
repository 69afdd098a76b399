import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { automaticIds } from '../../src/haproxy/facts/automatic-ids.ts';
import { lint } from '../../src/rules/lint.ts';
import { withFolder } from '../folder.ts';
import { askSocket, rowsOf } from '../runtime-socket.ts';
import { commandIn, haproxies, pathIn, type RealHaproxy, temporaryOf } from './haproxies.ts';

const yaml = `
haproxy:
  version: "2.2"
  balancers: [127.0.7.2]
  global: { stats-socket: SOCKET }
pools:
  - name: compile
    bind: 127.0.7.1:18140
    hash-type: map-based sdbm avalanche
    servers:
      - { name: m1, address: 127.0.7.11, weight: 10, id: 7 }
      - { name: m2, address: 127.0.7.12, port: 8141, check: { port: 9201 } }
      - { name: m3, address: 127.0.7.13, state: drain, reason: upgrade }
      - { name: m4, address: 127.0.7.14, check: none, backup: true }
  - name: puppetdb
    role: puppetdb
    bind: [127.0.7.1:18081, "[::1]:18081"]
    balance: leastconn
    check: tcp
    servers:
      - { name: db1, address: "::1" }
  - name: ids
    bind: 127.0.7.1:18142
    hash-type: map-based sdbm avalanche
    check: none
    servers:
      - { name: i1, address: 127.0.7.21, id: 3 }
      - { name: i2, address: 127.0.7.22 }
      - { name: i3, address: 127.0.7.23 }
      - { name: i4, address: 127.0.7.24, id: 4 }
      - { name: i5, address: 127.0.7.25 }
`;

/** Starts HAProxy as root for a moment; what it says on standard error, and what it understood. */
function start(haproxy: RealHaproxy): Promise<{ said: string; servers: string }> {
  return withFolder(async (folder) => {
    const { root } = haproxy;
    const socket = folder.at('admin.sock');
    const text = yaml.replace('SOCKET', pathIn(root, socket));
    const source = { name: 'inventory.yaml', bytes: new TextEncoder().encode(text) };
    const { inventory, diagnostics } = lint(source);
    expect(diagnostics.map(({ code }) => code)).toEqual(['CHK213']);
    if (inventory === undefined) throw new Error('the inventory was not read');
    const file = folder.write('haproxy.cfg', buildConfiguration(inventory, 'whole').text);
    const command = commandIn(root, ['haproxy', '-db', '-f', pathIn(root, file)]);
    const [program = '', ...words] = command;
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    for (let tries = 0; !existsSync(socket) && tries < 200; tries += 1) await pause(50);
    if (!existsSync(socket)) throw new Error(`HAProxy did not start: ${said}`);
    const servers = await askSocket(socket, 'show servers state');
    child.kill('SIGTERM');
    await ended;
    return { said, servers };
  }, temporaryOf(haproxy));
}

describe.sequential('started as root', () => {
  for (const haproxy of haproxies) {
    it(`HAProxy ${haproxy.version} has no warning, and understood what was meant`, async () => {
      const { said, servers } = await start(haproxy);
      const other = said
        .split('\n')
        .filter((line) => /^\[(ALERT|WARNING)\]/.test(line))
        .filter(
          (line) =>
            !/is DOWN|has no server available|SIGTERM|stopped|Exiting|exited|Proxy \S+ stopped/.test(
              line,
            ),
        );
      expect(other).toEqual([]);
      const numbered = rowsOf(servers).filter((row) => row.get('be_name') === 'ids');
      const ids = automaticIds([3, undefined, undefined, 4, undefined]);
      expect(numbered.map((row) => Number(row.get('srv_id')))).toEqual(ids);
      const others = rowsOf(servers).filter((row) => row.get('be_name') !== 'ids');
      const understood = others.map((row) =>
        [
          row.get('be_name'),
          row.get('srv_id'),
          row.get('srv_name'),
          `${row.get('srv_addr')} ${row.get('srv_port')}`,
          `weight ${row.get('srv_iweight')}`,
          `check ${row.get('srv_check_port') ?? ''}`,
          `admin ${row.get('srv_admin_state')}`,
        ].join(' '),
      );
      // srv_check_port came with 2.4; admin bits: 4 is "disabled in the file", 1 "forced maintenance".
      const port = (number: number): string =>
        haproxy.version === '2.2' ? 'check ' : `check ${number}`;
      expect(understood).toEqual([
        `compile 7 m1 127.0.7.11 8140 weight 10 ${port(9200)} admin 0`,
        `compile 2 m2 127.0.7.12 8141 weight 1 ${port(9201)} admin 0`,
        `compile 3 m3 127.0.7.13 8140 weight 1 ${port(9200)} admin 5`,
        `compile 4 m4 127.0.7.14 8140 weight 1 ${port(0)} admin 0`,
        `puppetdb 1 db1 ::1 8081 weight 1 ${port(0)} admin 0`,
      ]);
    });
  }
});
