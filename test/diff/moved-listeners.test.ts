import { describe, expect, it } from 'vitest';
import { previewOf } from '../../src/diff/preview.ts';
import { builtSide, fileSide, type Side } from '../../src/diff/side.ts';
import { headLines } from '../../src/report/preview/preview-head.ts';
import { lint } from '../../src/rules/lint.ts';

const version = { major: 2, minor: 6, patch: 12 };

interface TestPool {
  readonly name: string;
  readonly bind: string;
  readonly servers: readonly string[];
  readonly role?: string;
}

function built(...pools: readonly TestPool[]): Side {
  const text = pools.map(({ name, bind, servers, role }) => {
    const masters = servers.map((one) => {
      const [own, address = `10.0.0.${own === 'ca1' ? 99 : 10 + Number(own?.slice(-1))}`] =
        one.split(' ');
      return `      - { name: ${own}, address: ${address} }\n`;
    });
    const first = `  - name: ${name}\n    bind: ${bind}\n    check: tcp\n`;
    const what = role === undefined ? '' : `    role: ${role}\n`;
    return `${first}${what}    servers:\n${masters.join('')}`;
  });
  const own = `haproxy: { running: 2.6.12 }\npools:\n${text.join('')}`;
  const { inventory, diagnostics } = lint({ name: 'puppetlb.yaml', bytes: Buffer.from(own) });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (inventory === undefined) throw new Error(own);
  return builtSide('puppetlb.yaml', inventory);
}

const filed = (text: string): Side => fileSide('haproxy.cfg', [{ name: 'haproxy.cfg', text }]);

function said(before: Side, after: Side): string[] {
  const options = { version, clients: undefined, dates: [], running: undefined };
  return headLines(previewOf({ before, after }, options))
    .filter(({ word }) => word !== 'RELOAD')
    .map(({ word, text }) => `${word} ${text}`);
}

const [one, two] = ['10.0.0.100:8140', '10.0.0.90:8140'];
const compile = (bind: string, name = 'compile') => ({ name, bind, servers: ['c1', 'c2'] });
const ca = (bind: string, name = 'ca') => ({ name, bind, servers: ['ca1'], role: 'ca' });
const other = (bind: string, servers = ['o7', 'o8']) => ({ name: 'other', bind, servers });

describe('clients of an address that another pool listens on', () => {
  it('reach other servers where pools exchange their binds', () => {
    expect(said(built(compile(one), ca(two)), built(compile(two), ca(one)))).toEqual([
      `DANGER ca: agents that connect to ${one} reach different servers: c1, c2 -> ca1`,
      `DANGER ca: agents that connect to ${two} reach different servers: ca1 -> c1, c2`,
      `AGENTS ca: 100.0 % of agents move because 2 servers left and ca1 joined (via ${one})`,
      `AGENTS compile: 100.0 % of agents move because ca1 left and 2 servers joined (via ${two})`,
    ]);
  });

  it('reach the same where pools exchange their names, or only stand in another order', () => {
    const before = built(compile(one), ca(two));
    expect(said(before, built(compile(one, 'ca'), ca(two, 'compile')))).toEqual([]);
    expect(said(before, built(ca(two), compile(one)))).toEqual([]);
    expect(said(before, built(compile(one, 'masters'), ca(two)))).toEqual([]);
  });

  it('reach other servers where their pool is removed and another one gets its bind', () => {
    const both = `[${one}, ${two}]`;
    expect(said(built(compile(one), ca(two)), built(compile(both)))).toEqual([
      `DANGER ca: agents that connect to ${two} reach different servers: ca1 -> c1, c2`,
      `AGENTS compile: 100.0 % of agents move because ca1 left and 2 servers joined (via ${two})`,
    ]);
    expect(said(built(compile(one), other(two)), built(compile(both)))[0]).toBe(
      `DANGER compile: agents that connect to ${two} reach different servers: o7, o8 -> c1, c2`,
    );
    expect(said(built(compile(one), other(two, ['c1', 'c2'])), built(compile(both)))).toEqual([]);
    expect(said(built(compile(both)), built(compile(one), ca(two)))[0]).toBe(
      `DANGER ca: agents that connect to ${two} reach different servers: c1, c2 -> ca1`,
    );
  });

  it('are named by an address once, on however many interfaces it is listened on', () => {
    const onTwo = `[${one}, { address: "${one}", interface: lo }]`;
    expect(said(built(compile(onTwo)), built(other(one)))[0]).toBe(
      `DANGER other: agents that connect to ${one} reach different servers: c1, c2 -> o7, o8`,
    );
  });

  it('come to more servers, to fewer, or to a CA that is mixed with others', () => {
    const both = `[${one}, ${two}]`;
    const before = built(compile(one), other(two, ['c1']));
    expect(said(before, built(compile(both))).filter((line) => line.startsWith('D'))).toEqual([]);
    expect(said(built(compile(both)), before)[0]).toBe(
      'DANGER other: 2 -> 1 servers in rotation (c2 removed); no spare server is left',
    );
    const mixed = { ...compile(both), servers: ['ca1', 'c1'] };
    const own = { ...compile(one), servers: ['ca1', 'c1'] };
    expect(said(built(own, ca(two)), built(mixed))[0]).toBe(
      `DANGER ca: agents that connect to ${two} reach different servers: ca1 -> ca1, c1`,
    );
  });

  it('are known where servers of both pools have the same names', () => {
    const first = { ...compile(one), servers: ['m1 10.0.1.1', 'm2 10.0.1.2'] };
    const second = { ...other(two), servers: ['m1 10.0.2.1', 'm2 10.0.2.2'] };
    const before = built(first, second);
    const after = built({ ...first, bind: two }, { ...second, bind: one });
    expect(said(before, after)[0]).toBe(
      `DANGER other: agents that connect to ${one} reach different servers: compile/m1, compile/m2 -> other/m1, other/m2`,
    );
  });

  it('come by an address of their own, or by all addresses', () => {
    const all = built(compile('"*:8140"'));
    const both = built(compile('"*:8140"'), ca(two));
    expect(said(all, both)[0]).toContain(
      `agents that connect to ${two} reach different servers: c1, c2 -> ca1`,
    );
    expect(said(both, all)[0]).toContain(
      `agents that connect to ${two} reach different servers: ca1 -> c1, c2`,
    );
    expect(said(both, built(compile('"*:8150"'), ca(two)))).toEqual([
      'DANGER compile: no longer listens on 0.0.0.0:8140',
    ]);
    expect(said(built(compile(one)), built(compile(one), ca(two)))).toEqual([]);
  });

  const servers = (name: string, count: number) =>
    Array.from({ length: count }, (_, at) => `  server ${name}${at} 10.1.${count}.${at}:8140\n`);
  const sections = (rules: readonly string[], front = 'f') => {
    const lines = ['mode tcp', `bind ${one}`, ...rules].map((line) => `  ${line}\n`).join('');
    const backs = ['b', 'c', 'd'].map(
      (name, at) =>
        `backend ${name}\n  mode tcp\n  balance source\n${servers(name, at + 2).join('')}`,
    );
    return filed(`frontend ${front}\n${lines}${backs.join('')}`);
  };

  it('reach another backend', () => {
    const [b, c] = [['default_backend b'], ['default_backend c']];
    const danger = `DANGER c: agents that connect to ${one} reach different servers: b0, b1 -> c0, c1, c2`;
    expect(said(sections(b), sections(c))).toEqual([
      danger,
      `AGENTS c: 100.0 % of agents move because 2 servers left and 3 servers joined (via ${one})`,
    ]);
    expect(said(sections(b), sections(c, 'g'))[0]).toBe(danger);
    expect(said(sections(b), sections(['use_backend c']))[0]).toBe(danger);
    expect(said(sections(b), sections(b, 'g'))).toEqual([]);
  });

  it('reach another backend under a condition', () => {
    const of = (...rules: readonly string[]) =>
      sections(['acl far src 10.9.0.0/16', ...rules, 'default_backend b']);
    const far = 'use_backend c if far';
    const danger = `DANGER d: agents that connect to ${one} (if far) reach different servers: c0, c1, c2 -> d0, d1, d2, d3`;
    expect(said(of(far), of('use_backend d if far'))).toEqual([danger]);
    expect(said(of(far), of())).toEqual([
      `DANGER b: agents that connect to ${one} (if far) reach different servers: c0, c1, c2 -> b0, b1`,
    ]);
    expect(said(of(far), of(`${far} or LOCALHOST`))).toEqual([]);
    expect(said(of(), of(far))).toEqual([
      `DANGER c: agents that connect to ${one} (if far) reach different servers: b0, b1 -> c0, c1, c2`,
    ]);
    expect(said(of(far), of(far, 'use_backend d if LOCALHOST'))).toEqual([
      `DANGER d: agents that connect to ${one} (if LOCALHOST) reach different servers: b0, b1 -> d0, d1, d2, d3`,
    ]);
    expect(said(of(), of('use_backend b if far'))).toEqual([]);
    expect(said(of('use_backend %[src]'), of(far))).toEqual([]);
  });
});

describe('clients of a frontend', () => {
  const ends = `backend p
  server a1 10.0.0.1:8140
backend q
  server b1 10.0.0.2:8140
`;
  const to = (...lines: readonly string[]): Side =>
    filed(`frontend f\n  bind ${one}\n${lines.map((line) => `  ${line}\n`).join('')}${ends}`);
  const dangers = (before: Side, after: Side): string[] =>
    said(before, after).filter((line) => line.startsWith('DANGER'));

  it('go where use_backend says before they go where default_backend says', () => {
    const first = to('use_backend q', 'default_backend p');
    expect(said(first, to('default_backend p', 'use_backend q'))).toEqual([]);
    expect(dangers(to('default_backend p'), to('default_backend p', 'use_backend q'))).toEqual([
      `DANGER q: agents that connect to ${one} reach different servers: a1 -> b1`,
    ]);
    const twice = to('use_backend q if a', 'use_backend p if a', 'default_backend p');
    expect(dangers(twice, to('use_backend q if a', 'default_backend p'))).toEqual([]);
  });

  it('are not told from others where a condition and its backend have other names', () => {
    const renamed = to('use_backend q if a', 'default_backend p');
    const after = `frontend f\n  bind ${one}\n  use_backend r if b\n  default_backend p\n`;
    const other = `${after}${ends.replace('backend q', 'backend r')}`;
    expect(dangers(renamed, filed(other))).toEqual([]);
    expect(dangers(renamed, to('default_backend p'))).toEqual([
      `DANGER p: agents that connect to ${one} (if a) reach different servers: b1 -> a1`,
    ]);
  });
});

describe('an address on which several sections listen', () => {
  const section = (name: string, host: number, bind: string, more = ''): string =>
    `listen ${name}\n${more}  bind ${bind}\n  server s${host} 10.0.0.${host}:8140\n`;

  it('is taken by interface, and without one by all', () => {
    const before = filed(
      section('q', 2, `${one} interface eth1`) + section('p', 1, `${one} interface eth0`),
    );
    const after = filed(section('q', 2, `${one} interface eth1`) + section('p', 1, one));
    expect(said(before, after)).toEqual([]);
    expect(said(before, filed(section('q', 2, `${one} interface eth1`)))).toContain(
      `DANGER p: no longer listens on ${one}`,
    );
  });

  it('is not taken by a section that is disabled, and by nobody in particular where two are not', () => {
    const left = filed(section('p', 1, one));
    const disabled = section('q', 2, one, '  disabled\n');
    expect(said(filed(disabled + section('p', 1, one)), left)).toEqual([]);
    expect(said(filed(section('q', 2, one) + section('p', 1, one)), left)).toEqual([]);
    expect(said(filed(section('q', 2, one)), filed(disabled))).toContain(
      `DANGER q: no longer listens on ${one}`,
    );
  });

  it('has nobody where the section that takes it has no server', () => {
    const before = filed(`${section('p', 1, one)}listen st\n  bind ${two}\n  mode http\n`);
    const after = filed(`${section('p', 1, two)}listen st\n  bind ${one}\n  mode http\n`);
    expect(said(before, after)[0]).toBe(`DANGER st: agents that connect to ${one} reach no server`);
  });
});
