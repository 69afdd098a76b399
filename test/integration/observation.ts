import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../ports.ts';
import { rowsOf } from '../runtime-socket.ts';
import { startHaproxy } from './choosing.ts';
import type { RealHaproxy } from './haproxies.ts';

/** What servers, clients and the runtime socket see of a HAProxy. */
export type Observation = Readonly<Record<string, unknown>>;

/** Ports that stand for names in a configuration: P1 to P4 are listened on, S1 to S3 are servers. */
export interface Network {
  readonly fill: (text: string) => string;
  readonly observe: (haproxy: RealHaproxy, text: string) => Promise<Observation>;
  readonly stop: () => void;
}

const listening = ['P1', 'P2', 'P3', 'P4'] as const;

/** Starts servers that keep what they are sent. */
export async function startNetwork(): Promise<Network> {
  const seen = new Map<string, string[]>();
  const servers = await Promise.all(
    ['S1', 'S2', 'S3'].map(async (name) => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', (data) => {
          seen.set(name, [...(seen.get(name) ?? []), data.toString('latin1')]);
          if (data.toString('latin1').includes('HTTP')) socket.end('HTTP/1.0 200 OK\r\n\r\n');
        });
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return [name, server] as const;
    }),
  );
  const numbers = await freePorts(listening.length);
  const ports = new Map<string, number>([
    ...listening.map((name, at): [string, number] => [name, numbers[at] ?? 0]),
    ...servers.map(([name, server]): [string, number] => [
      name,
      (server.address() as AddressInfo).port,
    ]),
  ]);
  return {
    fill: (text) => text.replace(/\b[PS]\d\b/g, (name) => `${ports.get(name)}`),
    async observe(haproxy, text) {
      seen.clear();
      const running = await startHaproxy(haproxy, text);
      try {
        const clients = await Promise.all(
          [...listening.map((name) => ports.get(name) ?? 0), 19_999].map(visit),
        );
        const [state, stat, table, info] = await Promise.all(
          ['show servers state', 'show stat', 'show table', 'show info'].map((one) =>
            running.ask(one),
          ),
        );
        return {
          clients,
          state: rowsOf(state ?? '').map((row) => [
            ...stateColumns.map((name) => row.get(name)),
            row.get('srv_check_state') !== '0',
          ]),
          stat: rowsOf(stat ?? '').map((row) => statColumns.map((name) => row.get(name))),
          table: table?.replace(/\bused:\d+/g, '').replace(/0x[0-9a-f]+/g, ''),
          maxconn: /^Maxconn: .*/m.exec(info ?? '')?.[0],
          servers: [...seen].map(([name, texts]) => [name, summary(texts)]).sort(),
        };
      } finally {
        await running.stop();
      }
    },
    stop: () => {
      for (const [, server] of servers) server.close();
    },
  };
}

const stateColumns =
  `be_name srv_id srv_name srv_addr srv_admin_state srv_uweight srv_iweight srv_port
  srv_check_port srv_f_forced_id`.split(/\s+/);
const statColumns =
  'pxname svname slim weight act bck iid sid type mode algo addr check_rise check_fall'.split(' ');

/** What a server was sent, in whichever order, and whether it was asked often. */
function summary(texts: readonly string[]): unknown {
  const plain = texts.map((text) =>
    text.replace(/\d+(?=\r\n)/g, 'N').replace(/ \d+ (\d+)/g, ' N $1'),
  );
  return [[...new Set(plain)].sort(), texts.filter((text) => text.includes('HTTP')).length > 2];
}

/** What becomes of a client that says a word and waits. */
async function visit(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const outcome = new Promise<string>((resolve) => {
    socket.on('connect', () => socket.write('hello\r\n'));
    socket.on('close', (hadError) => resolve(hadError ? 'refused or reset' : 'closed'));
    socket.on('error', () => undefined).resume();
  });
  const answer = await Promise.race([outcome, pause(900).then(() => 'open')]);
  socket.destroy();
  return answer;
}
