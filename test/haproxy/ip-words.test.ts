import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalIPv6, isIPv4, isIPv6 } from '../../src/haproxy/facts/ip.ts';
import { addressWords } from '../../src/haproxy/facts/ip-words.ts';
import { assertProperty } from '../property.ts';

const texts = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.stringMatching(/^[0-9.]{0,16}$/),
  fc.stringMatching(/^[0-9a-f:.]{0,24}$/),
  fc.constantFrom(
    '::',
    '::1',
    '1::',
    ':',
    ':::',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '1::2::3',
    '::1.2.3.4',
    '1.2.3.4::',
    '::ffff:1.2.3.256',
    '01.2.3.4',
    '1.2.3',
    '1..2.3',
    '',
  ),
);

it('takes what is an address, and nothing else', () => {
  assertProperty(
    fc.property(texts, (text) => {
      expect(addressWords(text) !== undefined).toBe(isIPv4(text) || isIPv6(text));
    }),
    2000,
  );
});

it('has the words of the address', () => {
  expect(addressWords('10.1.2.3')).toEqual([0x0a010203]);
  expect(addressWords('255.255.255.255')).toEqual([0xffffffff]);
  expect(addressWords('::ffff:10.1.2.3')).toEqual([0, 0, 0xffff, 0x0a010203]);
  assertProperty(
    fc.property(fc.ipV6(), (text) => {
      const words = addressWords(text) ?? [];
      const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]);
      const spelled = groups.map((group) => group.toString(16)).join(':');
      expect(canonicalIPv6(spelled)).toBe(canonicalIPv6(text));
    }),
  );
});
