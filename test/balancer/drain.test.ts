import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/apply/paths.ts';
import type { RecordedState } from '../../src/apply/states.ts';
import { haproxies, type RealHaproxy } from '../integration/haproxies.ts';
import {
  type Balancer,
  configurationFile,
  masterSocketPath,
  type StartOptions,
  useBalancers,
} from './balancer.ts';
import { until } from './namespace.ts';

const statesFile = '/var/lib/puppetlb/states.json';
const inventoryFile = '/etc/puppetlb/puppetlb.yaml';
const socketPath = '/run/haproxy/admin.sock';

const inventoryOf = (level = 'admin') => `haproxy:
  global:
    stats-socket: "${socketPath} mode 660 level ${level}"
    log: []
    chroot: false
    user: false
    group: false
hosts:
  c1: { address: 127.0.0.2 }
  c2: { address: 127.0.0.3 }
defaults:
  check: { kind: tcp, inter: 200ms }
pools:
  - { name: compile, bind: "127.0.0.1:8140", balance: roundrobin, servers: [c1, c2] }
  - { name: pcp, role: pcp, bind: "127.0.0.1:8142", servers: [c1, c2] }
`;

const makeBalancer = useBalancers();

async function prepare(
  haproxy: RealHaproxy,
  { mode = 'master', hasMasterSocket = true }: StartOptions = {},
  level = 'admin',
): Promise<Balancer> {
  const balancer = await makeBalancer(haproxy);
  for (const [name, address] of [
    ['c1', '127.0.0.2'],
    ['c2', '127.0.0.3'],
  ] as const) {
    await balancer.listen(name, address, 8140);
    await balancer.listen(name, address, 8142);
  }
  const hasMaster = mode === 'master' && hasMasterSocket;
  balancer.write(inventoryFile, inventoryOf(level));
  balancer.write(
    settingsFile,
    `inventory: ${inventoryFile}\nsocket: ${socketPath}\n${hasMaster ? `master-socket: ${masterSocketPath}\n` : ''}`,
  );
  const built = await balancer.puppetlb(['build', '-q', '-o', configurationFile, inventoryFile]);
  expect([built.code, built.stderr]).toEqual([0, '']);
  await balancer.start({ mode, hasMasterSocket });
  await allUp(balancer);
  return balancer;
}

const allUp = (balancer: Balancer) =>
  until(async () => (await statusOf(balancer)).every((one) => / UP$/.test(one)), 'all are UP');

/** Servers with what HAProxy says of them. */
async function statusOf({ ask }: Balancer): Promise<string[]> {
  const lines = (await ask('show stat')).split('\n').map((line) => line.split(','));
  return lines
    .filter(([, name]) => name === 'c1' || name === 'c2')
    .map((words) => `${words[0]}/${words[1]} ${words[17]}`);
}

const recorded = (balancer: Balancer): RecordedState[] =>
  JSON.parse(balancer.read(statesFile)).states;
const names = (states: readonly RecordedState[]) =>
  states.map(({ proxy, server, state }) => `${proxy}/${server} ${state}`);
const disabled = (balancer: Balancer) =>
  [...balancer.read(configurationFile).matchAll(/server (\S+) .* disabled/g)].map(([, one]) => one);

describe.each(haproxies)('HAProxy $version', (haproxy) => {
  it('drains a host in all its pools, keeps it over reloads, and brings it back', async () => {
    const balancer = await prepare(haproxy);
    const reason = 'new disk\n\u001b[31mset server compile/c1 state maint';
    const drained = await balancer.puppetlb([
      ...['drain', 'c2', '--reason', reason, '--until', '2h', '--ticket', 'CHG-7'],
    ]);
    expect([drained.code, drained.stderr]).toEqual([0, '']);
    expect(drained.stdout).toMatch(
      /^compile\/c2: drain \(was ready\)\npcp\/c2: drain \(was ready\)\n/,
    );
    expect(drained.stdout).toMatch(
      /^DRAINED BY HAND c2 by root since \S+, until .*: new disk<U\+000A><U\+001B>\[31mset server/m,
    );
    expect(await statusOf(balancer)).toEqual([
      ...['compile/c1 UP', 'compile/c2 DRAIN', 'pcp/c1 UP', 'pcp/c2 DRAIN'],
    ]);
    expect(names(recorded(balancer))).toEqual(['compile/c2 drain', 'pcp/c2 drain']);
    expect(recorded(balancer)[0]).toMatchObject({ reason, ticket: 'CHG-7', by: 'root' });
    expect((await balancer.run(['stat', '-c', '%a %U', statesFile])).stdout).toBe('600 root\n');
    expect(disabled(balancer)).toEqual(['c2', 'c2']);

    const logged = balancer.logged().split(/(?=<85>)/);
    expect(logged).toEqual([
      expect.stringMatching(
        /action=drain step=start user=root ticket=CHG-7 servers=c2 reason="new disk<U\+000A><U\+001B>\[31mset .*" until=2/,
      ),
      expect.stringMatching(/step=set .* servers=compile\/c2,pcp\/c2 result=done$/),
      expect.stringMatching(/step=end .* result=0$/),
    ]);

    await balancer.reload();
    expect((await statusOf(balancer)).filter((one) => one.endsWith('MAINT'))).toHaveLength(2);
    const again = await balancer.puppetlb(['drain', 'c2']);
    expect([again.code, again.stdout]).toEqual([
      0,
      expect.stringContaining('compile/c2: drain (was maint)'),
    ]);
    const diff = await balancer.puppetlb([
      ...['diff', '--against', configurationFile, '--state', socketPath, inventoryFile],
    ]);
    expect([diff.code, diff.stdout]).toEqual([0, expect.stringMatching(/^DRAINED BY HAND c2 /)]);

    const pool = await balancer.puppetlb(['ready', 'c2', '--pool', 'pcp']);
    expect([pool.code, pool.stderr]).toEqual([0, '']);
    expect(names(recorded(balancer))).toEqual(['compile/c2 drain']);
    const ready = await balancer.puppetlb(['ready', 'compile/c2']);
    expect([ready.code, ready.stderr]).toEqual([0, '']);
    expect(ready.stdout).toMatch(/compile\/c2: check succeeds: connected/);
    await allUp(balancer);
    expect([recorded(balancer), disabled(balancer)]).toEqual([[], []]);
    const before = balancer.read(configurationFile);
    await balancer.puppetlb(['build', '-q', '-o', configurationFile, inventoryFile]);
    expect(balancer.read(configurationFile)).toBe(before);
  });

  it('refuses the last server, a check that fails, and names that are not there', async () => {
    const balancer = await prepare(haproxy);
    const fails = async (...words: string[]) => {
      const { code, stderr, stdout } = await balancer.puppetlb(words);
      return `${code} ${stdout}${stderr}`;
    };
    expect(await fails('drain', 'c3')).toBe('64 puppetlb: unknown server "c3"; known: c1, c2\n');
    expect(await fails('drain', 'compile/c22')).toMatch(/^64 .*did you mean compile\/c2\?/);
    expect(await fails('maint', 'c1', '--pool', 'compil')).toMatch(/did you mean compile\?/);
    expect(await fails('drain', 'c2', '--until', '2020-01-01')).toMatch(/^64 .* has passed/);
    expect(await fails('drain', 'c2', '--close', 'fast')).toMatch(/^64 .*write 10\/s/);
    expect(await fails('drain', 'c2', '--wait', '5m')).toMatch(/^64 .*write --wait=5m/);
    expect(await fails('drain')).toMatch(/^64 .*write puppetlb drain SERVER/);
    expect(() => balancer.read(statesFile)).toThrow();

    expect((await balancer.puppetlb(['maint', 'c1'])).code).toBe(0);
    expect(await fails('drain', 'c2')).toBe(
      '1 puppetlb: pool compile would have no server in rotation; add --allow-empty compile if it is on purpose\n',
    );
    expect(names(recorded(balancer))).toEqual(['compile/c1 maint', 'pcp/c1 maint']);
    expect(balancer.logged()).toMatch(
      /action=drain step=refused .*result="pool compile would have/,
    );
    expect(await fails('drain', 'c2', '--allow-empty', 'compil')).toMatch(
      /^64 .*did you mean compile/,
    );
    expect(await fails('drain', 'c2', '--pool', 'compile', '--allow-empty', 'compile')).toMatch(
      /^0 pool compile has no server in rotation: HAProxy refuses its clients\n/,
    );

    await balancer.health('127.0.0.2', 8140, 'refuse');
    expect(await fails('ready', 'c1')).toMatch(
      /^1 pcp\/c1: check succeeds: .*\n.*compile\/c1: .*refused.*; it stays out/,
    );
    expect(names(recorded(balancer))).toContain('compile/c1 maint');
    expect((await statusOf(balancer))[0]).toBe('compile/c1 MAINT');
    await balancer.health('127.0.0.2', 8140, 'up');
    expect((await balancer.puppetlb(['ready', 'c1'])).code).toBe(0);
  });

  it.each([
    ['by its master socket', {}],
    ['by the connections of the kernel', { hasMasterSocket: false }],
    ['without a master', { mode: 'daemon' }],
  ] as const)('waits for the connections of old workers %s', async (_how, options) => {
    const balancer = await prepare(haproxy, options);
    const [first, second] = [
      await balancer.connect('127.0.0.1', 8140),
      await balancer.connect('127.0.0.1', 8140),
    ];
    const [onC2] = [first, second].filter(({ hello }) => hello === 'c2');
    await balancer.reload();
    const held = await balancer.puppetlb(['drain', 'c2', '--wait=2s']);
    expect([held.code, held.stdout]).toEqual([
      5,
      expect.stringContaining('compile/c2, pcp/c2: 1 connection, 1 of them in old workers\n'),
    ]);
    expect(held.stderr).toMatch(/still 1 connection.* after 2 s; the state stays drain\n$/);
    expect(await balancer.isOpen(onC2?.key ?? 0)).toBe(true);
    const waiting = balancer.puppetlb(['drain', 'c2', '--wait=30s']);
    await balancer.disconnect(onC2?.key ?? 0);
    const { code, stdout } = await waiting;
    expect([code, stdout]).toEqual([0, expect.stringContaining('no connections\n')]);
    await balancer.disconnect(first === onC2 ? second.key : first.key);
  });

  it('ends sessions in batches, in old workers too', async () => {
    const balancer = await prepare(haproxy);
    const open = async () => {
      const made = [];
      for (let count = 0; count < 4; count += 1)
        made.push(await balancer.connect('127.0.0.1', 8140));
      return made.filter(({ hello }) => hello === 'c2');
    };
    const old = await open();
    await balancer.reload();
    const current = await open();
    expect([old.length, current.length]).toEqual([2, 2]);
    const { code, stdout } = await balancer.puppetlb(['drain', 'c2', '--close', '1/s']);
    expect(code).toBe(0);
    const seen = [...stdout.matchAll(/: (\d+|no) connections?/g)].map(([, count]) => count);
    expect(new Set(seen).size, stdout).toBeGreaterThan(1);
    expect(seen.at(-1)).toBe('no');
    for (const { key } of [...old, ...current]) expect(await balancer.isOpen(key)).toBe(false);
  });
});

const [usual] = haproxies.filter(({ root }) => root === '/');

describe('a state that is set', () => {
  const start = (options?: StartOptions, level?: string) =>
    prepare(usual ?? expect.fail(), options, level);

  it('needs a socket of level admin', async () => {
    const balancer = await start({}, 'operator');
    const { code, stderr } = await balancer.puppetlb(['drain', 'c2']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(
        /has level operator, .*stats-socket: "\/run\/haproxy\/admin\.sock mode 660 level admin"/,
      ),
    ]);
    expect(() => balancer.read(statesFile)).toThrow();
  });

  it('is kept by two who drain at once, and never empties a pool together', async () => {
    const balancer = await start();
    const both = await Promise.all([
      balancer.puppetlb(['drain', 'c1', '--pool', 'compile']),
      balancer.puppetlb(['drain', 'c2', '--pool', 'compile']),
      balancer.puppetlb(['drain', 'pcp/c1']),
    ]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 0, 1]);
    expect(names(recorded(balancer))).toHaveLength(2);
    const status = (await statusOf(balancer)).filter((one) => one.endsWith('DRAIN'));
    expect(status.sort()).toEqual(
      names(recorded(balancer)).map((one) => one.replace('drain', 'DRAIN')),
    );
  });

  it('holds where somebody reloads meanwhile', async () => {
    const balancer = await start();
    for (const [state, expected] of [
      ['drain', /^compile\/c2 (DRAIN|MAINT)$/],
      ['ready', /^compile\/c2 UP$/],
      ['maint', /^compile\/c2 MAINT$/],
    ] as const) {
      let isDone = false;
      const reloads = (async () => {
        while (!isDone) {
          await balancer.signalReload();
          await pause(120);
        }
      })();
      const { code, stderr } = await balancer.puppetlb([state, 'c2']);
      isDone = true;
      await reloads;
      expect([0, 1], stderr).toContain(code);
      if (code !== 0) continue;
      // Nothing of an earlier reload may come up any more.
      await pause(1000);
      await until(async () => expected.test((await statusOf(balancer))[1] ?? ''), state);
    }
  });

  it('leaves a file with other differences, and says what a reload does', async () => {
    const balancer = await start();
    const before = balancer.read(configurationFile);
    balancer.write(inventoryFile, inventoryOf().replace('roundrobin', 'leastconn'));
    const { code, stderr } = await balancer.puppetlb(['drain', 'c2']);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(
        /differs .* in more than this; .*; until puppetlb apply, a reload puts it back/,
      ),
    ]);
    expect(balancer.read(configurationFile)).toBe(before);
    balancer.write(inventoryFile, inventoryOf());
    balancer.write('/var/lib/puppetlb/apply.json', '{}');
    const pending = await balancer.puppetlb(['maint', 'c2']);
    expect([pending.code, pending.stderr]).toEqual([
      0,
      expect.stringMatching(/an apply is not confirmed yet; until puppetlb apply/),
    ]);
    expect(balancer.read(configurationFile)).toBe(before);
    balancer.write(inventoryFile, 'pools: [\n');
    const broken = await balancer.puppetlb(['maint', 'c2']);
    expect([broken.code, broken.stderr]).toEqual([
      0,
      expect.stringMatching(/has errors; puppetlb lint/),
    ]);
    expect(names(recorded(balancer))).toEqual(['compile/c2 maint', 'pcp/c2 maint']);
    const ready = await balancer.puppetlb(['ready', 'c2']);
    expect([ready.code, ready.stderr]).toEqual([1, expect.stringMatching(/cannot run the check/)]);
  });

  it('is written into the inventory where that is wanted, comments kept', async () => {
    const balancer = await start();
    const text = inventoryOf().replace(
      'c2: { address: 127.0.0.3 }',
      'c2: { address: 127.0.0.3 } # b',
    );
    balancer.write(inventoryFile, text);
    const reason = 'bad \u001b[31m"disk"';
    const { code, stderr } = await balancer.puppetlb([
      'drain',
      'c2',
      '--write',
      '--reason',
      reason,
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(balancer.read(inventoryFile)).toContain(
      `c2: { address: 127.0.0.3, state: drain, reason: 'bad <U+001B>[31m"disk"' } # b`,
    );
    const half = await balancer.puppetlb(['ready', 'c2']);
    expect([half.code, half.stderr]).toEqual([
      0,
      expect.stringMatching(
        /has state: drain for compile\/c2, which the next apply sets; add --write/,
      ),
    ]);
    expect(recorded(balancer)).toEqual([]);
    const ready = await balancer.puppetlb(['ready', 'c2', '--write']);
    expect([ready.code, ready.stderr, balancer.read(inventoryFile)]).toEqual([0, '', text]);
    expect(disabled(balancer)).toEqual([]);
  });

  it('names the state file of a node, and notices that an agent lifts it', async () => {
    const balancer = await start();
    for (const address of ['127.0.0.2', '127.0.0.3']) {
      await balancer.listen('node', address, 9200, 'http');
      // What an agent without a state file says.
      await balancer.listen('ready', address, 9201);
    }
    const check = '{ kind: node, inter: 200ms, agent: { port: 9201, inter: 300ms } }';
    const text = inventoryOf().replace('{ kind: tcp, inter: 200ms }', check);
    balancer.write(inventoryFile, text.replace('haproxy:', 'haproxy:\n  balancers: [127.0.0.1]'));
    const built = await balancer.puppetlb(['build', '-q', '-o', configurationFile, inventoryFile]);
    expect([built.code, built.stderr]).toEqual([0, '']);
    await balancer.reload();
    await allUp(balancer);
    const { key } = await balancer.connect('127.0.0.1', 8140);
    const other = await balancer.connect('127.0.0.1', 8140);
    const { code, stdout, stderr } = await balancer.puppetlb(['drain', 'c2', '--wait=20s']);
    expect(stdout).toMatch(
      /^only this balancer was changed; for every balancer, write "drain" and the reason into \/etc\/puppetmastercheck\/state on c2\n/,
    );
    expect(stderr).toMatch(/the agent of compile\/c2 undoes this with its next answer/);
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/ is ready( again|, not drain); .*its agent/),
    ]);
    for (const one of [key, other.key]) await balancer.disconnect(one);
  });

  it('never says that there are no connections where it cannot look', async () => {
    const balancer = await start({ mode: 'daemon' });
    balancer.write(settingsFile, `${balancer.read(settingsFile)}master-socket: /run/none.sock\n`);
    const { code, stdout } = await balancer.puppetlb(['drain', 'c2', '--wait=1s']);
    expect(code).toBe(5);
    expect(stdout).toMatch(/connections unknown: /);
    expect(stdout).not.toMatch(/no connections/);
  });
});
