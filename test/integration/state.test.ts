import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { formatVersion, isOlder } from '../../src/haproxy/facts/versions.ts';
import { freePorts } from '../ports.ts';
import { buildIn, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { type Running, startHaproxy, startServers, versionOf, visitAll } from './choosing.ts';
import { haproxies, type RealHaproxy } from './haproxies.ts';

const clients = Array.from({ length: 40 }, (_, at) => {
  return `127.${(at * 71) % 256}.${(at * 113) % 256}.${((at * 37) % 254) + 1}`;
});
const names = ['s1', 's2', 's3', 's4', 's5'];

interface TestServer {
  readonly name: string;
  readonly [option: string]: unknown;
}

interface TestPool {
  readonly hash: 'map-based' | 'consistent';
  readonly servers: readonly TestServer[];
  /** What only a reload brings. */
  readonly isReloaded?: boolean;
  readonly check?: 'tcp';
  readonly keepsState?: boolean;
}

/** What is done by hand, and what differs then from the file. */
interface Case {
  readonly what: string;
  readonly pool: TestPool;
  readonly after: Partial<TestPool>;
  /** Sent to the socket; PORT/s5 stands for a port. */
  readonly commands: readonly string[];
  /** What the preview says of what runs: "server what fate". */
  readonly drift: readonly string[];
  /** Lines for the socket; undefined where a reload is needed. */
  readonly plan: readonly string[] | undefined;
  readonly isSince26?: boolean;
}

const three: readonly TestServer[] = names
  .slice(0, 3)
  .map((name, at) => ({ name, id: at + 1, weight: 10 }));
const map: TestPool = { hash: 'map-based', servers: three };
const ring: TestPool = { hash: 'consistent', servers: three };
const reloaded = { isReloaded: true };
const drained = (at: number, state = 'drain') => ({
  servers: three.with(at, { ...three[at], state } as TestServer),
});

const cases: readonly Case[] = [
  ...[map, ring].map(
    (pool): Case => ({
      what: `a drain by hand, ${pool.hash}`,
      pool,
      after: reloaded,
      commands: ['set server pool/s3 state drain'],
      drift: ['s3 state undoes'],
      plan: undefined,
    }),
  ),
  {
    what: 'maintenance, a weight and an address by hand',
    pool: ring,
    after: reloaded,
    commands: [
      'disable server pool/s1',
      'set server pool/s2 weight 30',
      'set server pool/s3 addr 127.0.0.1 port PORT/s5',
    ],
    drift: ['s1 state undoes', 's2 weight undoes', 's3 address undoes'],
    plan: undefined,
  },
  {
    what: 'what the inventory wants was done by hand',
    pool: ring,
    after: drained(1),
    commands: ['set server pool/s2 state drain'],
    drift: ['s2 state keeps'],
    plan: [],
  },
  {
    what: 'in maintenance by hand what the inventory drains',
    pool: map,
    after: drained(1),
    commands: ['set server pool/s2 state maint'],
    drift: ['s2 state keeps'],
    plan: [],
  },
  {
    what: 'drained by hand what is to be in maintenance',
    pool: map,
    after: drained(1, 'maint'),
    commands: ['set server pool/s2 state drain'],
    drift: ['s2 state keeps'],
    plan: ['set server pool/s2 state maint'],
  },
  {
    what: 'another one drained by hand',
    pool: ring,
    after: drained(1),
    commands: ['set server pool/s3 state drain', 'set server pool/s1 weight 3'],
    drift: ['s1 weight undoes', 's3 state undoes'],
    plan: ['set server pool/s2 state drain'],
  },
  {
    what: 'ready by hand what the file has disabled',
    pool: { ...map, ...drained(0) },
    after: { servers: three },
    commands: ['set server pool/s1 state ready'],
    drift: ['s1 state keeps'],
    plan: [],
  },
  {
    what: 'drained by hand what the file has disabled',
    pool: { ...map, ...drained(0) },
    after: reloaded,
    commands: ['set server pool/s1 state drain'],
    drift: [],
    plan: undefined,
  },
  {
    what: 'down',
    pool: map,
    after: drained(1),
    commands: ['set server pool/s3 health down'],
    drift: [],
    plan: ['set server pool/s2 state drain'],
  },
  {
    what: 'checks switched off',
    pool: { ...ring, check: 'tcp' },
    after: { ...reloaded, ...drained(0) },
    commands: ['disable health pool/s2'],
    drift: ['s2 check undoes'],
    plan: undefined,
  },
  {
    what: 'one added and one deleted by hand',
    pool: ring,
    after: reloaded,
    commands: [
      'add server pool/s4 127.0.0.1:PORT/s4 weight 10 id 40',
      'set server pool/s4 state ready',
      'set server pool/s1 state maint',
      'del server pool/s1',
    ],
    drift: ['s1 server undoes', 's4 server undoes'],
    plan: undefined,
    isSince26: true,
  },
  {
    what: 'one added by hand that the inventory has now, one deleted that it drains',
    pool: ring,
    after: { servers: [...three, { name: 's4', id: 4, weight: 10 }].slice(1) },
    commands: [
      'add server pool/s4 127.0.0.1:PORT/s4 weight 10 id 4',
      'set server pool/s1 state maint',
    ],
    drift: ['s1 state ends', 's4 server keeps'],
    plan: ['set server pool/s4 state ready', 'del server pool/s1'],
    isSince26: true,
  },
  {
    what: 'a state file',
    pool: { ...ring, keepsState: true, check: 'tcp' },
    after: reloaded,
    commands: [
      'set server pool/s1 state drain',
      'set server pool/s2 weight 30',
      'disable health pool/s2',
    ],
    drift: ['s1 state keeps', 's2 check keeps', 's2 weight keeps'],
    plan: undefined,
  },
  {
    what: 'an address and a state file',
    pool: { ...map, keepsState: true },
    after: reloaded,
    commands: ['set server pool/s2 addr 127.0.0.2 port PORT/s5'],
    drift: ['s2 address partly-undoes'],
    plan: undefined,
  },
];

interface Preview {
  readonly action: string;
  readonly commands: readonly string[];
  readonly running: {
    readonly haproxy?: string;
    readonly drift: readonly { server?: string; what: string; reload: string; reason?: string }[];
  };
  readonly pools: readonly {
    readonly in_rotation: { readonly before: string[]; readonly after: string[] };
    readonly paths: readonly {
      readonly clients?: {
        readonly servers: readonly { server: string | null; before: number; after: number }[];
        readonly moves: readonly { client: string; from: string; to: string }[];
      };
    }[];
  }[];
}

describe.sequential('diff --state', () => {
  let servers: Awaited<ReturnType<typeof startServers>>;
  let elsewhere: Server;
  const folder = useFolder();
  beforeAll(async () => {
    servers = await startServers(names);
    elsewhere = createServer((socket) => socket.end('s5')).listen(
      servers.ports.get('s5'),
      '127.0.0.2',
    );
    await once(elsewhere, 'listening');
    folder.write('clients.txt', clients.join('\n'));
  });
  afterAll(() => {
    servers.stop();
    elsewhere.close();
  });

  async function build(pool: TestPool, version: string, port: number, file: string) {
    const state = ['server-state-file /FOLDER/state'];
    const inventory = {
      haproxy: {
        running: version,
        global: {
          'stats-socket': '/SOCKET',
          ...{ log: [], chroot: false, user: false, group: false },
          extra: ['hard-stop-after 1s', ...(pool.keepsState === true ? state : [])],
        },
        timeouts: { client: pool.isReloaded === true ? '16m' : '15m' },
      },
      pools: [
        {
          name: 'pool',
          bind: `127.0.0.1:${port}`,
          balance: 'source',
          'hash-type': pool.hash,
          check: pool.check ?? 'none',
          ...(pool.keepsState === true ? { extra: ['load-server-state-from-file global'] } : {}),
          servers: pool.servers.map((server) => ({
            ...server,
            address: '127.0.0.1',
            port: servers.ports.get(server.name),
          })),
        },
      ],
    };
    folder.write('puppetlb.yaml', stringify(inventory));
    const built = await buildIn(folder.path);
    folder.write(file, built);
    return built
      .replace('/SOCKET', 'SOCKET')
      .replace('/FOLDER/state', 'SOCKET.state')
      .replace('stats socket SOCKET.state', 'stats socket SOCKET');
  }

  async function preview(old: string, state: string, expected: number): Promise<Preview> {
    const words = ['diff', '--against', old, '--state', state, '--clients', 'clients.txt'];
    const { stdout, stderr, code } = await runProgram([...words, '--format', 'json'], folder.path);
    expect([stderr, code]).toEqual(['', expected]);
    return JSON.parse(stdout);
  }

  const observe = (port: number) => visitAll(clients.map((from) => ({ from, port })));

  for (const haproxy of haproxies) {
    it(`knows what runs in HAProxy ${haproxy.version}, and what a reload undoes`, async () => {
      const version = versionOf(haproxy);
      for (const one of cases) {
        if (one.isSince26 === true && isOlder(version, { major: 2, minor: 6 })) continue;
        await play(haproxy, one, formatVersion(version));
      }
    }, 240_000);
  }

  async function play(haproxy: RealHaproxy, one: Case, version: string): Promise<void> {
    const [port = 0] = await freePorts(1);
    const old = await build(one.pool, version, port, 'old.cfg');
    const next = await build({ ...one.pool, ...one.after }, version, port, 'new.cfg');
    const running = await startHaproxy(haproxy, old);
    try {
      for (const command of one.commands) {
        const filled = command.replace(/PORT\/(s\d)/, (_, name) => `${servers.ports.get(name)}`);
        expect(await running.ask(filled), command).toMatch(
          /^\s*($|New|Server deleted|IP|port|no need to change the addr, port)/,
        );
      }
      await expectPreview(running, one, { port, next });
    } finally {
      await running.stop();
    }
  }

  async function expectPreview(
    running: Running,
    one: Case,
    { port, next }: { readonly port: number; readonly next: string },
  ): Promise<void> {
    const said = await preview('old.cfg', running.socket, 2);
    const shown = said.running.drift.map(
      ({ server, what, reload }) => `${server} ${what} ${reload}`,
    );
    expect(shown.sort(), one.what).toEqual(one.drift);
    expect(said.running.haproxy).toMatch(/^\d+\.\d+\.\d+/);
    const state = await running.ask('show servers state');
    folder.write('saved.txt', state);
    const saved = await preview('old.cfg', 'saved.txt', 2);
    expect({ ...saved, running: saved.running.drift }, one.what).toEqual({
      ...said,
      running: said.running.drift,
    });
    const was = await observe(port);
    const plan = said.action === 'reload' ? undefined : said.commands;
    expect(plan, one.what).toEqual(one.plan);
    if (plan === undefined) {
      writeFileSync(`${running.socket}.state`, state);
      await running.reload(next);
    } else for (const command of plan) await running.ask(command);
    const is = await observe(port);
    expect(movesOf(said), one.what).toEqual(movesBetween(one, was, is));
    if (plan !== undefined) return;
    // What was to be undone is undone, and nothing else.
    const after = await preview('new.cfg', running.socket, keptOf(one).length > 0 ? 2 : 0);
    const left = after.running.drift.map(({ server, what }) => `${server} ${what}`).sort();
    expect(left, one.what).toEqual(keptOf(one));
  }
});

/** What still differs after the reload. */
function keptOf({ drift }: Case): string[] {
  const stays = / (keeps|partly-undoes)$/;
  return drift.filter((text) => stays.test(text)).map((text) => text.replace(stays, ''));
}

function movesOf({ pools }: Preview): string[] {
  const moves = pools[0]?.paths[0]?.clients?.moves ?? [];
  return moves.map(({ client, from, to }) => `${client}: ${from} -> ${to}`).sort();
}

/** Who moved; a server whose address was changed answers by another name. */
function movesBetween({ commands }: Case, was: readonly string[], is: readonly string[]): string[] {
  const moved = /pool\/(s\d) addr .* port PORT\/(s\d)/.exec(commands.join('\n'));
  const nameOf = (answer: string) => (answer === moved?.[2] ? (moved[1] ?? '') : answer);
  return clients
    .flatMap((client, at) => {
      const [from, to] = [nameOf(was[at] ?? ''), nameOf(is[at] ?? '')];
      return from === to ? [] : [`${client}: ${from} -> ${to}`];
    })
    .sort();
}
