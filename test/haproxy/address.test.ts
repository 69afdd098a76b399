import { lookup } from 'node:dns/promises';
import { isIPv4 as nodeIPv4, isIPv6 as nodeIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIPv4, isIPv6, readLoosely } from '../../src/haproxy/facts/ip.ts';
import { parseAddress, parseUnicast } from '../../src/inventory/values/address.ts';
import { parseHostName } from '../../src/inventory/values/host-name.ts';
import { assertProperty } from '../property.ts';
import { expectCases } from './cases.ts';

const almost = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4Extended(),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefF:.%[]x '), maxLength: 20 }),
  fc
    .array(fc.constantFrom('0', '1', 'ff', 'ffff', '0001', '00001', '', '1.2.3.4'), {
      maxLength: 9,
    })
    .map((parts) => parts.join(':')),
);

describe('addresses', () => {
  it('are those that the standard library takes, zones aside', () => {
    assertProperty(
      fc.property(almost, (text) => {
        expect(isIPv4(text), text).toBe(nodeIPv4(text));
        expect(isIPv6(text), text).toBe(nodeIPv6(text) && !text.includes('%'));
      }),
      20_000,
    );
  });

  it('have one spelling, and others are named in it', () => expectCases('address', parseAddress));

  it('of one machine are those that connections go to', () => expectCases('unicast', parseUnicast));

  it('may be host names', () => expectCases('host-name', parseHostName));
});

/** Numbers as HAProxy 2.6.12 reads them for an address, from `show servers state`. */
const loose: readonly (readonly [string, string])[] = [
  ['10.0.1', '10.0.0.1'],
  ['10.0.300', '10.0.1.44'],
  ['10.256', '10.0.1.0'],
  ['127.1', '127.0.0.1'],
  ['1', '0.0.0.1'],
  ['167772161', '10.0.0.1'],
  ['0x0a000001', '10.0.0.1'],
  ['0x7f.1', '127.0.0.1'],
  ['10.0.0.0x10', '10.0.0.16'],
  ['10.0.0.0300', '10.0.0.192'],
  ['010.0.0.1', '8.0.0.1'],
  ['010.0.1', '8.0.0.1'],
  ['0010.0.0.1', '8.0.0.1'],
];

it.each(loose)('%s as HAProxy does', async (text, address) => {
  expect(readLoosely(text)).toBe(address);
  // What HAProxy asks, the C library, is what Node asks.
  expect((await lookup(text, 4)).address).toBe(address);
});

it.each(['10.0.0.08', '10.0.0.256', '10.0.0.1.', '10.0.0.1.2', '10..1', '0x', '10.0x', '', '.'])(
  '%j is no address to HAProxy either',
  (text) => expect(readLoosely(text)).toBeUndefined(),
);
