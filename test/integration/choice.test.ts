import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressWords } from '../../src/haproxy/facts/ip-words.ts';
import { hashOf } from '../../src/haproxy/selection/hash.ts';
import type { SelectionPool } from '../../src/haproxy/selection/model.ts';
import { ringScheme } from '../../src/haproxy/selection/ring-scheme.ts';
import { prepareSelection, serverAt } from '../../src/haproxy/selection/selection.ts';
import { literalChoice, mutations } from '../haproxy/choice/literal.ts';
import { freePorts } from '../ports.ts';
import { type ChoiceCase, choiceCases } from './choice-cases.ts';
import { startHaproxy, startServers, type Visit, versionOf, visitAll } from './choosing.ts';
import { haproxies, type RealHaproxy } from './haproxies.ts';

/** Clients of each kind in each section; more by PUPPETLB_CLIENTS. */
const count = Number(process.env['PUPPETLB_CLIENTS'] ?? 25);
const names = ['s1', 's2', 's3', 's4', 's5', 's6'];

interface Client {
  readonly address: string;
  readonly isMapped: boolean;
  readonly visit: Visit;
}

/** A choice that HAProxy made. */
interface Made {
  readonly pool: SelectionPool;
  readonly client: Client;
  readonly server: string;
}

/** The same numbers in every run, of 32 bits. */
function numbers(seed: number, length: number): number[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
  });
}

function dotted(word: number): string {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
}

function ipv6(at: number): string {
  const groups = numbers(at + 7, 6).map((word) => (word & 0xffff).toString(16));
  return `2001:db8:${groups.join(':')}`;
}

/** Where the nearest point changes, and beside it: only addresses that are not mixed can be aimed. */
function aimed(pool: SelectionPool): number[] {
  const { table, isAvalanched } = prepareSelection(pool);
  if (table.kind !== 'ring' || isAvalanched) return [];
  return [...table.ends.slice(0, -1)].flatMap((end) => [end - 1, end, end + 1]);
}

function clientsOf(pool: SelectionPool, ports: readonly number[], seed: number): Client[] {
  const [direct = 0, proxied = 0, dual = 0, mapped = 0] = ports;
  const from = numbers(seed, count).map((word) => dotted(0x7f000000 + (word % 0xfffffd) + 1));
  const ipv4 = [...numbers(seed + 1, count), ...aimed(pool)].map(dotted);
  const hello = (family: string, address: string, own: string) => ({
    from: '127.0.0.1',
    port: proxied,
    hello: `PROXY ${family} ${address} ${own} 4000 8140\r\n`,
  });
  return [
    ...from.map((address) => ({
      address,
      isMapped: false,
      visit: { from: address, port: direct },
    })),
    ...from.map((address) => ({ address, isMapped: true, visit: { from: address, port: dual } })),
    ...from.map((address) => ({ address, isMapped: true, visit: { from: address, port: mapped } })),
    ...ipv4.map((address) => ({
      address,
      isMapped: false,
      visit: hello('TCP4', address, '10.0.0.1'),
    })),
    ...numbers(seed + 2, count)
      .map(ipv6)
      .map((address) => ({
        address,
        isMapped: false,
        visit: hello('TCP6', address, '2001:db8::1'),
      })),
  ];
}

function section(
  { pool, words }: ChoiceCase,
  at: number,
  ports: readonly number[],
  of: ReadonlyMap<string, number>,
): string {
  const [direct, proxied, dual, mapped] = ports;
  return [
    `listen pool${at}`,
    `  bind 127.0.0.1:${direct}`,
    `  bind 127.0.0.1:${proxied} accept-proxy`,
    `  bind :::${dual} v4v6`,
    `  bind [::ffff:127.0.0.1]:${mapped}`,
    '  balance source',
    `  hash-type ${pool.hashType.words.join(' ')}`,
    ...(pool.usesAllBackups ? ['  option allbackups'] : []),
    ...pool.servers.map(
      ({ name }, index) => `  server ${name} 127.0.0.1:${of.get(name)} ${words[index]}`,
    ),
  ].join('\n');
}

const head = `global
  stats socket SOCKET mode 600 level admin
defaults
  mode tcp
  timeout connect 5s
  timeout client 5s
  timeout server 5s
`;

/** Lets HAProxy choose for every client of every case. */
async function observe(
  haproxy: RealHaproxy,
  servers: ReadonlyMap<string, number>,
): Promise<Made[]> {
  const ring = ringScheme(versionOf(haproxy));
  if (ring === undefined) throw new Error('no version');
  const cases = choiceCases(ring);
  const ports = await freePorts(4 * cases.length);
  const portsOf = (at: number) => ports.slice(4 * at, 4 * at + 4);
  const sections = cases.map((one, at) => section(one, at, portsOf(at), servers));
  const running = await startHaproxy(haproxy, `${head}${sections.join('\n')}\n`);
  try {
    const commands = cases.flatMap((one, at) =>
      one.commands.map((text) => text.replace('POOL', `pool${at}`)),
    );
    expect((await running.ask(...commands)).trim()).toBe('');
    const asked = cases.flatMap(({ pool }, at) =>
      clientsOf(pool, portsOf(at), 100 * at).map((client) => ({ pool, client })),
    );
    const answers = await visitAll(asked.map(({ client }) => client.visit));
    return asked.map((one, at) => ({ ...one, server: answers[at] ?? '' }));
  } finally {
    await running.stop();
  }
}

function disagreements(
  made: readonly Made[],
  foretell: (pool: SelectionPool) => (client: Client) => string | undefined,
): string[] {
  const foretellers = new Map<SelectionPool, (client: Client) => string | undefined>();
  return made.flatMap(({ pool, client, server }) => {
    const known = foretellers.get(pool) ?? foretell(pool);
    foretellers.set(pool, known);
    const foretold = known(client) ?? '';
    const { address, isMapped } = client;
    const what = `${pool.hashType.words.join(' ')} ${address}${isMapped ? ' mapped' : ''}`;
    return foretold === server ? [] : [`${what}: ${foretold} foretold, ${server} chosen`];
  });
}

function foretell(pool: SelectionPool): (client: Client) => string | undefined {
  const { table, isAvalanched } = prepareSelection(pool);
  return ({ address, isMapped }) => {
    const key = (addressWords(address) ?? []).reduce((sum, word) => sum ^ word, 0);
    return pool.servers[serverAt(table, hashOf(key, { isMapped, isAvalanched }))]?.name;
  };
}

describe.sequential('the choice of the real HAProxy', () => {
  let servers: Awaited<ReturnType<typeof startServers>>;
  beforeAll(async () => {
    servers = await startServers(names);
  });
  afterAll(() => servers.stop());

  for (const haproxy of haproxies) {
    describe(`HAProxy ${haproxy.version}`, () => {
      let made: Made[] = [];
      beforeAll(async () => {
        made = await observe(haproxy, servers.ports);
      });

      it('is foretold for every client', () => {
        expect(disagreements(made, foretell)).toEqual([]);
        expect(made.length).toBeGreaterThanOrEqual(18 * 4 * count);
        expect(new Set(made.map(({ server }) => server))).toEqual(
          new Set(['', ...names.slice(0, 5)]),
        );
      });

      for (const mutation of mutations) {
        it(`is not: ${mutation}`, () => {
          const wrong = disagreements(made, (pool) => {
            const choose = literalChoice(pool, mutation);
            return ({ address, isMapped }) =>
              choose({ words: addressWords(address) ?? [], isMapped });
          });
          expect(wrong.length).toBeGreaterThan(0);
        });
      }
    });
  }
});
