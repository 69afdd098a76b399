import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { formatVersion } from '../../src/haproxy/facts/versions.ts';
import { freePorts } from '../ports.ts';
import { buildIn, runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';
import { type Running, startHaproxy, startServers, versionOf, visitAll } from './choosing.ts';
import { haproxies, type RealHaproxy } from './haproxies.ts';

const count = Number(process.env['PUPPETLB_CLIENTS'] ?? 40);
const clients = Array.from({ length: count }, (_, at) => {
  return `127.${(at * 71) % 256}.${(at * 113) % 256}.${((at * 37) % 254) + 1}`;
});
const names = ['s1', 's2', 's3', 's4', 's5'];

interface TestServer {
  readonly name: string;
  readonly [option: string]: unknown;
}

interface TestPool {
  readonly balance?: string;
  readonly hash?: string;
  readonly check?: string;
  readonly servers: readonly TestServer[];
}

interface Case {
  readonly what: string;
  readonly before: TestPool;
  readonly after: TestPool;
}

const three: readonly TestServer[] = names
  .slice(0, 3)
  .map((name, at) => ({ name, id: at + 1, weight: 10 }));
const fourth = { name: 's4', id: 4, weight: 10 };
const drained = three.with(1, { name: 's2', id: 2, weight: 10, state: 'drain' });
const maintained = three.with(1, { name: 's2', id: 2, weight: 10, state: 'maint' });
const heavy = three.with(0, { name: 's1', id: 1, weight: 25 });
const light = three.with(0, { name: 's1', id: 1, weight: 0 });
const bare = three.map(({ name }) => ({ name }));

const map = 'map-based';
const ring = 'consistent';
const bothHashes = (what: string, before: readonly TestServer[], after: readonly TestServer[]) =>
  [map, ring].map((hash) => ({
    what: `${what}, ${hash}`,
    before: { hash, servers: before },
    after: { hash, servers: after },
  }));

const cases: readonly Case[] = [
  ...bothHashes('one added', three, [...three, fourth]),
  ...bothHashes('one added on top without ids', bare, [{ name: 's4' }, ...bare]),
  ...bothHashes('one removed', three, three.slice(0, 2)),
  ...bothHashes('the first removed without ids', bare, bare.slice(1)),
  ...bothHashes('one drained', three, drained),
  ...bothHashes('one in maintenance', three, maintained),
  ...bothHashes('one ready again', drained, three),
  ...bothHashes('another order', three, three.toReversed()),
  ...bothHashes('a weight', three, heavy),
  ...bothHashes('no weight', three, light),
  ...bothHashes(
    'another maxconn',
    three,
    three.with(2, { ...three[2], maxconn: 50 } as TestServer),
  ),
  ...bothHashes(
    'another server behind an address',
    three,
    three.with(0, { name: 's1', id: 1, weight: 10, at: 's5' }),
  ),
  {
    what: 'the hash type',
    before: { hash: map, servers: three },
    after: { hash: ring, servers: three },
  },
  {
    what: 'mixed addresses',
    before: { hash: map, servers: three },
    after: { hash: 'map-based sdbm avalanche', servers: three },
  },
  {
    what: 'several at once',
    before: { hash: ring, servers: drained },
    after: { hash: ring, servers: [heavy[0] as TestServer, ...three.slice(1, 2), fourth] },
  },
];

const checked: readonly Case[] = [
  {
    what: 'one added and one drained, with checks',
    before: { hash: ring, check: 'tcp', servers: three },
    after: { hash: ring, check: 'tcp', servers: [...drained, fourth] },
  },
  {
    what: 'another address, with checks',
    before: { hash: map, check: 'tcp', servers: three },
    after: {
      hash: map,
      check: 'tcp',
      servers: three.with(0, { name: 's1', id: 1, weight: 10, at: 's5' }),
    },
  },
];

const withFirst = (more: object): readonly TestServer[] =>
  three.with(0, { ...three[0], ...more } as TestServer);
const agent = (addr: string, port: number) =>
  withFirst({ 'agent-check': { addr, port, inter: '1h' } });
const askedAt = (address: string) => withFirst({ extra: [`addr ${address}`] });

const asked: readonly Case[] = [
  {
    what: 'no check any more',
    before: { hash: ring, check: 'tcp', servers: three },
    after: { hash: ring, check: 'tcp', servers: withFirst({ check: 'none' }) },
  },
  {
    what: 'checks elsewhere',
    before: { hash: ring, check: 'tcp', servers: askedAt('127.0.0.1') },
    after: { hash: ring, check: 'tcp', servers: askedAt('127.0.0.2') },
  },
  {
    what: 'an agent elsewhere',
    before: { hash: ring, servers: agent('127.0.0.1', 9) },
    after: { hash: ring, servers: agent('127.0.0.2', 9) },
  },
  {
    what: 'another port of an agent',
    before: { hash: ring, servers: agent('127.0.0.1', 9) },
    after: { hash: ring, servers: agent('127.0.0.1', 10) },
  },
];

const turning: readonly Case[] = ['leastconn', 'roundrobin', 'static-rr', 'first'].flatMap(
  (balance) => [
    {
      what: `${balance}, added`,
      before: { balance, servers: three },
      after: { balance, servers: [...three, fourth] },
    },
    {
      what: `${balance}, removed`,
      before: { balance, servers: three },
      after: { balance, servers: three.slice(1) },
    },
    {
      what: `${balance}, changed`,
      before: { balance, servers: heavy },
      after: { balance, servers: drained },
    },
    {
      what: `${balance}, no weight`,
      before: { balance, servers: three },
      after: { balance, servers: light },
    },
  ],
);

interface Preview {
  readonly action: string;
  readonly commands: readonly string[];
  readonly pools: readonly {
    readonly paths: readonly {
      readonly clients?: {
        readonly moves: readonly { client: string; from: string; to: string }[];
      };
    }[];
  }[];
}

describe.sequential('diff', () => {
  let servers: Awaited<ReturnType<typeof startServers>>;
  const folder = useFolder();
  beforeAll(async () => {
    servers = await startServers(names);
    folder.write('clients.txt', clients.join('\n'));
  });
  afterAll(() => {
    servers.stop();
  });

  function inventoryOf(
    { balance, hash, check, servers: own }: TestPool,
    version: string,
    port: number,
  ) {
    return stringify({
      haproxy: {
        running: version,
        global: {
          'stats-socket': '/SOCKET',
          log: [],
          chroot: false,
          user: false,
          group: false,
          // What lingers would hold up a reload.
          extra: ['hard-stop-after 1s'],
        },
      },
      pools: [
        {
          name: 'pool',
          bind: `127.0.0.1:${port}`,
          balance: balance ?? 'source',
          ...(hash === undefined ? {} : { 'hash-type': hash }),
          check: check ?? 'none',
          servers: own.map(({ at, ...server }) => ({
            ...server,
            address: '127.0.0.1',
            port: servers.ports.get(String(at ?? server.name)),
          })),
        },
      ],
    });
  }

  async function build(text: string, file: string): Promise<string> {
    folder.write('puppetlb.yaml', text);
    const built = await buildIn(folder.path);
    folder.write(file, built);
    return built.replace('/SOCKET', 'SOCKET');
  }

  /** The configurations of a case, and what `puppetlb diff` says of it. */
  async function foretell(haproxy: RealHaproxy, { before, after }: Case, port: number) {
    const version = formatVersion(versionOf(haproxy));
    const old = await build(inventoryOf(before, version, port), 'old.cfg');
    const next = await build(inventoryOf(after, version, port), 'new.cfg');
    const words = ['--against', 'old.cfg', '--clients', 'clients.txt', '--format', 'json'];
    const { stdout, stderr, code } = await runProgram(['diff', ...words], folder.path);
    expect([stderr, code]).toEqual(['', 2]);
    return { old, next, preview: JSON.parse(stdout) as Preview };
  }

  async function observe(port: number): Promise<string[]> {
    return visitAll(clients.map((from) => ({ from, port })));
  }

  /** Lets HAProxy make the change by the commands alone. */
  async function followPlan(running: Running, { commands }: Preview): Promise<void> {
    const said: string[] = [];
    for (const command of commands) said.push((await running.ask(command)).trim());
    expect(said.filter((text) => !accepted.test(text))).toEqual([]);
  }

  for (const haproxy of haproxies) {
    it(`says which clients a reload of HAProxy ${haproxy.version} moves`, async () => {
      for (const one of cases) {
        const [port = 0] = await freePorts(1);
        const { old, next, preview } = await foretell(haproxy, one, port);
        const running = await startHaproxy(haproxy, old);
        try {
          const was = serversOf(await observe(port), one.before);
          await running.reload(next);
          const is = serversOf(await observe(port), one.after);
          expect(movesOf(preview), one.what).toEqual(movesBetween(was, is));
        } finally {
          await running.stop();
        }
      }
    }, 240_000);

    it(`makes a change of HAProxy ${haproxy.version} without a reload where it says so`, async () => {
      let plans = 0;
      for (const one of [...cases, ...checked, ...asked, ...turning]) {
        if (await makeWithoutReload(haproxy, one)) plans += 1;
      }
      expect(plans).toBeGreaterThan(8);
    }, 240_000);
  }

  /** Makes a change by commands alone, where that is said to do, and by a start with the new file. */
  async function makeWithoutReload(haproxy: RealHaproxy, one: Case): Promise<boolean> {
    const [port = 0] = await freePorts(1);
    const { old, next, preview } = await foretell(haproxy, one, port);
    if (preview.action === 'reload') return false;
    const hasIds = one.before.hash !== map;
    const look = async (running: Running) => (await stateOf(running)).map(withoutId(hasIds));
    const visit = () => (one.before.balance === undefined ? observe(port) : []);
    const fresh = await startHaproxy(haproxy, next);
    const meant = (await look(fresh)).map(asLeft(one));
    const wanted = await visit();
    await fresh.stop();
    const changed = await startHaproxy(haproxy, old);
    try {
      await followPlan(changed, preview);
      // HAProxy 3.0 and later change an address a little after they have said so.
      const waiting = { timeout: 10_000, message: one.what };
      await expect.poll(() => look(changed), waiting).toEqual(meant);
      expect(await visit(), one.what).toEqual(wanted);
    } finally {
      await changed.stop();
    }
    return true;
  }
});

const accepted = /^($|New server|Server deleted|IP changed|port changed|no need to change)/;

/** The servers of an answer by name; one can stand at the address of another one. */
function serversOf(answers: readonly string[], { servers }: TestPool): string[] {
  const names = new Map(
    servers.map((server) => [String(server['at'] ?? server.name), server.name]),
  );
  return answers.map((answer) => names.get(answer) ?? answer);
}

function movesOf({ pools }: Preview): string[] {
  const moves = pools[0]?.paths[0]?.clients?.moves ?? [];
  return moves.map(({ client, from, to }) => `${client}: ${from} -> ${to}`).sort();
}

function movesBetween(was: readonly string[], is: readonly string[]): string[] {
  return clients
    .flatMap((client, at) => (was[at] === is[at] ? [] : [`${client}: ${was[at]} -> ${is[at]}`]))
    .sort();
}

/** What decides who takes clients, a server each. */
type State = readonly {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly state: string | undefined;
  readonly rest: readonly unknown[];
}[];

/**
 * A start takes a drained server for one in maintenance, for which the file has one word; commands leave
 * it drained. Neither takes clients. Everything else must be equal.
 */
function asLeft({ before, after }: Case): (server: State[number]) => State[number] {
  const isDrained = ({ state }: TestServer) => state === 'drain';
  const known = new Set(before.servers.filter((one) => !isDrained(one)).map(({ name }) => name));
  const drained = new Set(after.servers.filter(isDrained).map(({ name }) => name));
  return (server) => {
    const name = server.name ?? '';
    if (!known.has(name) || !drained.has(name)) return server;
    expect(server.state).toBe('MAINT');
    return { ...server, state: 'DRAIN' };
  };
}

function withoutId(hasIds: boolean): (server: State[number]) => State[number] {
  return (server) => (hasIds ? server : { ...server, id: undefined });
}

async function stateOf(running: Running): Promise<State> {
  const states = await running.ask('show servers state');
  const [head = '', ...stats] = (await running.ask('show stat')).split('\n');
  const fields = head.split(',');
  const of = (name: string) => stats.find((line) => line.startsWith(`pool,${name},`))?.split(',');
  const rows = states.split('\n').filter((line) => /^\d+ pool /.test(line));
  return rows
    .map((row) => {
      const values = row.split(' ');
      const [, , id, name = '', address, , , weight] = values;
      const port = values[18];
      // HAProxy 2.2 shows neither where checks nor where agents are asked.
      const [checkPort, checkAddress, agentAddress, agentPort] = values.slice(21);
      const isAsked = isChecked(values[14]);
      const asked = [
        checkPort === '0' ? port : checkPort,
        checkAddress,
        ...(isAsked ? [agentAddress, agentPort] : []),
      ];
      const [status, limit] = ['status', 'slim'].map((field) => of(name)?.[fields.indexOf(field)]);
      const state = status?.split(' ')[0];
      const rest = [
        address,
        port,
        weight,
        ...(isChecked(values[13]) ? asked : asked.slice(2)),
        limit === '0' ? '' : limit,
      ];
      return { name, id, state, rest };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Bit 4 says that a check is on, in srv_check_state and srv_agent_state. */
function isChecked(state: string | undefined): boolean {
  return (Number(state) & 4) !== 0;
}
