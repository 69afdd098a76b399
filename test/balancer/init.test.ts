import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/apply/settings.ts';
import { haproxies } from '../integration/haproxies.ts';
import {
  type Balancer,
  configurationFile,
  masterSocketPath,
  pidFile,
  socketPath,
  useBalancers,
} from './balancer.ts';

const makeBalancer = useBalancers();
const settingsFile = '/etc/puppetlb/apply.yaml';

const configuration = (socket: string) => `global
  ${socket}
defaults
  mode tcp
  timeout connect 1s
  timeout client 1m
  timeout server 1m
listen pool
  bind 127.0.0.1:8140
  server a 127.0.0.2:8140
`;
const admin = `stats socket ${socketPath} mode 660 level admin`;

function settingsOf(balancer: Balancer) {
  const bytes = Buffer.from(balancer.read(settingsFile));
  const { settings, diagnostics } = readSettings({ name: 'apply.yaml', bytes });
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return settings;
}

describe.each(haproxies)('init --apply beside HAProxy $version', (haproxy) => {
  it('writes what it sees of the master, and refuses a file that is there', async () => {
    const balancer = await makeBalancer(haproxy);
    balancer.write(configurationFile, configuration(admin));
    balancer.write('/etc/haproxy/conf.d/app.cfg', 'listen app\n  bind 127.0.0.1:81\n');
    const files = [configurationFile, '/etc/haproxy/conf.d'];
    await balancer.start({ files, arguments: ['-L', 'lb1'] });
    await balancer.reload();
    const { code, stdout, stderr } = await balancer.puppetlb(['init', '--apply']);
    expect([code, stdout]).toEqual([0, `wrote ${settingsFile}\n`]);
    expect(stderr).toMatch(/HAProxy reads 2 files; check "configuration"/);
    expect(settingsOf(balancer)).toMatchObject({
      ...{ inventory: '/etc/puppetlb/puppetlb.yaml', haproxy: '/usr/sbin/haproxy', files },
      ...{ configuration: configurationFile, arguments: ['-L', 'lb1'], socket: socketPath },
      ...{ masterSocket: masterSocketPath, pidFile },
      reload: { by: 'master', socket: masterSocketPath },
    });
    const { mode, uid } = statSync(balancer.path(settingsFile));
    expect([mode & 0o7777, uid]).toEqual([0o644, 0]);
    const again = await balancer.puppetlb(['init', '--apply']);
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/already exists/)]);
    const forced = await balancer.puppetlb(['init', '--apply', '--force']);
    expect([forced.code, forced.stderr]).toEqual([64, expect.stringMatching(/exclude each other/)]);
    balancer.write('/etc/puppetlb/puppetlb.yaml', 'pools: []\n');
    const status = await balancer.puppetlb(['status']);
    expect(status.stderr).toMatch(/"pools" is an empty list/);
  });

  it('says what it could not find, and what to write', async () => {
    const balancer = await makeBalancer(haproxy);
    balancer.write(configurationFile, configuration('stats timeout 5s'));
    // Nobody can be asked whether it runs.
    await balancer.run(['haproxy', '-D', '-f', configurationFile]);
    const { code, stderr } = await balancer.puppetlb(['init', '--apply', '/srv/lb.yaml']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/stats socket was not found; add "stats socket .* level admin"/);
    expect(stderr).toMatch(/master socket .* was not found; start HAProxy with -S/);
    expect(stderr).toMatch(/way to reload HAProxy was not found/);
    expect(settingsOf(balancer)).toMatchObject({
      ...{ inventory: '/srv/lb.yaml', socket: undefined, reload: undefined },
    });
    expect(balancer.read(settingsFile)).toMatch(/^# socket: \/run\/haproxy\/admin.sock$/m);
  });
});

it('takes the files of packages where none runs, and refuses where there are none', async () => {
  const [haproxy] = haproxies;
  if (haproxy === undefined) return expect.fail('no HAProxy');
  const balancer = await makeBalancer(haproxy);
  const none = await balancer.puppetlb(['init', '--apply']);
  expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/no HAProxy runs here/)]);
  balancer.write(configurationFile, configuration(`stats socket ${socketPath} level user`));
  const { code, stderr } = await balancer.puppetlb(['init', '--apply']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/no HAProxy runs; start it/);
  expect(stderr).toMatch(/has level user: enough for status; drain and apply need/);
  expect(settingsOf(balancer)?.socket).toBe(socketPath);
});
