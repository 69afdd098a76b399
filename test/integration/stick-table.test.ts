import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewOf } from '../../src/diff/preview.ts';
import { fileSide } from '../../src/diff/side.ts';
import { freePorts } from '../ports.ts';
import { startHaproxy, startServers, visitAll } from './choosing.ts';
import { haproxies } from './haproxies.ts';

let servers: Awaited<ReturnType<typeof startServers>>;
beforeAll(async () => {
  servers = await startServers(['a', 'b']);
});
afterAll(() => servers.stop());

const table = 'stick-table type ip size 1k expire 1h';
const shared = `${table} peers p`;
const inside = 'table t type ip size 1k expire 1h';

interface Case {
  readonly rules: readonly string[];
  readonly after?: readonly string[];
  readonly peers?: readonly string[];
  /** Whether the table has an entry before, and after a reload. */
  readonly stored: boolean;
  readonly isKept: boolean;
}

const cases: readonly Case[] = [
  { rules: [table, 'stick on src'], stored: true, isKept: false },
  { rules: [table, 'stick match src'], stored: false, isKept: false },
  { rules: [table, 'stick match src', 'stick store-request src'], stored: true, isKept: false },
  { rules: [table, 'stick on src'], peers: ['peer here'], stored: true, isKept: false },
  { rules: [shared, 'stick on src'], peers: ['peer here'], stored: true, isKept: true },
  { rules: [shared, 'stick on src'], peers: ['bind', 'server here'], stored: true, isKept: true },
  {
    ...{ rules: [shared, 'stick on src'], peers: ['peer here'], stored: true, isKept: true },
    after: [`${table.replace('1h', '2h')} peers p`, 'stick on src'],
  },
  {
    ...{ rules: [shared, 'stick on src'], peers: ['peer here'], stored: true, isKept: false },
    after: [table, 'stick on src'],
  },
  { rules: ['stick on src table p/t'], peers: ['peer here', inside], stored: true, isKept: true },
];

function configuration(
  { peers = [] }: Case,
  rules: readonly string[],
  balance: string,
  ports: readonly number[],
) {
  const [listen = 0, peer = 0] = ports;
  const here = peers.map((line) => {
    const isPlaced = line === 'bind' || line === 'peer here';
    return `  ${line}${isPlaced ? ` 127.0.0.1:${peer}` : ''}\n`;
  });
  const masters = ['a', 'b'].map((name) => `server ${name} 127.0.0.1:${servers.ports.get(name)}`);
  const lines = [
    'mode tcp',
    `bind 127.0.0.1:${listen}`,
    `balance ${balance}`,
    ...rules,
    ...masters,
  ];
  return `global
  stats socket SOCKET level admin
  localpeer here
  hard-stop-after 30s
${here.length === 0 ? '' : `peers p\n${here.join('')}`}defaults
  timeout connect 5s
  timeout client 5s
  timeout server 5s
listen one
${lines.map((line) => `  ${line}\n`).join('')}`;
}

function isForetoldLost(before: string, after: string): boolean {
  const side = (name: string, text: string) => fileSide(name, [{ name, text }]);
  const sides = { before: side('old.cfg', before), after: side('new.cfg', after) };
  const version = { major: 2, minor: 6, patch: 12 };
  const options = { version, clients: undefined, dates: [], running: undefined };
  return previewOf(sides, options).pools[0]?.affinity?.kind === 'emptied';
}

describe.each(haproxies)('a reload of HAProxy $version', (haproxy) => {
  it.concurrent.each(cases)(
    'empties a table or keeps it: $rules, $peers, $after',
    async (one) => {
      const ports = await freePorts(2);
      const old = configuration(one, one.rules, 'leastconn', ports);
      const next = configuration(one, one.after ?? one.rules, 'roundrobin', ports);
      const name = one.rules.some((rule) => rule.includes('p/t')) ? 'p/t' : 'one';
      const running = await startHaproxy(haproxy, old);
      try {
        await visitAll([{ from: '127.0.0.7', port: ports[0] ?? 0 }]);
        const entries = async () =>
          /key=127\.0\.0\.7/.test(await running.ask(`show table ${name}`));
        expect(await entries()).toBe(one.stored);
        // HAProxy 2.6 teaches nobody in its first five seconds, in which it learns.
        if (one.isKept) await pause(6000);
        await running.reload(next);
        expect(await entries()).toBe(one.isKept);
        expect(isForetoldLost(old, next)).toBe(one.stored && !one.isKept);
      } finally {
        await running.stop();
      }
    },
    60_000,
  );
});
