import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  describeStates,
  mergeStates,
  type RecordedState,
  withoutRecord,
  withRecord,
} from '../../src/apply/states.ts';
import { formatStates, parseStates } from '../../src/apply/states-file.ts';
import { buildConfiguration } from '../../src/compile/build.ts';
import { builtSide } from '../../src/diff/side.ts';
import type { Inventory } from '../../src/inventory/model.ts';
import { lint } from '../../src/rules/lint.ts';

const now = new Date(2026, 10, 30, 12, 0);
const at = (day: number, hours: number, minutes = 0) =>
  new Date(2026, 10, day, hours, minutes).toISOString();

const record = (more: Partial<RecordedState> = {}): RecordedState => ({
  ...{ proxy: 'compile', server: 'c2', state: 'drain', by: 'ann', since: at(30, 2, 14) },
  ...more,
});

function inventory(c2 = ''): Inventory {
  const text = `pools:
  - name: compile
    bind: 10.0.0.1:8140
    servers: [{ name: c1, address: 10.0.0.2 }, { name: c2, address: 10.0.0.3${c2} }]
`;
  const read = lint({ name: 'puppetlb.yaml', bytes: new TextEncoder().encode(text) }).inventory;
  return read ?? expect.fail();
}

const serverLine = (merged: Inventory) =>
  buildConfiguration(merged, 'whole').text.match(/^ *server c2 .*$/m)?.[0] ?? '';

describe('a recorded state', () => {
  it('wins over an inventory that says ready, or nothing', () => {
    for (const said of ['', ', state: ready', ', state: drain, reason: x']) {
      const { inventory: merged, unknown } = mergeStates(inventory(said), [record()]);
      expect(serverLine(merged)).toMatch(/ disabled$/);
      expect(unknown).toEqual([]);
      const side = builtSide('x', merged);
      const [proxy] = side.proxies.proxies.filter(({ name }) => name === 'compile');
      const server = proxy?.servers.find(({ name }) => name === 'c2') ?? expect.fail();
      expect(side.wantedState('compile', server)).toBe('drain');
    }
  });

  it('leaves maintenance that the inventory says, and nothing where it is not', () => {
    const out = inventory(', state: maint, reason: y');
    expect(mergeStates(out, [record()]).inventory.pools[0]?.servers[1]?.state?.value).toBe('maint');
    const other = record({ server: 'c9' });
    const { inventory: merged, unknown } = mergeStates(inventory(), [other]);
    expect(serverLine(merged)).not.toMatch(/disabled/);
    expect(unknown).toEqual([other]);
  });

  it('is replaced by another one of its server, and lifted', () => {
    const states = [record(), record({ proxy: 'ca' })];
    const maint = record({ state: 'maint' });
    expect(withRecord(states, maint)).toEqual([states[1], maint]);
    expect(withoutRecord(states, record())).toEqual([states[1]]);
  });
});

describe('records in words', () => {
  const said = (...states: RecordedState[]) => describeStates(states, now);

  it('name the server, the user, the times and the reason', () => {
    expect(said(record({ until: at(30, 18), reason: 'disk' }))).toEqual([
      'DRAINED BY HAND c2 by ann since 02:14, until 18:00: disk',
    ]);
    expect(said(record({ state: 'maint', since: at(29, 23) }))).toEqual([
      'IN MAINTENANCE BY HAND c2 by ann since 2026-11-29 23:00',
    ]);
    expect(said(record({ until: at(30, 6) }))).toEqual([
      'DRAINED BY HAND c2 by ann since 02:14, until 06:00 (passed)',
    ]);
  });

  it('are one for a host in several pools, unless it is otherwise there', () => {
    expect(said(record(), record({ proxy: 'ca' }))).toEqual([
      'DRAINED BY HAND c2 by ann since 02:14',
    ]);
    expect(said(record(), record({ proxy: 'ca', by: 'bob' }))).toEqual([
      'DRAINED BY HAND c2 (compile) by ann since 02:14',
      'DRAINED BY HAND c2 (ca) by bob since 02:14',
    ]);
  });
});

describe('the file of states', () => {
  const wrongAt = (text: string) => {
    const result = parseStates(text);
    if (!('problem' in result)) return result.states;
    const { line, column, message } = result.problem;
    return `${line}:${column}: ${message}`;
  };
  const one = (more: object) =>
    JSON.stringify({ version: 1, states: [{ ...record(), ...more }] }, undefined, 1);

  it('holds what was written', () => {
    const states = [
      record({ server: 'b', reason: 'line\nbreak \u001b[31m "x"', ticket: 'CHG-1' }),
      record({ server: 'a', until: at(30, 5) }),
    ];
    expect(wrongAt(formatStates(states))).toEqual([states[1], states[0]]);
    expect(formatStates(states)).toBe(formatStates(states.toReversed()));
    expect(wrongAt(formatStates([]))).toEqual([]);
  });

  it.each([
    ['', '1:1: the JSON ends too early'],
    ['{"version": 1, "states": [', '1:27: the JSON ends too early'],
    ['[]', '1:1: it is not an object with "states"'],
    ['{\n "version": 2, "states": []}', '2:13: "version" is not 1; a newer puppetlb wrote it'],
    ['{"version": 1}', '1:1: "states" is not a list'],
    ['{"version": 1, "states": [], "x": 1}', '1:35: unknown property "x"'],
    [one({ state: 'ready' }), '7:13: "state" is not "drain" or "maint"'],
    [
      one({ server: 'a\nset server x/y state ready' }),
      '6:14: "server" is not the name of a server',
    ],
    [one({ since: 'yesterday' }), '9:13: "since" is not a time, such as 2026-12-01T02:14:00Z'],
    [one({ reason: 7 }), '10:14: "reason" is not a text'],
    [one({ by: undefined }), '4:3: "by" is missing'],
    [one({ why: 'x' }), '10:11: unknown property "why"'],
    [
      JSON.stringify({ version: 1, states: [record(), record()] }),
      `1:${24 + JSON.stringify(record()).length + 1}: "compile/c2" is listed twice`,
    ],
  ])('%s is wrong at its place', (text, expected) => {
    expect(wrongAt(text)).toBe(expected);
  });

  it('is as the documentation shows it', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/drain.md'), 'utf8');
    const [, shown = ''] = /^```json\n([\s\S]*?)^```$/m.exec(page) ?? [];
    expect(formatStates(JSON.parse(shown).states)).toBe(shown);
    expect(wrongAt(shown)).toHaveLength(1);
  });

  it('is damaged wherever it is cut off', () => {
    const whole = formatStates([record({ reason: 'x' })]).trimEnd();
    for (let end = 0; end < whole.length; end += 1) {
      expect(typeof wrongAt(whole.slice(0, end)), `${end}`).toBe('string');
    }
  });
});
