import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { isOlder } from '../../src/haproxy/facts/versions.ts';
import { commandText } from '../../src/haproxy/process/runtime-command.ts';
import { between } from '../diff/between.ts';
import { type Folder, withFolder } from '../folder.ts';
import { freePorts } from '../ports.ts';
import { rowsOf } from '../runtime-socket.ts';
import { type Running, startHaproxy, versionOf } from './choosing.ts';
import { haproxies, pathIn, type RealHaproxy, temporaryOf } from './haproxies.ts';

/** A certificate that signs itself, for `localhost`, twice, and a file that revokes none. */
function certificates(folder: Folder) {
  const make = (name: string) => {
    const words = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '30',
      '-subj',
      '/CN=localhost',
    ];
    const files = [
      '-addext',
      'subjectAltName=DNS:localhost',
      '-keyout',
      folder.at(`${name}.key`),
      '-out',
      folder.at(name),
    ];
    execFileSync('openssl', [...words, ...files], { stdio: 'ignore' });
  };
  make('ca.pem');
  make('other.pem');
}

interface Case {
  /** Options of the servers that run, and of the new one; CA and OTHER stand for files. */
  readonly running: string;
  readonly added: string;
  readonly status: 'UP' | 'DOWN' | 'reload';
}

const verified = 'check inter 100ms check-ssl verify required ca-file CA';

const cases: readonly Case[] = [
  { running: verified, added: verified, status: 'UP' },
  { running: verified, added: `${verified} verifyhost localhost`, status: 'UP' },
  { running: verified, added: `${verified} verifyhost elsewhere`, status: 'DOWN' },
  {
    running: 'check check-ssl verify none',
    added: 'check inter 100ms check-ssl verify none',
    status: 'UP',
  },
  { running: 'ssl verify required ca-file CA', added: verified, status: 'UP' },
  { running: verified, added: verified.replace('CA', 'OTHER'), status: 'reload' },
  { running: 'check', added: verified, status: 'reload' },
  { running: 'check check-ssl verify none', added: verified, status: 'reload' },
];

describe.sequential('a server that is added while HAProxy runs', () => {
  for (const haproxy of haproxies) {
    const version = versionOf(haproxy);
    it.skipIf(isOlder(version, { major: 2, minor: 6 }))(
      `has its checks over TLS as written, in HAProxy ${haproxy.version}`,
      async () => {
        await withFolder(async (folder) => {
          certificates(folder);
          const tls = { key: folder.read('ca.pem.key'), cert: folder.read('ca.pem') };
          const server = createServer(tls, (socket) =>
            socket.on('error', () => undefined).resume(),
          );
          server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
          await once(server, 'listening');
          const { port } = server.address() as AddressInfo;
          for (const one of cases) await add(haproxy, one, folder, port);
          server.close();
        }, temporaryOf(haproxy));
      },
      60_000,
    );
  }
});

async function add(haproxy: RealHaproxy, one: Case, folder: Folder, port: number): Promise<void> {
  const [bind = 0] = await freePorts(1);
  const file = (name: string) => pathIn(haproxy.root, folder.at(name));
  const text = (...servers: readonly string[]) =>
    `global
  stats socket SOCKET level admin
defaults
  mode tcp
  timeout connect 5s
  timeout client 5s
  timeout server 5s
listen pool
  bind 127.0.0.1:${bind}
  balance roundrobin
${servers.map((words, at) => `  server s${at} 127.0.0.1:${port} id ${at + 1} ${words}\n`).join('')}`
      .replaceAll(/\bCA\b/g, file('ca.pem'))
      .replaceAll(/\bOTHER\b/g, file('other.pem'));
  const { running: was, added } = one;
  const preview = between(text(was), text(was, added), { version: versionOf(haproxy) });
  expect(preview.action, added).toBe(one.status === 'reload' ? 'reload' : 'runtime');
  const running = await startHaproxy(haproxy, text(was));
  try {
    if (one.status !== 'reload') {
      for (const command of preview.commands.map(commandText)) {
        expect(await running.ask(command), command).toMatch(/^\s*($|New server registered)/);
      }
      expect(await statusOf(running, one.status), added).toMatch(new RegExp(`^${one.status}`));
      return;
    }
    const options = added.replace('CA', file('ca.pem')).replace('OTHER', file('other.pem'));
    const answer = await running.ask(`add server pool/s1 127.0.0.1:${port} ${options} id 2`);
    expect(answer, added).toContain('unable to load');
  } finally {
    await running.stop();
  }
}

/** What HAProxy says of the new server, once it is what is awaited. */
async function statusOf(running: Running, awaited: string): Promise<string> {
  let status = '';
  for (let tries = 0; tries < 200 && !isSure(status, awaited); tries += 1) {
    await pause(25);
    const rows = rowsOf(await running.ask('show stat')).map((row) => Object.fromEntries(row));
    const row = rows.find(({ svname }) => svname === 's1');
    status = `${row?.['status']} ${row?.['check_status']}`;
  }
  return status;
}

/** A new server is called UP before its first check. */
function isSure(status: string, awaited: string): boolean {
  return status.startsWith(awaited) && (awaited === 'DOWN' || status.endsWith('L6OK'));
}
