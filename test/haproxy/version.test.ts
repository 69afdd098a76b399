import { expect, it } from 'vitest';
import { formatVersion, isOlder, parseVersion } from '../../src/haproxy/facts/versions.ts';
import { expectCases } from './cases.ts';

it('versions are those whose behaviour is known', async () => {
  await expectCases('version', parseVersion);
});

it('versions are older by their numbers, patches aside', () => {
  expect(isOlder({ major: 2, minor: 9 }, { major: 3, minor: 0 })).toBe(true);
  expect(isOlder({ major: 3, minor: 0 }, { major: 2, minor: 9 })).toBe(false);
  expect(isOlder({ major: 2, minor: 6, patch: 1 }, { major: 2, minor: 6, patch: 12 })).toBe(false);
  expect(formatVersion({ major: 2, minor: 6 })).toBe('2.6');
  expect(formatVersion({ major: 2, minor: 6, patch: 0 })).toBe('2.6.0');
});
