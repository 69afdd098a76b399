import { availableParallelism, hostname } from 'node:os';
import { expect, it } from 'vitest';
import { descriptorNeed } from '../../src/haproxy/model/descriptors.ts';
import { openedSockets } from '../../src/haproxy/model/opened-sockets.ts';
import { readProxies } from '../../src/haproxy/model/read.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';
import { startHaproxy } from './choosing.ts';
import { haproxies } from './haproxies.ts';

const servers = (options: string) =>
  Array.from({ length: 10 }, (_, at) => `  server s${at} 127.0.0.1:1 ${options}\n`).join('');
const listen = (options = '') => `listen one\n  bind 127.0.0.1:18761\n${servers(options)}`;

/** Global lines, lines of the defaults, and sections. */
const cases: readonly (readonly [string, string, string])[] = [
  ['', '', listen()],
  ['', '', listen('check')],
  ['', '', listen('check disabled')],
  ['', '', listen('agent-check agent-port 9')],
  ['', '', listen('check agent-check agent-port 9')],
  ['', '', 'listen one\n  bind 127.0.0.1:18761-18765\n  bind 127.0.0.1:18766,127.0.0.1:18767\n'],
  ['', '', 'listen one\n  bind 127.0.0.1:18761\n  server-template s 7 127.0.0.1:1 check\n'],
  ['  nbthread 1\n', '', listen()],
  ['  nbthread 8\n', '', listen()],
  ['  stats maxconn 100\n', '', listen()],
  ['', '  option splice-auto\n', listen()],
  ['  maxpipes 50\n', '  option splice-auto\n', listen()],
  ['', '', `${listen()}listen two\n  bind 127.0.0.1:18762\n  disabled\n${servers('check')}`],
  [
    '',
    '',
    `${listen()}peers p\n  peer ${hostname()} 127.0.0.1:18763\n  peer b 127.0.0.1:2\n  peer c 127.0.0.1:3\n`,
  ],
];

it.each(haproxies)('HAProxy $version asks for as many files as are computed', async (haproxy) => {
  for (const [global, defaults, sections] of cases) {
    const timeouts = '  timeout connect 5s\n  timeout client 5s\n  timeout server 5s\n';
    const text = `global\n  maxconn 500\n  stats socket /SOCKET\n${global}defaults\n  mode tcp\n${timeouts}${defaults}${sections}`;
    const running = await startHaproxy(haproxy, text.replace('/SOCKET', 'SOCKET'));
    try {
      const proxies = readProxies(readConfiguration([{ name: 'haproxy.cfg', text }]));
      const sockets = openedSockets(proxies, hostname());
      const need = descriptorNeed(proxies, sockets, availableParallelism());
      const asked = /^Maxsock: (\d+)/m.exec(await running.ask('show info'))?.[1];
      expect(need?.count, text).toBe(Number(asked));
    } finally {
      await running.stop();
    }
  }
});
