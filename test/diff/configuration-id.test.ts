import { describe, expect, it } from 'vitest';
import { compile, diff } from '../../src/library/index.ts';
import { hash48 } from '../../src/text/hash.ts';
import { importText } from '../import/meaning.ts';

const source = (text: string) => ({ name: 'i.yaml', text });

function built(text: string): string {
  return compile(source(text)).configuration ?? '';
}

function idOf(text: string): string | undefined {
  return /^ {2}description (?:.* )?(puppetlb-[0-9a-f]{12})$/m.exec(built(text))?.[1];
}

const server = 'address: 10.0.0.1, weight: 5';
const fleet = `haproxy:
  version: "2.6"
  timeouts: { client: 1h }
defaults: { balance: leastconn }
pools:
  - name: p
    bind: 10.0.9.1:8140
    servers:
      - { name: a, ${server}, agent-check: { port: 9201, addr: 10.0.8.1 } }
      - { name: b, address: 10.0.0.2 }
      - { name: c, address: c.example.com, extra: [minconn 5], maxconn: 10 }
      - { name: d, address: 10.0.0.4, extra: [addr 10.0.8.4] }
  - name: static
    balance: source
    bind: 10.0.9.2:8140
    servers: [{ name: e, address: 10.0.0.5, weight: 5 }, { name: f, address: 10.0.0.6 }]
  - name: tracks
    bind: 10.0.9.3:8140
    servers: [{ name: g, address: 10.0.0.1, track: p/b }]
`;

/** What the change from one inventory to another needs, as a preview says it. */
function needOf(before: string, after: string): string | undefined {
  const needs = diff(source(after), source(before)).preview?.changes.map(({ action }) => action);
  return needs?.find((action) => action !== 'runtime') ?? needs?.[0];
}

describe('the ID changes exactly where commands cannot make the change', () => {
  it.each([
    ['a weight', 'weight: 5, agent', 'weight: 7, agent', 'runtime'],
    [
      'a weight that was the default',
      'address: 10.0.0.2',
      'address: 10.0.0.2, weight: 9',
      'runtime',
    ],
    ['a state', 'weight: 5, agent', 'weight: 5, state: drain, reason: x, agent', 'runtime'],
    ['an address', '10.0.0.1, weight: 5, a', '10.0.0.11, weight: 5, a', 'runtime'],
    ['a port', '10.0.0.1, weight: 5, a', '10.0.0.1, port: 8141, weight: 5, a', 'runtime'],
    ['a limit', 'address: 10.0.0.2', 'address: 10.0.0.2, maxconn: 50', 'runtime'],
    [
      'the port of a check',
      'address: 10.0.0.2',
      'address: 10.0.0.2, check: { port: 9300 }',
      'runtime',
    ],
    ['the port of an agent', 'port: 9201', 'port: 9202', 'runtime'],
    ['the address of an agent', '10.0.8.1', '10.0.8.2', 'runtime'],
    ['where a check is asked', '10.0.8.4', '10.0.8.5', 'runtime'],
    ['the address of a server in a map', '10.0.0.6', '10.0.0.66', 'runtime'],
    ['a state in a map', '10.0.0.6 }', '10.0.0.6, state: maint, reason: x }', 'runtime'],
    [
      'a weight in a map',
      'e, address: 10.0.0.5, weight: 5',
      'e, address: 10.0.0.5, weight: 7',
      'reload',
    ],
    ['a state that others go by', '10.0.0.2 }', '10.0.0.2, state: maint, reason: x }', 'reload'],
    ['a limit beside minconn', 'maxconn: 10', 'maxconn: 20', 'reload'],
    ['a host name', 'c.example.com', 'd.example.com', 'reload'],
    ['an agent that was not there', 'name: b,', 'name: b, agent-check: { port: 9201 },', 'reload'],
    ['an address of an agent that goes', ', addr: 10.0.8.1', '', 'reload'],
    ['a timeout', 'client: 1h', 'client: 2h', 'reload'],
    ['a bind', '10.0.9.1:8140', '10.0.9.4:8140', 'reload'],
    [
      'the times of a check',
      'address: 10.0.0.2',
      'address: 10.0.0.2, check: { inter: 9s }',
      'reload',
    ],
    ['a backup', 'address: 10.0.0.2', 'address: 10.0.0.2, backup: true', 'reload'],
    ['the name of a server', 'name: e', 'name: x', 'reload'],
    [
      'the order of a map',
      'name: e, address: 10.0.0.5, weight: 5',
      'name: f, address: 10.0.0.6',
      'reload',
    ],
  ])('%s', (_, from, to, need) => {
    const after =
      _ === 'the order of a map'
        ? fleet.replace(
            '{ name: e, address: 10.0.0.5, weight: 5 }, { name: f, address: 10.0.0.6 }',
            '{ name: f, address: 10.0.0.6 }, { name: e, address: 10.0.0.5, weight: 5 }',
          )
        : fleet.replace(from, to);
    expect(after).not.toBe(fleet);
    expect(needOf(fleet, after)).toBe(need);
    expect(idOf(fleet)).toMatch(/^puppetlb-/);
    expect(idOf(after) === idOf(fleet)).toBe(need === 'runtime');
  });

  it('where checks move by commands since 2.6 alone', () => {
    const old = fleet.replace('"2.6"', '"2.2"');
    for (const [from, to] of [
      ['10.0.8.4', '10.0.8.5'],
      ['port: 9201', 'port: 9202'],
    ] as const) {
      expect(needOf(old, old.replace(from, to))).toBe('reload');
      expect(idOf(old.replace(from, to))).not.toBe(idOf(old));
    }
  });

  it('and comments, dates and reasons do not change it', () => {
    const drained = fleet.replace('10.0.0.2 }', '10.0.0.2, state: maint, reason: x }');
    expect(idOf(drained.replace('reason: x', 'reason: y, until: 2027-01-01'))).toBe(idOf(drained));
    expect(idOf(fleet.replace('    bind', '    description: some words\n    bind'))).toBe(
      idOf(fleet),
    );
    expect(built(fleet)).toBe(built(fleet));
  });

  it('and sections that are written as they are change it', () => {
    const withSection = (port: number) =>
      fleet.replace(
        '  timeouts',
        `  sections: |\n    frontend stats\n      bind 127.0.0.1:${port}\n      mode http\n      timeout client 5s\n  timeouts`,
      );
    expect(idOf(withSection(8404))).not.toBe(idOf(fleet));
    expect(idOf(withSection(8404))).not.toBe(idOf(withSection(8405)));
  });
});

describe('the description', () => {
  const withWords = (words: string) =>
    fleet.replace(
      '  timeouts',
      `  global: { extra: [${JSON.stringify(`description ${words}`)}] }\n  timeouts`,
    );

  it('keeps words of its own, which the ID follows', () => {
    const text = withWords('load balancers of Bonn');
    expect(built(text)).toMatch(/^ {2}description load balancers of Bonn puppetlb-[0-9a-f]{12}$/m);
    expect(built(text).match(/description/g)).toHaveLength(1);
    expect(idOf(text)).not.toBe(idOf(fleet));
  });

  it('has one ID alone, also where the words hold an old one', () => {
    const text = withWords('Bonn puppetlb-0123456789ab');
    expect(built(text)).toMatch(/^ {2}description Bonn puppetlb-(?!0123456789ab)[0-9a-f]{12}$/m);
    expect(built(withWords('puppetlb-0123456789ab'))).toMatch(
      /^ {2}description puppetlb-(?!0123456789ab)/m,
    );
  });

  it('is not written where it is off', () => {
    const off = fleet.replace('haproxy:', 'haproxy:\n  id: false');
    expect(built(off)).not.toContain('description');
    expect(built(fleet).replace(/ {2}description .*\n/, '')).toBe(built(off));
    expect(built(withWords('Bonn').replace('haproxy:', 'haproxy:\n  id: false'))).toMatch(
      /^ {2}description Bonn$/m,
    );
  });

  it('is no difference to diff, and nothing to import', () => {
    const off = fleet.replace('haproxy:', 'haproxy:\n  id: false');
    for (const other of [
      built(off),
      built(fleet),
      built(fleet).replace(/puppetlb-[0-9a-f]{12}/, 'puppetlb-000000000000'),
    ]) {
      expect(diff(source(fleet), { name: 'haproxy.cfg', text: other }).preview).toMatchObject({
        is_same: true,
        changes: [],
      });
    }
    const imported = importText(built(fleet));
    expect(imported.text).not.toContain('description');
    expect(importText(built(withWords('Bonn'))).text).toContain('[ description Bonn ]');
  });

  it('is one where the words of its own are', () => {
    const other = built(withWords('Bonn'));
    const { preview } = diff(source(fleet), { name: 'haproxy.cfg', text: other });
    expect(preview?.changes.map(({ kind, what, before }) => [kind, what, before])).toEqual([
      ['removed', 'description', 'Bonn'],
    ]);
    const foreign = built(fleet).replace(/puppetlb-[0-9a-f]{12}/, 'puppetlb-ABC');
    expect(diff(source(fleet), { name: 'haproxy.cfg', text: foreign }).preview?.is_same).toBe(
      false,
    );
  });
});

it('the hash differs where texts do', () => {
  const texts = Array.from(
    { length: 50_000 },
    (_, at) => `server c${at % 500} ${at} ${'x'.repeat(at % 7)}`,
  );
  expect(new Set(texts.map(hash48)).size).toBe(texts.length);
  expect(hash48('')).toMatch(/^[0-9a-f]{12}$/);
});
