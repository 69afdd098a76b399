import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashFlows } from '../../../src/haproxy/selection/flows.ts';
import { movement, type Reached } from '../../../src/haproxy/selection/movement.ts';
import { prepareSelection } from '../../../src/haproxy/selection/selection.ts';
import { countHashes, hashValues } from '../../../src/haproxy/selection/share.ts';
import { assertProperty } from '../../property.ts';
import { poolOf, pools } from './pools.ts';

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

type Flows = ReturnType<typeof hashFlows>;

/** Whether each server has on a side what the counts of that side say. */
function expectShares(side: 'before' | 'after', { selection }: Reached, flows: Flows): void {
  const counts = countHashes(selection);
  const digits = flows.isExact ? 9 : 2;
  for (const [at, { name }] of selection.pool.servers.entries()) {
    const flow = flows.servers.find(({ server }) => server === name);
    expect(flow?.[side], name).toBeCloseTo((counts[at] ?? 0) / hashValues, digits);
  }
  expect(sum(flows.servers.map((flow) => flow[side]))).toBeCloseTo(1, 9);
}

/** Whether what leaves and comes is what does not stay. */
function expectPairs({ servers, pairs = [] }: Flows): void {
  for (const { server, before, after, kept } of servers) {
    const left = pairs.filter(([from]) => from === server);
    const came = pairs.filter(([, to]) => to === server);
    expect(sum(left.map(([, , amount]) => amount))).toBeCloseTo(before - kept, 9);
    expect(sum(came.map(([, , amount]) => amount))).toBeCloseTo(after - kept, 9);
  }
}

describe('flows of hash values', () => {
  it('are what the shares and the movement say, whatever the pools', () => {
    assertProperty(
      fc.property(pools, pools, fc.boolean(), (one, other, isAlike) => {
        const isMapped = !isAlike;
        const hashType = isAlike ? one.hashType : other.hashType;
        const before: Reached = { selection: prepareSelection(one), isMapped: false };
        const after: Reached = { selection: prepareSelection({ ...other, hashType }), isMapped };
        const flows = hashFlows(before, after);
        const { moved } = movement(before, after);
        const stayed = sum(flows.servers.map(({ kept }) => kept));
        expect(1 - stayed).toBeCloseTo(moved, flows.isExact ? 9 : 2);
        expectShares('before', before, flows);
        expectShares('after', after, flows);
        expectPairs(flows);
      }),
      30,
    );
  });

  it('are counted, from which server to which', () => {
    const [one, other] = [2, 3].map((count) => ({
      selection: prepareSelection(
        poolOf(
          'map-based',
          Array.from({ length: count }, () => ({})),
        ),
      ),
      isMapped: false,
    })) as [Reached, Reached];
    const { pairs, isExact } = hashFlows(one, other);
    expect(isExact).toBe(true);
    const found = pairs?.map(([from, to, amount]) => `${from} ${to} ${amount.toFixed(6)}`);
    const sixth = (1 / 6).toFixed(6);
    expect(found).toEqual([`s1 s2 ${sixth}`, `s1 s3 ${sixth}`, `s2 s1 ${sixth}`, `s2 s3 ${sixth}`]);
  });

  it('are not followed between very many servers', () => {
    const [one, other] = [5000, 5001].map((count) => ({
      selection: prepareSelection(
        poolOf(
          'map-based',
          Array.from({ length: count }, () => ({})),
        ),
      ),
      isMapped: false,
    })) as [Reached, Reached];
    const { servers, pairs, isExact } = hashFlows(one, other);
    expect([servers.length, pairs, isExact]).toEqual([5001, undefined, false]);
  });
});
