import { describe, expect, it } from 'vitest';
import { nextStateEdit, type WrittenState } from '../../src/apply/write-state.ts';
import { hasError } from '../../src/findings/diagnostic.ts';
import { applyEdits } from '../../src/fix/apply.ts';
import { lint } from '../../src/rules/lint.ts';

const drain: WrittenState = { state: 'drain', reason: 'new: disk', until: '2026-12-01' };
const ready: WrittenState = { state: 'ready', reason: undefined, until: undefined };

/** Edits until nothing is left to do; the text, which must say what was wanted. */
function write(text: string, wanted: WrittenState, pools = ['compile'], server = 'c2'): string {
  const chosen = pools.map((proxy) => ({ proxy, server }));
  let now = text;
  const read = () => lint({ name: 'x', bytes: new TextEncoder().encode(now) });
  for (const one of chosen) {
    for (let count = 0; count < 6; count += 1) {
      const { inventory, source } = read();
      const edit = nextStateEdit(inventory ?? expect.fail(), one, wanted, chosen);
      if (edit === undefined) break;
      now = applyEdits(source.text, [edit]).text;
    }
  }
  const { inventory, diagnostics } = read();
  expect(hasError(diagnostics), now).toBe(false);
  for (const pool of inventory?.pools ?? []) {
    if (!pools.includes(pool.name?.value ?? '')) continue;
    const found = pool.servers.find(({ name }) => name?.value === server);
    expect(found?.state?.value ?? 'ready', now).toBe(wanted.state);
    if (wanted !== ready) {
      expect([found?.reason?.value, found?.until?.value]).toEqual([wanted.reason, wanted.until]);
    }
  }
  return now;
}

const said = 'state: drain, reason: "new: disk", until: 2026-12-01';
const pool = (servers: string, name = 'compile', port = 8140) =>
  `  - { name: ${name}, bind: "10.0.0.1:${port}", servers: ${servers} }\n`;
const hosts =
  'hosts:\n  c1: { address: 10.0.0.2 }\n  c2: # the second\n    address: 10.0.0.3 # here\n';
const range = 'hosts:\n  "c[1:4]": { address: "10.0.0.[2:5]" }\n';

describe('a state in an inventory', () => {
  it.each([
    [
      'its own entry in one line',
      `pools:\n${pool('[{ name: c1, address: 10.0.0.2 }, { name: c2, address: 10.0.0.3 }]')}`,
      ` 10.0.0.3, ${said} }] }`,
    ],
    [
      'its own entry in lines',
      'pools:\n  - name: compile\n    bind: 10.0.0.1:8140\n    servers:\n      - name: c1 # one\n        address: 10.0.0.2\n      - name: c2 # two\n        address: 10.0.0.3 # there\n',
      '10.0.0.3 # there\n        state: drain\n        reason: "new: disk"\n        until: 2026-12-01\n',
    ],
    [
      'its host, where all pools have it',
      `${hosts}pools:\n${pool('[c1, c2]')}`,
      '10.0.0.3 # here\n    state: drain\n    reason: "new: disk"\n    until: 2026-12-01\n',
    ],
    [
      'an entry in the place of its name, where another pool has it too',
      `${hosts}pools:\n${pool('[c1, c2]')}${pool('[c1, c2]', 'pcp', 8142)}`,
      `[c1, { host: c2, ${said} }]`,
    ],
    [
      'an entry behind a pattern',
      `${range}pools:\n${pool('["c*"]')}`,
      `["c*", { host: c2, ${said} }]`,
    ],
    [
      'an entry behind a pattern in lines',
      `${range}pools:\n  - name: compile\n    bind: 10.0.0.1:8140\n    servers:\n      - "c*" # all\n`,
      `      - "c*" # all\n      - { host: c2, ${said} }\n`,
    ],
  ])('is written into %s, and removed there', (_where, text, expected) => {
    const written = write(text, drain);
    expect(written).toContain(expected);
    const other = write(written, { ...drain, state: 'maint', reason: 'other' });
    expect(other).toBe(
      written.replace('state: drain', 'state: maint').replace('new: disk', 'other'),
    );
    const back = write(written, ready);
    expect(back).not.toMatch(/drain|disk/);
    for (const comment of text.match(/#.*/g) ?? []) expect(back).toContain(comment);
  });

  it('is written for all pools of a host at once', () => {
    const text = `${hosts}pools:\n${pool('[c1, c2]')}${pool('[c1, c2]', 'pcp', 8142)}`;
    const written = write(text, drain, ['compile', 'pcp']);
    expect(written.match(/state: drain/g)).toHaveLength(1);
    expect(write(written, ready, ['compile', 'pcp'])).toBe(text);
  });

  it('is changed in the exception of a range that says it', () => {
    const except = range.replace(' }\n', ', except: { c2: { state: drain, reason: x } } }\n');
    const written = write(`${except}pools:\n${pool('["c*"]')}`, { ...drain, state: 'maint' });
    expect(written).toContain('c2: { state: maint, reason: "new: disk", until: 2026-12-01 }');
    expect(write(written, ready)).toContain('c2: { state: ready }');
  });

  it('contradicts what holds for other servers too', () => {
    const all = range.replace('[2:5]"', '[2:5]", state: maint, reason: x');
    expect(write(`${all}pools:\n${pool('["c*"]')}`, ready)).toContain('{ host: c2, state: ready }');
    const one = hosts.replace('    address: 10.0.0.3', '    state: drain\n    address: 10.0.0.3');
    const text = `${one}pools:\n${pool('[c1, { host: c2, weight: 3 }]')}${pool('[c1, c2]', 'pcp', 8142)}`;
    expect(write(text, ready)).toContain('{ host: c2, weight: 3, state: ready }');
  });
});
