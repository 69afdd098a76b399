import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { answersOf, type RouteAnswer } from '../../src/predict/answer.ts';
import { type Client, parseClient } from '../../src/predict/clients/client.ts';
import { type RoutedPool, routedPools } from '../../src/predict/pools.ts';
import { jsonLine } from '../../src/predict/report.ts';
import { Counter } from '../../src/predict/spread.ts';
import { lint } from '../../src/rules/lint.ts';
import { isError } from '../../src/text/result.ts';
import { assertProperty } from '../property.ts';

const options = {
  name: 'pool',
  bind: '10.0.0.100:8140',
  check: 'none',
  servers: ['a', 'b', 'c'].map((name, at) => ({ name, address: `10.0.0.${at + 1}` })),
};

function route(pool: object, haproxy: object = {}, down?: string): RoutedPool {
  const yaml = stringify({ haproxy, pools: [{ ...options, ...pool }] });
  const file = { name: 'inventory', bytes: new TextEncoder().encode(yaml) };
  const { inventory, diagnostics } = lint(file);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (inventory === undefined) throw new Error(yaml);
  const isDown = down === undefined ? undefined : (_: string, server: string) => server === down;
  const [routed] = routedPools(inventory, isDown);
  if (routed === undefined) throw new Error(yaml);
  return routed;
}

function client(text: string): Client {
  const judged = parseClient(text);
  if (isError(judged)) throw new Error(judged.message);
  return judged.value;
}

function answers(text: string, pool: RoutedPool, budget = 2 ** 20): readonly RouteAnswer[] {
  return answersOf(client(text), pool, new Counter(budget));
}

/** An answer as JSON without the client and the pool. */
function said(text: string, pool: RoutedPool, budget?: number): object[] {
  return answers(text, pool, budget).map((answer) => {
    const { client: _, pool: __, ...rest } = JSON.parse(jsonLine(answer));
    return rest;
  });
}

function dotted(word: number): string {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
}

/** How often each server is the answer for an address, now and if one were down. */
function countOneByOne(addresses: readonly string[], pool: RoutedPool) {
  const counts = { now: [0, 0, 0], ifDown: [0, 0, 0] };
  for (const address of addresses) {
    const [answer] = answers(address, pool);
    for (const when of ['now', 'ifDown'] as const) {
      const fate = answer?.[when];
      const server = fate?.kind === 'server' ? fate.at : -1;
      counts[when][server] = (counts[when][server] ?? 0) + 1;
    }
  }
  return counts;
}

describe('an answer', () => {
  it('needs no fixed server where only one is in rotation', () => {
    const servers = options.servers.slice(0, 2);
    const pool = route({ balance: 'roundrobin', servers }, {}, 'a');
    expect(said('10.1.2.3', pool)).toEqual([
      { server: null, ifDown: 'b', reason: 'only server in rotation', known: false },
    ]);
  });

  it('names a weight of 0 as little as a server that was never there', () => {
    const servers = options.servers.map((server) => ({
      ...server,
      weight: server.name === 'b' ? 0 : 2,
    }));
    expect(said('10.1.2.3', route({ servers }))).toEqual([
      { server: 'c', reason: 'address modulo 2 is 1' },
    ]);
  });

  it('is uncertain about the ring of an HAProxy without a patch only where the patch matters', () => {
    const ring = { 'hash-type': 'consistent' };
    const unknown = route(ring, { running: '3.0' });
    const [old, fixed] = [route(ring, { running: '3.0.12' }), route(ring, { running: '3.0.13' })];
    let certain = 0;
    for (let last = 0; last < 256; last += 1) {
      const address = `10.1.2.${last}`;
      const sides = [old, fixed].map((pool) => answers(address, pool)[0]?.now);
      const [{ now } = { now: undefined }] = answers(address, unknown);
      const servers = sides.map((side) => (side?.kind === 'server' ? side.server : ''));
      if (servers[0] === servers[1]) expect(now).toEqual(sides[0]);
      else expect(now?.kind).toBe('unknown');
      if (now?.kind === 'server') certain += 1;
    }
    expect(certain).toBeGreaterThan(40);
    expect(certain).toBeLessThan(200);
    expect(route({}, { running: '3.0' }).cases).toHaveLength(1);
  });

  it('says that it assumes a version where nobody says one', () => {
    const ring = { 'hash-type': 'consistent' };
    expect(route(ring).conditions).toEqual([
      'HAProxy is not 3.0, 3.1 or 3.2 (write the version in haproxy.running)',
    ]);
    expect(route(ring, { version: '2.6' }).conditions).toEqual([]);
    expect(route({}).conditions).toEqual([]);
  });
});

describe('a network', () => {
  it('is what its addresses come to, one by one', () => {
    const hashType = fc.constantFrom(
      'map-based',
      'consistent',
      'consistent sdbm',
      'map-based djb2 avalanche',
    );
    const bind = fc.constantFrom('10.0.0.100:8140', '[::]:8140');
    const network = fc.tuple(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.integer({ min: 22, max: 32 }),
    );
    assertProperty(
      fc.property(hashType, bind, network, (type, address, [word, prefix]) => {
        const pool = route({ 'hash-type': type, bind: address }, { running: '2.6.12' }, 'b');
        const size = 2 ** (32 - prefix);
        const start = Math.floor(word / size) * size;
        const [answer] = answers(`${dotted(start)}/${prefix}`, pool);
        const addresses = Array.from({ length: size }, (_, at) => dotted(start + at));
        const counts = countOneByOne(addresses, pool);
        if (prefix === 32) return;
        expect(answer?.now).toEqual({ kind: 'spread', counts: counts.now });
        expect(answer?.ifDown).toEqual({ kind: 'spread', counts: counts.ifDown });
      }),
      25,
    );
  });

  it('of IPv6 is counted as a whole where its last word is open', () => {
    const bind = '[2001:db8::100]:8140';
    const [answer] = answers('2001:db8::/64', route({ bind }));
    const third = 2 ** 64 / 3;
    const counts = answer?.now.kind === 'spread' ? answer.now.counts : [];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 ** 64);
    for (const count of counts) expect(Math.abs(count - third) / third).toBeLessThan(1e-9);
    expect(said('2001:db8::ff00/120', route({ bind }))).toEqual([
      { server: null, addresses: { a: 85, b: 85, c: 86 } },
    ]);
  });

  it('is not counted for ever', () => {
    const pool = route({ 'hash-type': 'consistent' }, { running: '2.6' });
    const reason = 'too many addresses to count; use smaller networks';
    expect(said('10.0.0.0/16', pool, 2 ** 16)[0]).not.toHaveProperty('known');
    expect(said('10.0.0.0/16', pool, 2 ** 16 - 1)).toEqual([
      { server: null, reason, known: false },
    ]);
    expect(said('0.0.0.0/0', pool, 0)[0]).not.toHaveProperty('known');
    expect(said('10.0.0.0/8', route({}), 0)[0]).not.toHaveProperty('known');
  });
});
