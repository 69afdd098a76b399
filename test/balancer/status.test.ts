import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { formatFileHashes } from '../../src/apply/file-hashes.ts';
import { formatJournal } from '../../src/apply/journal.ts';
import { schemas } from '../../src/generated/schemas.ts';
import { guarded, planOf } from '../apply/world.ts';
import { haproxies } from '../integration/haproxies.ts';
import { inventoryFile, inventoryOf, startApplied, twoServers } from './applying.ts';
import {
  type Balancer,
  configurationFile,
  masterSocketPath,
  type StartOptions,
  socketPath,
  useBalancers,
} from './balancer.ts';
import { until } from './namespace.ts';

const makeBalancer = useBalancers();

const settingsFile = '/etc/puppetlb/apply.yaml';

const inventory = (version: string, servers = '') => `haproxy:
  version: "${version}"
  global: { stats-socket: "${socketPath} mode 660 level admin", log: [], chroot: false, user: false, group: false }
defaults: { check: { kind: tcp, inter: 200ms, rise: 1, fall: 1 } }
pools:
  - name: compile
    bind: "127.0.0.1:8140"
    servers:
      - { name: compile01, address: 127.0.0.11 }
      - { name: compile02, address: 127.0.0.12${servers} }
`;

const settings = `inventory: ${inventoryFile}
socket: ${socketPath}
`;
const withMaster = `${settings}master-socket: ${masterSocketPath}\n`;

async function build(balancer: Balancer, text: string): Promise<void> {
  balancer.write(inventoryFile, text);
  const { code, stderr } = await balancer.puppetlb(['build', '-o', configurationFile]);
  if (code !== 0) throw new Error(stderr);
}

async function begin(
  balancer: Balancer,
  version: string,
  options: StartOptions = {},
  own = withMaster,
): Promise<void> {
  for (const end of [1, 2]) await balancer.listen(`compile0${end}`, `127.0.0.1${end}`, 8140);
  balancer.write(settingsFile, own);
  await build(balancer, inventory(version));
  await balancer.start(options);
  await until(async () => {
    const answer = await balancer.ask('show stat');
    return (answer.match(/^compile,compile0.*,UP,/gm) ?? []).length === 2;
  }, 'both servers are up');
}

async function status(balancer: Balancer, ...words: string[]) {
  return balancer.puppetlb(['status', ...words]);
}

const validate = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(schemas['status'] ?? ''),
);

async function json(balancer: Balancer) {
  const { code, stdout, stderr } = await status(balancer, '--format', 'json');
  expect(stderr).toBe('');
  const report = JSON.parse(stdout);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  return { code, report };
}

/** Runs as a user who is nobody special. */
const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

describe.each(haproxies)('status of HAProxy $version', (haproxy) => {
  const { version } = haproxy;

  it('says that all is the same, and in each format what differs', async () => {
    const balancer = await makeBalancer(haproxy);
    await begin(balancer, version);
    const same = await status(balancer);
    expect([same.code, same.stderr], same.stdout).toEqual([0, '']);
    expect(same.stdout).toMatch(/^FILE .*\(puppetlb-[0-9a-f]{12}\): same as the inventory$/m);
    expect(same.stdout).toMatch(/^RUNTIME .*PID \d+.*: same ID as the file$/m);
    expect(same.stdout).toMatch(/^POOL +compile: 2 of 2 servers in rotation$/m);
    expect(same.stdout).toMatch(/^no differences$/m);
    const fine = await status(balancer, '--format', 'nagios');
    expect([fine.code, fine.stdout]).toEqual([0, expect.stringMatching(/^PUPPETLB OK - /)]);

    await balancer.ask('set server compile/compile02 state drain');
    const drained = await status(balancer);
    expect(drained.code).toBe(2);
    expect(drained.stdout).toMatch(
      /^SERVER +compile\/compile02 state drain, in the inventory ready since .*\d\d:\d\d$/m,
    );
    const warned = await status(balancer, '--format', 'nagios');
    expect([warned.code, warned.stdout]).toEqual([
      1,
      'PUPPETLB WARNING - compile/compile02 state drain, in the inventory ready | differences=1 down=0 drained=0 old_workers=0 old_connections=0 pending=0\n',
    ]);

    await balancer.health('127.0.0.11', 8140, 'refuse');
    await until(async () => /compile01.*DOWN/.test(await balancer.ask('show stat')), 'it is DOWN');
    const { code, report } = await json(balancer);
    expect([code, report.is_same, report.pools]).toEqual([
      2,
      false,
      [{ pool: 'compile', servers: 2, in_rotation: 0, is_wanted: true }],
    ]);
    expect(report.servers).toMatchObject([
      { server: 'compile01', what: 'health', inventory: 'UP', runtime: 'DOWN' },
      { server: 'compile02', what: 'state', inventory: 'ready', runtime: 'drain' },
    ]);
    const file = '/run/puppetlb.prom';
    const both = await status(balancer, '--format', `prometheus=${file}`, '--format', 'nagios');
    expect([both.code, both.stdout]).toEqual([
      2,
      expect.stringMatching(/^PUPPETLB CRITICAL - pool compile has no server in rotation; /),
    ]);
    const metrics = balancer.read(file);
    expect(metrics).toMatch(/^puppetlb_status_up 1$/m);
    expect(metrics).toMatch(/^puppetlb_pool_servers_in_rotation\{pool="compile"\} 0$/m);
    expect(metrics).not.toMatch(/127\.0\.0\.1/);
  });

  it('finds a reload that is missing, old workers and their connections', async () => {
    const balancer = await makeBalancer(haproxy);
    await begin(balancer, version);
    const { key } = await balancer.connect('127.0.0.1', 8140);
    const first = await balancer.worker();
    await build(balancer, inventory(version).replace('8140"', '8141"'));
    const lost = await status(balancer);
    expect(lost.code).toBe(2);
    const [built, , runs] = [...lost.stdout.matchAll(/puppetlb-[0-9a-f]{12}/g)].map(([id]) => id);
    expect(runs).not.toBe(built);
    expect(lost.stdout).toMatch(
      /^RUNTIME .*: different from the file: a reload is missing or failed$/m,
    );
    expect(lost.stdout).toMatch(/^reload HAProxy, or run puppetlb apply$/m);
    await balancer.reload();
    const { code, report } = await json(balancer);
    expect([code, report.runtime.id], JSON.stringify(report)).toEqual([0, built]);
    expect(report.old_workers).toMatchObject([{ pid: first, connections: 1 }]);
    const nagios = await status(balancer, '--format', 'nagios');
    expect(nagios.stdout).toMatch(/ old_workers=1 old_connections=1 /);
    await balancer.disconnect(key);
    await until(async () => (await json(balancer)).report.old_workers.length === 0, 'it ended');

    balancer.write(configurationFile, `${balancer.read(configurationFile)}# a comment\n`);
    expect((await status(balancer)).stdout).toMatch(/in comments or order only$/m);
    const edited = balancer.read(configurationFile).replace('8141', '8142');
    balancer.write(configurationFile, edited);
    const differs = await json(balancer);
    expect([differs.code, differs.report.file.state]).toEqual([2, 'differs']);
    await balancer.run(['rm', configurationFile]);
    expect((await status(balancer)).stdout).toMatch(/^FILE .*: no such file$/m);
  });

  it('answers in the middle of reloads, of two workers the one that serves', async () => {
    const balancer = await makeBalancer(haproxy);
    await begin(balancer, version);
    await balancer.connect('127.0.0.1', 8140);
    for (let times = 0; times < 4; times += 1) {
      await balancer.signalReload();
      const { code, report } = await json(balancer);
      expect([code, report.runtime.state]).toEqual([0, 'same']);
    }
  });

  it('says what it could not ask, and what to write', async () => {
    const balancer = await makeBalancer(haproxy);
    await begin(balancer, version, { hasMasterSocket: false }, settings);
    const { code, report } = await json(balancer);
    expect([code, report.old_workers]).toEqual([0, null]);
    expect(report.unknown).toEqual([expect.stringMatching(/^old workers: .*master-socket/)]);

    const program = ['puppetlb', 'status', '--format', 'prometheus=/run/puppetlb.prom'];
    const denied = await balancer.puppetlb(program.slice(1), { as: asNobody });
    expect([denied.code, denied.stderr]).toEqual([74, expect.stringMatching(/permission denied/)]);
    const unknown = await balancer.puppetlb(['status', '--format', 'nagios'], { as: asNobody });
    expect([unknown.code, unknown.stdout]).toEqual([
      3,
      expect.stringMatching(/^PUPPETLB UNKNOWN - .*permission denied/),
    ]);

    await balancer.run(['sh', '-c', 'kill -9 $(cat /run/haproxy.pid)']);
    await until(async () => (await balancer.worker()) === 0, 'HAProxy is dead');
    const dead = await status(balancer, '--format', 'prometheus=/run/puppetlb.prom');
    expect([dead.code, dead.stderr]).toEqual([3, expect.stringMatching(/connection refused/)]);
    expect(balancer.read('/run/puppetlb.prom')).toMatch(/^puppetlb_status_up 0$/m);
    const critical = await status(balancer, '--format', 'nagios');
    expect([critical.code, critical.stdout]).toEqual([
      2,
      expect.stringMatching(/^PUPPETLB CRITICAL - .*connection refused/),
    ]);

    balancer.write(settingsFile, settings.replace(/^socket.*\n/m, ''));
    const without = await status(balancer);
    expect([without.code, without.stdout]).toEqual([3, '']);
    expect(without.stderr).toMatch(
      /add "stats socket \/run\/haproxy\/admin.sock mode 660 level admin"/,
    );
    const nagios = await status(balancer, '--format', 'nagios');
    expect([nagios.code, nagios.stdout]).toEqual([
      3,
      expect.stringMatching(/^PUPPETLB UNKNOWN - .*names no stats socket/),
    ]);
    await balancer.run(['rm', settingsFile]);
    const none = await status(balancer);
    expect([none.code, none.stderr]).toEqual([74, expect.stringMatching(/init --apply/)]);
  });
});

it('takes a drain with a reason for fine until its day has passed', async () => {
  const [haproxy] = haproxies;
  if (haproxy === undefined) return expect.fail('no HAProxy');
  const balancer = await makeBalancer(haproxy);
  await begin(balancer, haproxy.version);
  const drain = (until: string) =>
    inventory(haproxy.version, `, state: drain, reason: upgrade, until: ${until}`);
  await build(balancer, drain('2099-12-31'));
  await balancer.reload();
  const fine = await status(balancer, '--format', 'nagios');
  expect([fine.code, fine.stdout]).toEqual([0, expect.stringMatching(/ drained=1 /)]);
  expect((await status(balancer)).stdout).toMatch(
    /^OUT +compile\/compile02 drain until 2099-12-31: upgrade$/m,
  );
  await build(balancer, drain('2020-01-01'));
  await balancer.reload();
  const over = await status(balancer, '--format', 'nagios');
  expect([over.code, over.stdout]).toEqual([
    1,
    expect.stringMatching(/compile02 is out of rotation after 2020-01-01/),
  ]);
});

it('shows who took a server out by hand, why and until when', async () => {
  const [haproxy] = haproxies;
  if (haproxy === undefined) return expect.fail('no HAProxy');
  const balancer = await makeBalancer(haproxy);
  await begin(balancer, haproxy.version);
  const words = ['--reason', 'upgrade to 8.7', '--until', '2h', '--ticket', 'CHG-7'];
  const drained = await balancer.puppetlb(['drain', 'compile02', ...words]);
  expect([drained.code, drained.stderr]).toEqual([0, '']);
  const { code, stdout } = await status(balancer);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^no differences$/m)]);
  expect(stdout).toMatch(
    /^DRAINED BY HAND +compile\/compile02 drain by root since .*\d\d:\d\d until .*ticket CHG-7: upgrade to 8\.7$/m,
  );
  const nagios = await status(balancer, '--format', 'nagios');
  expect([nagios.code, nagios.stdout]).toEqual([0, expect.stringMatching(/^PUPPETLB OK - /)]);
  const metrics = await status(balancer, '--format', 'prometheus');
  expect(metrics.stdout).toMatch(/^puppetlb_drains 1$/m);
  expect(metrics.stdout).not.toMatch(/upgrade|root|CHG/);
});

it('says of other files which of them changed, and of an apply that it is pending', async () => {
  const [haproxy] = haproxies;
  if (haproxy === undefined) return expect.fail('no HAProxy');
  const balancer = await makeBalancer(haproxy);
  const other = '/etc/haproxy/conf.d/app12.cfg';
  balancer.write(other, 'listen app12\n  mode tcp\n  bind 127.0.0.1:9012\n');
  const files = [configurationFile, '/etc/haproxy/conf.d'];
  const own = `${withMaster}files: [${files.join(', ')}]\nconfiguration: ${configurationFile}\n`;
  await begin(balancer, haproxy.version, { files }, own);
  expect((await status(balancer)).code).toBe(0);
  const hashOf = (name: string) => createHash('sha256').update(balancer.read(name)).digest('hex');
  const hashes = Object.fromEntries([configurationFile, other].map((name) => [name, hashOf(name)]));
  balancer.write('/var/lib/puppetlb/files.json', formatFileHashes(hashes));
  expect((await status(balancer)).code).toBe(0);
  balancer.write(other, `${balancer.read(other)}# changed\n`);
  const changed = await status(balancer);
  expect([changed.code, changed.stdout]).toEqual([
    2,
    expect.stringMatching(/^CHANGED +other file changed: \/etc\/haproxy\/conf.d\/app12.cfg$/m),
  ]);
  const named = { user: 'alice', started: '2026-11-30 02:14', step: 'watched' } as const;
  const journal = formatJournal({ ...guarded(planOf()), ...named });
  balancer.write('/var/lib/puppetlb/apply.json', journal);
  expect((await status(balancer)).stdout).toMatch(
    /^PENDING +change by alice since 2026-11-30 02:14, step "watched"$/m,
  );
});

it('remembers at an apply what the files were', async () => {
  const [haproxy] = haproxies;
  if (haproxy === undefined) return expect.fail('no HAProxy');
  const balancer = await makeBalancer(haproxy);
  const { version } = haproxy;
  await startApplied(balancer, haproxy);
  balancer.write(
    inventoryFile,
    inventoryOf({ version, servers: twoServers, more: '    retries: 5\n' }),
  );
  const applied = await balancer.puppetlb(['apply', '--yes']);
  expect([applied.code, applied.stderr], applied.stdout).toEqual([0, '']);
  const same = await json(balancer);
  expect([same.code, same.report.file.is_edited]).toEqual([0, false]);
  balancer.write(configurationFile, balancer.read(configurationFile).replace('8140', '8149'));
  const edited = await status(balancer);
  expect([edited.code, edited.stdout]).toEqual([
    2,
    expect.stringMatching(
      /^FILE .*: changed since the last apply, \d differences? from the inventory$/m,
    ),
  ]);
});
