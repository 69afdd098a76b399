import { expect, it } from 'vitest';
import { openSockets } from '../../src/haproxy/model/stats-sockets.ts';
import { startHaproxy } from './choosing.ts';
import { haproxies } from './haproxies.ts';

const orders = [
  ['SOCKET level admin', 'unix@SOCKET level user'],
  ['SOCKET level user', 'SOCKET level admin'],
];

it.each(haproxies)(
  'the last stats socket on a path counts in HAProxy $version',
  async (haproxy) => {
    for (const lines of orders) {
      const sockets = lines.map((line) => `  stats socket ${line}\n`).join('');
      const text = `global\n${sockets}backend one\n  timeout connect 5s\n  timeout server 5s\n  server a 127.0.0.1:8140\n`;
      const running = await startHaproxy(haproxy, text);
      try {
        const answer = await running.ask('set server one/a weight 1');
        const words = lines.map((line) => line.replace('SOCKET', '/a.sock').split(' '));
        const levels = openSockets(words).map(({ level }) => level);
        expect(levels, answer).toEqual([/Permission denied/.test(answer) ? 'user' : 'admin']);
      } finally {
        await running.stop();
      }
    }
  },
);
