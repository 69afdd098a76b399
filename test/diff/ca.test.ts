import { describe, expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { type Preview, previewOf } from '../../src/diff/preview.ts';
import { builtSide, fileSide, type Side } from '../../src/diff/side.ts';
import { hasError } from '../../src/findings/diagnostic.ts';
import type { Running, RunningServer } from '../../src/haproxy/process/running.ts';
import { commandText } from '../../src/haproxy/process/runtime-command.ts';
import { riskText } from '../../src/report/preview/value-text.ts';
import { lint } from '../../src/rules/lint.ts';

const version = { major: 2, minor: 6, patch: 12 };

interface TestPool {
  readonly servers: readonly string[];
  readonly role?: string;
  readonly name?: string;
  readonly port?: number;
  readonly more?: string;
}

function inventory({ servers, role = 'ca', name = 'ca', port = 8140, more = '' }: TestPool) {
  const text = `haproxy:
  running: 2.6.12
  global: { stats-socket: /run/haproxy/admin.sock }
pools:
  - name: ${name}
    role: ${role}
    bind: 10.0.0.100:${port}
    balance: leastconn
    check: tcp
${more}    servers:
${servers.map((server) => `      - { ${server} }\n`).join('')}`;
  const linted = lint({ name: 'puppetlb.yaml', bytes: Buffer.from(text) });
  const errors = linted.diagnostics.filter((one) => one.severity === 'error');
  expect(errors.map(({ message }) => message)).toEqual([]);
  if (linted.inventory === undefined || hasError(linted.diagnostics)) throw new Error(text);
  return linted.inventory;
}

const built = (pool: TestPool): Side => builtSide('puppetlb.yaml', inventory(pool));
const filed = (pool: TestPool): Side => {
  const { text } = buildConfiguration(inventory(pool), 'whole');
  return fileSide('haproxy.cfg', [{ name: 'haproxy.cfg', text }]);
};

function between(before: Side, after: Side, running?: Running): Preview {
  return previewOf({ before, after }, { version, clients: undefined, dates: [], running });
}

function switches({ risks: dangers }: Preview): string[] {
  return dangers.filter(({ kind }) => kind === 'ca').map(riskText);
}

const ca = (number: number, more = '') =>
  `name: ca0${number}, address: 10.0.0.10${number}, id: ${number}${more}`;
const maint = ', state: maint, reason: standby';
const drain = ', state: drain, reason: standby';
const backup = ', backup: true';
const check = 'check that you copied the CA directory and the CRL, and that puppetserver on';
const changes = 'the active CA changes';
const first: TestPool = { servers: [ca(1), ca(2, maint)] };
const second: TestPool = { servers: [ca(1, maint), ca(2)] };

describe('a change of the active CA', () => {
  it.each<[string, TestPool, TestPool, string]>([
    ['states', first, second, `ca01 -> ca02; ${check} ca01 is stopped`],
    [
      'a drain',
      first,
      { servers: [ca(1, drain), ca(2)] },
      `ca01 -> ca02; ${check} ca01 is stopped`,
    ],
    [
      'a replacement',
      { servers: [ca(1)] },
      { servers: [ca(2)] },
      `ca01 -> ca02; ${check} ca01 is stopped`,
    ],
    [
      'a backup that takes over',
      { servers: [ca(1), ca(2, backup)] },
      { servers: [ca(1, maint), ca(2, backup)] },
      `ca01 -> ca02; ${check} ca01 is stopped`,
    ],
    [
      'a backup that becomes the first',
      { servers: [ca(1), ca(2, backup)] },
      { servers: [ca(1, backup), ca(2)] },
      `ca01 -> ca02; ${check} ca01 is stopped`,
    ],
    [
      'weights',
      { servers: [ca(1), ca(2, ', weight: 0')] },
      { servers: [ca(1, ', weight: 0'), ca(2)] },
      `ca01 -> ca02; ${check} ca01 is stopped`,
    ],
    [
      'an address',
      { servers: [ca(1)] },
      { servers: [ca(1).replace('101', '111')] },
      `ca01 (10.0.0.101) -> ca01 (10.0.0.111); ${check} ca01 (10.0.0.101) is stopped`,
    ],
    [
      'another one on the same machine',
      { servers: [ca(1)] },
      { servers: [ca(2, ', port: 8141').replace('102', '101')] },
      `ca01 -> ca02; ${check} ca01 is stopped`,
    ],
    [
      'one more',
      { servers: [ca(1)] },
      { servers: [ca(1), ca(2)] },
      'ca01 -> ca01, ca02; 2 active CA servers; only one may be active',
    ],
    [
      'one of two',
      { servers: [ca(1), ca(2)] },
      { servers: [ca(1), ca(2, maint)] },
      `ca01, ca02 -> ca01; ${check} ca02 is stopped`,
    ],
    [
      'another pool in its place',
      { servers: [ca(1)] },
      { servers: [ca(2)], name: 'puppetca', port: 8141 },
      `ca01 -> ca02; ${check} ca01 is stopped`,
    ],
  ])('is a risk, whatever makes it: %s', (_, before, after, message) => {
    expect(switches(between(built(before), built(after)))).toEqual([`${changes}: ${message}`]);
  });

  it('is one where the old side is a haproxy.cfg, which knows no roles', () => {
    const message = `ca01 -> ca02; ${check} ca01 is stopped`;
    expect(switches(between(filed(first), built(second)))).toEqual([`${changes}: ${message}`]);
    expect(switches(between(filed(first), built({ ...second, name: 'puppet' })))).toEqual([
      `${changes}: ${message}`,
    ]);
    expect(switches(between(filed(first), filed(second)))).toEqual([]);
  });

  it('is one for a CA that comes after a time with none, and another one is known', () => {
    const none = filed(first).sources[0]?.text.replace(/(server ca01 .*)/, '$1 disabled') ?? '';
    const nobody = fileSide('haproxy.cfg', [{ name: 'haproxy.cfg', text: none }]);
    expect(switches(between(nobody, built(second)))).toEqual([
      `${changes}: none -> ca02; ${check} ca01 is stopped`,
    ]);
    const alone = none.replace(/.*server ca02.*\n/, '');
    const closed = fileSide('haproxy.cfg', [{ name: 'haproxy.cfg', text: alone }]);
    expect(switches(between(closed, built({ servers: [ca(1)] })))).toEqual([]);
  });

  it.each<[string, TestPool, TestPool]>([
    ['nothing', first, first],
    ['one more that stands by', { servers: [ca(1)] }, first],
    ['a standby that goes', first, { servers: [ca(1)] }],
    ['another standby', first, { servers: [ca(1), ca(3, maint)] }],
    ['another name', { servers: [ca(1)] }, { servers: [ca(1).replace('ca01', 'puppetca')] }],
    ['another port', { servers: [ca(1)] }, { servers: [ca(1, ', port: 8141')] }],
    ['another weight', { servers: [ca(1)] }, { servers: [ca(1, ', weight: 5')] }],
    ['a timeout', first, { ...first, more: '    timeouts: { client: 5m }\n' }],
    ['another order', first, { servers: first.servers.toReversed() }],
    ['another role', { ...first, role: 'compile' }, { ...second, role: 'compile' }],
  ])('is none: %s', (_, before, after) => {
    expect(switches(between(built(before), built(after)))).toEqual([]);
    expect(switches(between(filed(before), built(after)))).toEqual([]);
  });
});

function running(states: Readonly<Record<number, Partial<RunningServer>>>): Running {
  const servers = [1, 2].map(
    (number): RunningServer => ({
      ...{ pool: 'ca', name: `ca0${number}`, id: number },
      ...{ address: `10.0.0.10${number}`, port: 8140, operation: 'running', wanted: 'ready' },
      ...{ isHeldOut: false, weight: 1, initialWeight: 1, check: 'on', agent: 'none' },
      ...{ checkPort: undefined, checkAddress: undefined, agentPort: undefined },
      ...{ agentAddress: undefined, isWhole: true },
      ...states[number],
    }),
  );
  const known = { versionText: undefined, version: undefined, uptime: undefined };
  return { name: 'saved.txt', ...known, socket: undefined, servers };
}

describe('a CA that was switched by hand', () => {
  const byHand = running({ 1: { wanted: 'maint' } });
  const other = { ...first, more: '    timeouts: { client: 5m }\n' };

  it('is switched back by a reload, which is said whether this change makes one or not', () => {
    const back = `ca02 -> ca01; ${check} ca02 is stopped`;
    expect(switches(between(built(first), built(other), byHand))).toEqual([`${changes}: ${back}`]);
    expect(switches(between(built(first), built(first), byHand))).toEqual([
      `a reload would change the active CA: ${back}`,
    ]);
  });

  it('is left alone by an inventory that has it, and by one that does not know it differently', () => {
    expect(switches(between(built(first), built(second), byHand))).toEqual([]);
    const asBuilt = running({ 2: { wanted: 'maint' } });
    expect(switches(between(built(first), built(other), asBuilt))).toEqual([]);
    expect(switches(between(built(first), built(first), asBuilt))).toEqual([]);
  });

  it('may stand behind the old name', () => {
    const moved = running({ 1: { address: '10.0.0.111' }, 2: { wanted: 'maint' } });
    const back = `ca01 (10.0.0.111) -> ca01 (10.0.0.101); ${check} ca01 (10.0.0.111) is stopped`;
    expect(switches(between(built(first), built(other), moved))).toEqual([`${changes}: ${back}`]);
    expect(switches(between(built(first), built(first), moved))).toEqual([
      `a reload would change the active CA: ${back}`,
    ]);
  });

  it('is none where a backup stands in for one that is down, before and after', () => {
    const pair = { servers: [ca(1), ca(2, backup)] };
    const down = running({ 1: { operation: 'stopped' } });
    const reloaded = { ...pair, more: '    timeouts: { client: 5m }\n' };
    expect(switches(between(built(pair), built(reloaded), down))).toEqual([]);
  });
});

describe('the order of commands', () => {
  const commandsOf = (before: TestPool, after: TestPool) =>
    between(built(before), built(after)).commands.map(commandText);

  it('takes a CA out before another one comes in', () => {
    expect(commandsOf(first, second)).toEqual([
      'set server ca/ca01 state maint',
      'set server ca/ca02 state ready',
    ]);
    expect(commandsOf({ servers: [ca(1)] }, { servers: [ca(2)] })).toEqual([
      'set server ca/ca01 state maint',
      'add server ca/ca02 10.0.0.102:8140 check inter 2000 rise 3 fall 3 id 2',
      'enable health ca/ca02',
      'set server ca/ca02 state ready',
      'del server ca/ca01',
    ]);
    expect(
      commandsOf(
        { servers: [ca(1), ca(2, ', weight: 0')] },
        { servers: [ca(1, ', weight: 0'), ca(2)] },
      ),
    ).toEqual(['set server ca/ca01 weight 0', 'set server ca/ca02 weight 1']);
  });

  it('takes who stands by out first and in last, so that it never takes over in between', () => {
    const up = { servers: [ca(1), ca(2, backup), ca(3, maint)] };
    const down = { servers: [ca(1, maint), ca(2, `${backup}${maint}`), ca(3)] };
    expect(commandsOf(up, down)).toEqual([
      'set server ca/ca02 state maint',
      'set server ca/ca01 state maint',
      'set server ca/ca03 state ready',
    ]);
    expect(commandsOf(down, up)).toEqual([
      'set server ca/ca03 state maint',
      'set server ca/ca01 state ready',
      'set server ca/ca02 state ready',
    ]);
  });

  it('lets another master in before one goes', () => {
    const roles = { role: 'compile' };
    expect(commandsOf({ ...first, ...roles }, { ...second, ...roles })).toEqual([
      'set server ca/ca02 state ready',
      'set server ca/ca01 state maint',
    ]);
  });

  it('gives a server its new address before it is ready', () => {
    const moved = ca(2).replace('10.0.0.102', '10.0.0.112');
    for (const role of ['ca', 'compile']) {
      expect(
        commandsOf({ servers: [ca(1), ca(2, maint)], role }, { servers: [ca(1), moved], role }),
      ).toEqual(['set server ca/ca02 addr 10.0.0.112 port 8140', 'set server ca/ca02 state ready']);
    }
  });
});
