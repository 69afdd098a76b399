import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { formatVersion } from '../../src/haproxy/facts/versions.ts';
import { freePorts } from '../ports.ts';
import { buildIn, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import {
  type Running,
  startHaproxy,
  startServers,
  type Visit,
  versionOf,
  visitAll,
} from './choosing.ts';
import { haproxies, type RealHaproxy } from './haproxies.ts';

/** Clients of each pool; more by PUPPETLB_CLIENTS. */
const count = Number(process.env['PUPPETLB_CLIENTS'] ?? 40);
const clients = Array.from({ length: count }, (_, at) => {
  const last = (at * 37) % 254;
  return `127.${(at * 71) % 256}.${(at * 113) % 256}.${last + 1}`;
});

interface TestServer {
  readonly name: string;
  readonly [option: string]: unknown;
}

/** What a reload changes: the servers of every pool, and the pools' hash types. */
interface Step {
  readonly what: string;
  readonly servers: readonly TestServer[];
  readonly swaps?: true;
}

const three: readonly TestServer[] = ['s1', 's2', 's3'].map((name, at) => ({
  name,
  id: at + 1,
  weight: 10,
}));
const four = [...three, { name: 's4', id: 4, weight: 10 }];
const drained = four.with(1, { name: 's2', id: 2, weight: 10, state: 'drain' });
const steps: readonly Step[] = [
  { what: 'three servers', servers: three },
  { what: 'a fourth', servers: four },
  { what: 'one drained', servers: drained },
  { what: 'another weight', servers: drained.with(0, { name: 's1', id: 1, weight: 25 }) },
  { what: 'another order', servers: four.toReversed() },
  { what: 'no ids, a new one on top', servers: ['s5', 's1', 's2', 's3'].map((name) => ({ name })) },
  { what: 'the hash types swapped', servers: three, swaps: true },
  {
    what: 'backups alone',
    servers: three.map((server) => ({
      ...server,
      backup: server.name !== 's1',
      state: server.name === 's1' ? 'maint' : 'ready',
    })),
  },
];

interface Fleet {
  readonly version: string;
  readonly ports: readonly number[];
  readonly servers: ReadonlyMap<string, number>;
}

function inventoryOf({ servers, swaps }: Step, { version, ports, servers: portOf }: Fleet): string {
  const [direct, dual, ring, raw] = ports;
  const all = servers.map((server) => ({
    ...server,
    address: '127.0.0.1',
    port: portOf.get(server.name),
  }));
  const pool = (name: string, bind: unknown, hashType: string) => ({
    name,
    bind,
    'hash-type': hashType,
    check: 'none',
    servers: all,
  });
  const [one, other] = swaps === true ? ['consistent', 'map-based'] : ['map-based', 'consistent'];
  const inventory = {
    haproxy: {
      running: version,
      global: { 'stats-socket': 'SOCKET', log: [], chroot: false, user: false, group: false },
    },
    pools: [
      pool('map', [`127.0.0.1:${direct}`, `[::]:${dual}`], one),
      pool('ring', `127.0.0.1:${ring}`, other),
      pool('raw', `127.0.0.1:${raw}`, 'consistent sdbm'),
    ],
  };
  return stringify(inventory, { aliasDuplicateObjects: false });
}

/** Where each client comes out, by pool and port. */
type Routes = ReadonlyMap<string, string | null>;

/** Who comes out elsewhere: client, from, to. */
function moves(before: Routes, after: Routes): string[] {
  return [...after].flatMap(([client, server]) =>
    before.get(client) === server ? [] : [`${client}: ${before.get(client)} -> ${server}`],
  );
}

describe.sequential('route', () => {
  let servers: Awaited<ReturnType<typeof startServers>>;
  const folder = useFolder();
  beforeAll(async () => {
    servers = await startServers(['s1', 's2', 's3', 's4', 's5']);
    folder.write('clients.txt', clients.join('\n'));
  });
  afterAll(() => {
    servers.stop();
  });

  /** The configuration of a step, and what `puppetlb route` says of it. */
  async function foretell(
    fleet: Fleet,
    step: Step,
    ...words: string[]
  ): Promise<{ config: string; now: Routes; ifDown: Routes }> {
    folder.write('puppetlb.yaml', inventoryOf(step, fleet).replace('SOCKET', '/SOCKET'));
    const built = await buildIn(folder.path);
    const list = ['--clients', 'clients.txt', '--format', 'json'];
    const { stdout, stderr } = await runProgram(['route', ...list, ...words], folder.path);
    expect(stderr).toBe('');
    const lines: Record<string, string>[] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const read = (key: 'server' | 'ifDown') =>
      new Map(
        lines.map((line) => [
          `${line['pool']} ${line['bind'] ?? ''} ${line['client']}`,
          line[key] ?? null,
        ]),
      );
    return {
      config: built.replace('/SOCKET', 'SOCKET'),
      now: read('server'),
      ifDown: read('ifDown'),
    };
  }

  async function observe({ ports }: Fleet): Promise<Routes> {
    const [direct = 0, dual = 0, ring = 0, raw = 0] = ports;
    const binds: readonly (readonly [string, number])[] = [
      [`map 127.0.0.1:${direct}`, direct],
      [`map [::]:${dual}`, dual],
      ['ring ', ring],
      ['raw ', raw],
    ];
    const asked = clients.flatMap((from) =>
      binds.map(([name, port]): [string, Visit] => [`${name} ${from}`, { from, port }]),
    );
    const answers = await visitAll(asked.map(([, visit]) => visit));
    return new Map(asked.map(([name], at) => [name, answers[at] ?? null]));
  }

  for (const haproxy of haproxies) {
    it(`foretells who moves at each reload of HAProxy ${haproxy.version}`, async () => {
      const fleet = await fleetOf(haproxy);
      let running: Running | undefined;
      try {
        let before: { now: Routes; found: Routes } = { now: new Map(), found: new Map() };
        for (const step of steps) {
          const { config, now } = await foretell(fleet, step);
          if (running === undefined) running = await startHaproxy(haproxy, config);
          else await running.reload(config);
          const found = await observe(fleet);
          expect(now.size).toBe(4 * count);
          expect(moves(now, found), step.what).toEqual([]);
          expect(moves(before.found, found), step.what).toEqual(moves(before.now, now));
          before = { now, found };
        }
      } finally {
        await running?.stop();
      }
    });

    it(`foretells where clients go when a server of HAProxy ${haproxy.version} is down`, async () => {
      const fleet = await fleetOf(haproxy);
      const step = { what: '', servers: four };
      const { config, ifDown } = await foretell(fleet, step, '--down', 's2', '--down', 'ring/s4');
      const running = await startHaproxy(haproxy, config);
      try {
        const downs = ['map/s2', 'ring/s2', 'raw/s2', 'ring/s4'];
        await running.ask(...downs.map((server) => `set server ${server} health down`));
        expect(moves(ifDown, await observe(fleet))).toEqual([]);
        expect(ifDown.size).toBe(4 * count);
      } finally {
        await running.stop();
      }
    });
  }

  async function fleetOf(haproxy: RealHaproxy): Promise<Fleet> {
    const version = formatVersion(versionOf(haproxy));
    return { version, ports: await freePorts(4), servers: servers.ports };
  }
});
