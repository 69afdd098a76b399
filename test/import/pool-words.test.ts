import { describe, expect, it } from 'vitest';
import { check, haproxies } from '../integration/haproxies.ts';
import { build, importText, meaning } from './meaning.ts';

const inventory = (own: string, top = '') =>
  `${top}pools:\n  - name: compile\n    bind: 10.0.0.100:8140\n${own}    servers:\n      - { name: a, address: 10.0.0.1 }\n      - { name: b, address: 10.0.0.2 }\n`;

/** The lines that an inventory builds, without their indentation. */
function linesOf(yaml: string): string[] {
  const text = build(yaml);
  expect(text, yaml).toBeDefined();
  return (text ?? '').split('\n').map((line) => line.trim());
}

function expectSameMeaning(yaml: string, other: string): void {
  const meant = (one: string) => {
    const text = build(one) ?? '';
    return meaning(text, importText(text));
  };
  expect(meant(yaml)).toEqual(meant(other));
}

const words = inventory(
  '    port: 8150\n    maxconn: 500\n    retries: 0\n    timeouts: { client: 30, client-fin: 20s, server-fin: 1m }\n',
);

describe('the words of a pool', () => {
  it('are lines of its section', () => {
    expect(linesOf(words)).toEqual(
      expect.arrayContaining([
        'maxconn 500',
        'retries 0',
        'timeout client 30',
        'timeout client-fin 20s',
        'timeout server-fin 1m',
        expect.stringMatching(/^server a 10\.0\.0\.1:8150 /),
        expect.stringMatching(/^server b 10\.0\.0\.2:8150 /),
      ]),
    );
  });

  it('are read back as they were written', () => {
    const { text = '' } = importText(build(words) ?? '');
    for (const line of ['port: 8150', 'maxconn: 500', 'retries: 0']) {
      expect(text).toContain(`    ${line}\n`);
    }
    expect(text).not.toContain('extra');
    expectSameMeaning(text, words);
  });

  it('leave a port to a server that has another one', () => {
    const mixed = words.replace('address: 10.0.0.2', 'address: 10.0.0.2, port: 8151');
    expect(linesOf(mixed).join('\n')).toContain('server b 10.0.0.2:8151 ');
    const { text = '' } = importText(build(mixed) ?? '');
    expect(text).not.toContain('    port: 8150\n');
    expectSameMeaning(text, mixed);
  });

  it.each(haproxies)('are taken by HAProxy $version', (haproxy) => {
    // A bare number is meant as milliseconds, and 3.2 warns of it.
    const text = (build(words) ?? '').replace('timeout client 30\n', 'timeout client 30s\n');
    expect(check(haproxy, text).messages).toEqual([]);
  });

  it.each([
    'maxconn: 0',
    'maxconn: 1000001',
    'retries: -1',
    'retries: 1001',
    'port: 0',
    'port: "8150"',
    'timeouts: { client-fin: 0 }',
    'timeouts: { check: 30 }',
    'check: { inter: 30 }',
    'timeouts: { http-request: 5s }',
  ])('are refused where no such thing can be: %s', (own) => {
    expect(build(inventory(`    ${own}\n`))).toBeUndefined();
  });
});

describe('what an imported pool has', () => {
  const text = (own: string) =>
    `defaults\n  timeout connect 5s\n  timeout client 1h\n  timeout server 1h\n  timeout check 5s\nlisten a\n  bind 10.0.0.100:8140\n  ${own}\n  server s 10.0.0.1:8140\n`;

  it.each([
    ['maxconn 500', 'maxconn: 500'],
    ['retries 0', 'retries: 0'],
    ['maxconn 0', 'extra: [ maxconn 0 ]'],
    ['maxconn 2000000', 'extra: [ maxconn 2000000 ]'],
    ['timeout client-fin 20s', 'client-fin: 20s }'],
    ['timeout client 30', 'timeouts: { connect: 5s, client: 30, server: 1h, check: 5s }'],
    ['timeout client-hs 5s', 'extra: [ timeout client-hs 5s ]'],
  ])('%s is %s', (line, property) => {
    expect(importText(text(line)).text).toContain(property);
  });
});
