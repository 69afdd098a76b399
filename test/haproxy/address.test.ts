import { isIPv4 as nodeIPv4, isIPv6 as nodeIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIPv4, isIPv6, parseAddress } from '../../src/haproxy/address.ts';
import { isRefusal } from '../../src/haproxy/judged.ts';

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
    fc.assert(
      fc.property(almost, (text) => {
        expect(isIPv4(text), text).toBe(nodeIPv4(text));
        expect(isIPv6(text), text).toBe(nodeIPv6(text) && !text.includes('%'));
      }),
      { numRuns: 20_000 },
    );
  });

  it('have one spelling', () => {
    const spelled = (text: string): string => {
      const judged = parseAddress(text);
      return isRefusal(judged) ? judged.message : judged.value.text;
    };
    expect(spelled('2001:DB8:0:0::0001')).toBe('2001:db8::1');
    expect(spelled('10.0.0.1')).toBe('10.0.0.1');
    expect(spelled('::ffff:10.0.0.1')).toBe(
      '"::ffff:10.0.0.1" is an IPv4 address in IPv6\'s clothes',
    );
    expect(spelled('fe80::1%eth0')).toBe(
      '"fe80::1%eth0" names a zone, which HAProxy does not take',
    );
    expect(spelled('010.0.0.1')).toBe(
      '"010.0.0.1" has a leading zero, and HAProxy reads octal: 8.0.0.1',
    );
  });
});
