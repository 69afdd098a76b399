import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { headLines } from '../../src/report/preview/preview-head.ts';
import { between } from '../diff/between.ts';
import { freePorts } from '../ports.ts';
import { rowsOf } from '../runtime-socket.ts';
import { type Running, startHaproxy, versionOf } from './choosing.ts';
import { haproxies, type RealHaproxy } from './haproxies.ts';

interface Ports {
  readonly bind: number;
  readonly broker: number;
}

function configuration({ bind, broker }: Ports, server = '', more = ''): string {
  return `global
  stats socket SOCKET level admin
${more}defaults
  mode tcp
  timeout connect 5s
  timeout client 15m
  timeout server 15m
listen pcp
  bind 127.0.0.1:${bind}
  server a 127.0.0.1:${broker} id 1${server}
  server b 127.0.0.1:8142 id 2 backup
`;
}

function agentsLines(before: string, after: string, haproxy: RealHaproxy): string[] {
  const lines = headLines(between(before, after, { version: versionOf(haproxy) }));
  return lines
    .filter(({ word, text }) => word === 'AGENTS' && text.includes('open'))
    .map(({ text }) => text);
}

/** A broker that keeps its connections, and whether the only one is still open. */
async function withConnection(
  haproxy: RealHaproxy,
  global: string,
  use: (running: Running, ports: Ports, client: Socket) => Promise<void>,
): Promise<void> {
  const server = createServer((socket) => socket.on('error', () => undefined)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const [bind = 0] = await freePorts(1);
  const ports = { bind, broker: (server.address() as AddressInfo).port };
  const running = await startHaproxy(haproxy, configuration(ports, '', global));
  const client = connect(bind, '127.0.0.1');
  client.on('error', () => undefined).resume();
  try {
    const [peer] = await once(server, 'connection');
    await use(running, ports, client);
    (peer as Socket).destroy();
  } finally {
    client.destroy();
    server.close();
    await running.stop();
  }
}

const isOpen = (client: Socket) => client.readyState === 'open' && !client.readableEnded;

/** Waits until a connection has ended. */
async function hasEnded(client: Socket): Promise<boolean> {
  for (let tries = 0; tries < 400 && isOpen(client); tries += 1) await pause(25);
  return !isOpen(client);
}

async function serverRow(running: Running): Promise<Record<string, string>> {
  const rows = rowsOf(await running.ask('show stat')).map((row) => Object.fromEntries(row));
  return rows.find(({ svname }) => svname === 'a') ?? {};
}

describe.sequential('connections that are open', () => {
  for (const haproxy of haproxies) {
    it(`stay on a drained server of HAProxy ${haproxy.version}, until a command ends them`, async () => {
      await withConnection(haproxy, '', async (running, ports, client) => {
        const old = configuration(ports);
        expect(agentsLines(old, configuration(ports, ' disabled'), haproxy)).toEqual([
          'pcp: open connections stay on a until they end; "shutdown sessions server pcp/a" ends them, but not those of old workers',
        ]);
        await running.ask('set server pcp/a state maint');
        expect(await serverRow(running)).toMatchObject({ status: 'MAINT', scur: '1' });
        await pause(300);
        expect(isOpen(client)).toBe(true);
        await running.ask('shutdown sessions server pcp/a');
        expect(await hasEnded(client)).toBe(true);
      });
    }, 60_000);

    it(`stay in the old worker of HAProxy ${haproxy.version}, which the new one does not count`, async () => {
      await withConnection(haproxy, '', async (running, ports, client) => {
        const drained = configuration(ports, ' disabled weight 7').replace(
          'client 15m',
          'client 16m',
        );
        expect(agentsLines(configuration(ports), drained, haproxy)).toEqual([
          'pcp: open connections stay in the old worker, with the old configuration, until they end (hard-stop-after is not set); do not stop a before that: "show stat" no longer counts them',
        ]);
        await running.reload(drained, 'and leaves the old worker');
        expect(await serverRow(running)).toMatchObject({ status: 'MAINT', scur: '0' });
        await running.ask('shutdown sessions server pcp/a');
        await pause(300);
        expect(isOpen(client)).toBe(true);
      });
    }, 60_000);

    it(`are ended by hard-stop-after of the old file of HAProxy ${haproxy.version}`, async () => {
      await withConnection(haproxy, '  hard-stop-after 1s\n', async (running, ports, client) => {
        const old = configuration(ports, '', '  hard-stop-after 1s\n');
        const next = configuration(ports, '', '  hard-stop-after 30m\n');
        expect(agentsLines(old, next, haproxy)).toEqual([
          'pcp: open connections stay in the old worker, with the old configuration, until they end, at most 1s (hard-stop-after)',
        ]);
        await running.reload(next, 'and leaves the old worker');
        expect(await hasEnded(client)).toBe(true);
      });
    }, 60_000);
  }
});
