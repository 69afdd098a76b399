import { describe, expect, it } from 'vitest';
import { between, risksOf } from './between.ts';

function pool(...servers: readonly string[]): string {
  const lines = servers.map((words, at) => `  server s${at} 10.0.0.${at + 1}:8140 ${words}\n`);
  return `defaults\n  mode tcp\nlisten one\n  bind 10.0.0.100:8140\n  balance source\n${lines.join('')}`;
}

const dangers = (before: string, after: string) => risksOf(between(before, after));
const two = pool('', '', 'backup');

describe('the last backup', () => {
  it.each([
    ['is removed', pool('', ''), 's2 removed'],
    ['is disabled', pool('', '', 'backup disabled'), 's2 disabled'],
    ['has no weight', pool('', '', 'backup weight 0'), 's2 has weight 0'],
  ])('%s', (_, after, why) => {
    expect(dangers(two, after)).toEqual([`one: no backup server is left (${why})`]);
  });

  it('is one of two that go at once', () => {
    const four = pool('', '', 'backup', 'backup');
    expect(dangers(four, pool('', ''))).toEqual(['one: no backup server is left (s2, s3 removed)']);
    expect(dangers(four, two)).toEqual([]);
  });

  it('is nothing to speak of where it takes clients instead, or was none', () => {
    expect(dangers(two, pool('', '', ''))).toEqual([]);
    expect(dangers(pool('', '', 'backup disabled'), pool('', ''))).toEqual([]);
    expect(dangers(two, pool('', '', 'backup weight 7'))).toEqual([]);
  });
});
