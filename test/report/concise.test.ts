import { expect, test } from 'vitest';
import { crowd, finding, hostile, report, sample, source } from './findings.ts';

test('a line for each, in the order of their places', () => {
  expect(report('concise', sample)).toBe(
    `inventory.yaml:2:11: info OPS501 pool "puppetmaster_8140" has two servers
inventory.yaml:3:11: warning HAP301 the address ends in 100% of cases
inventory.yaml:7:15: error INV102 server name "puppetmaster1" is already taken
`,
  );
});

test('a line is a line, whatever is in it', () => {
  const one = finding(source('a: 1', hostile), { start: 0, end: 1 }, { message: hostile });
  expect(report('concise', [one])).toMatch(/^[\x20-\x7e🐕\uffff]+\n$/u);
});

test('of very many the heaviest are listed, the others counted', () => {
  const lines = report('concise', crowd(10_003, 2)).split('\n');
  expect(lines).toHaveLength(10_002);
  expect(lines.slice(-4)).toEqual([
    'inventory.yaml:1:4: error INV102 error 10001',
    'inventory.yaml:1:4: error INV102 error 10002',
    '... and 3 more',
    '',
  ]);
});

test('a name that looks like a command of GitHub is none', () => {
  const one = finding({ name: '::error::x.yaml', text: 'a: 1' }, { start: 0, end: 1 });
  expect(report('concise', [one])).toMatch(/^\.\/::error::x\.yaml:1:1: /);
});
