import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'vitest';
import type { ProxySection, ProxyServer } from '../../src/haproxy/model/proxies.ts';
import { readProxies } from '../../src/haproxy/model/read.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';
import { corpus, corpusFolder } from '../haproxy/corpus.ts';
import { askSocket, rowsOf } from '../runtime-socket.ts';
import './haproxies.ts';
import { useFolder } from '../use-folder.ts';

/** The files that Debian's own HAProxy starts from; that there is one, `haproxies` makes sure. */
const startable = corpus.filter(
  ({ class: kind, file, bytes }) =>
    ['ok', 'warn', 'alert-rc0'].includes(kind) &&
    file !== 'lim-5000-servers.cfg' &&
    // What is filled in from the environment is not read here.
    !/^[^#]*\$/m.test(bytes.toString('latin1')),
);

/** Files that pass `-c` and do not start here, and why. */
const unstartable: Readonly<Record<string, string>> = {
  'bind-range-huge.cfg': 'more descriptors than there may be',
  'bind-v4-octal.cfg': '010.0.0.100 is 8.0.0.100, which is not here',
  'glob-chroot-auto.cfg': '2.6 takes "auto" for a folder',
  'glob-stats-socket-nodir.cfg': 'the folder of the socket is not there',
};

/** HAProxy leaves rows out of its answer where a name is longer than its buffer. */
const unseen: ReadonlySet<string> = new Set(['pname-len20000.cfg', 'sname-len20000.cfg']);

const folder = useFolder();

/** Starts HAProxy in a network of its own, which holds the VIP; its servers as it understood them. */
async function understood(file: string): Promise<string | undefined> {
  const socket = folder.at(`${startable.findIndex((one) => one.file === file)}.sock`);
  writeFileSync(`${socket}.cfg`, `global\n  stats socket ${socket}\n`);
  const words = ['haproxy', '-db', '-f', `${socket}.cfg`, '-f', join(corpusFolder, file)];
  const network = 'ip link set lo up && ip addr add 10.0.0.100/32 dev lo && exec "$@"';
  const child = spawn('unshare', ['-n', 'sh', '-c', network, 'sh', ...words], {
    stdio: 'ignore',
  });
  let hasEnded = false;
  const ended = new Promise((resolve) => child.once('close', resolve)).then(() => {
    hasEnded = true;
  });
  try {
    while (!hasEnded && !existsSync(socket)) await pause(10);
    if (hasEnded) return undefined;
    return await ask(socket, child);
  } finally {
    child.kill('SIGKILL');
    await ended;
    rmSync(socket, { force: true });
  }
}

async function ask(path: string, child: ChildProcess): Promise<string | undefined> {
  while (child.exitCode === null) {
    const answer = await askSocket(path, 'show servers state').catch(() => undefined);
    if (answer !== undefined && answer !== '') return answer;
    await pause(10);
  }
  return undefined;
}

/** What HAProxy says of each server. */
function rows(text: string): string[] {
  return rowsOf(text).map((row) => {
    const of = (name: string) => row.get(name) ?? '';
    const isNumber = /^[0-9a-fx.]*$/.test(of('srv_fqdn').replace('-', ''));
    return [
      `${of('be_name')}/${of('srv_name')} id ${of('srv_id')}`,
      isNumber && of('srv_addr') !== '-' ? of('srv_addr') : of('srv_fqdn'),
      `port ${of('srv_port')} weight ${of('srv_iweight')}`,
      `check ${of('srv_check_port')}`,
      `admin ${Number(of('srv_admin_state')) & 4}`,
    ].join(' ');
  });
}

/** The same of a server as it is understood here. */
function row(proxy: ProxySection, server: ProxyServer): string {
  const { host, port = 0, offset = 0 } = server.point;
  return [
    `${proxy.name}/${server.name} id ${server.id}`,
    host.kind === 'socket' ? '-' : host.text,
    `port ${port || offset >>> 0} weight ${server.weight}`,
    `check ${server.checkPort ?? 0}`,
    `admin ${server.isDisabled ? 4 : 0}`,
  ].join(' ');
}

describe.concurrent('what HAProxy 2.6 understood', () => {
  for (const { file, bytes } of startable) {
    it(file, async ({ expect }) => {
      const there = await understood(file);
      expect(there === undefined, 'does not start').toBe(Object.hasOwn(unstartable, file));
      const source = { name: file, text: bytes.toString('utf8') };
      const { proxies } = readProxies(readConfiguration([source]));
      const here = proxies.flatMap((proxy) => proxy.servers.map((server) => row(proxy, server)));
      if (there !== undefined && !unseen.has(file)) expect(here).toEqual(rows(there));
    });
  }
});
