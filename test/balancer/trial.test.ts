import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { haproxies, type RealHaproxy } from '../integration/haproxies.ts';
import { type Balancer, configurationFile, pidFile, socketPath, useBalancers } from './balancer.ts';
import { standIns } from './namespace.ts';

const makeBalancer = useBalancers();

/** A program that runs a version with its own libraries, and not in a root of its own: it sees what is hidden. */
function programOf({ root }: RealHaproxy): string {
  if (root === '/') return '#!/bin/sh\nexec /usr/sbin/haproxy "$@"\n';
  const libraries = join(root, 'lib/x86_64-linux-gnu');
  const loader = readdirSync(libraries).find((name) => /^ld-(?:linux-x86-64|2\.).*\.so/.test(name));
  const path = [libraries, join(root, 'usr/lib/x86_64-linux-gnu')].join(':');
  const program = join(root, 'usr/sbin/haproxy');
  return `#!/bin/sh\nexec ${join(libraries, loader ?? '')} --library-path ${path} ${program} "$@"\n`;
}

const inventory = ({ global = '', bind = '127.0.0.1:8140', sections = '' } = {}) => `haproxy:
  version: "2.2"
  global: { stats-socket: ${socketPath}, ${global} }
${sections === '' ? '' : `  sections: ${JSON.stringify(sections)}\n`}pools:
  - name: compile
    bind: ${bind}
    check: tcp
    servers: [{ name: a, address: 192.0.2.7 }]
`;

const source = '/etc/puppetlb/puppetlb.yaml';
const words = ['build', source, '--haproxy', 'off', '--format', 'concise', '-o', configurationFile];

/** A balancer on which a built file runs. */
async function runningBalancer(haproxy: RealHaproxy): Promise<Balancer> {
  const balancer = await makeBalancer(haproxy);
  balancer.write(`${standIns}/tried`, programOf(haproxy), 0o755);
  balancer.write(source, inventory());
  balancer.write(
    '/etc/puppetlb/apply.yaml',
    `inventory: /etc/puppetlb/puppetlb.yaml\nhaproxy: ${standIns}/tried\nsocket: ${socketPath}\npid-file: ${pidFile}\n`,
  );
  const { code, stderr } = await balancer.puppetlb(words);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')]);
  await balancer.start();
  return balancer;
}

/** What is in the folder of the sockets, and how many processes are called haproxy. */
function tracesOf({ path, namespace }: Balancer) {
  const folder = `/proc/${namespace.pid}/root/proc`;
  const names = readdirSync(folder).flatMap((name) =>
    /^\d+$/.test(name) ? readFileSync(`${folder}/${name}/comm`, 'utf8') : [],
  );
  return {
    sockets: readdirSync(path('/run/haproxy')),
    processes: names.filter((name) => /^(?:haproxy|ld-)/.test(name)).length,
  };
}

describe.each(haproxies)('a trial of HAProxy $version', (haproxy) => {
  it('leaves the one that serves as it is', async () => {
    const balancer = await runningBalancer(haproxy);
    const [before, worker, logged] = [
      tracesOf(balancer),
      await balancer.worker(),
      balancer.logged(),
    ];
    balancer.write(source, inventory({ bind: '127.0.0.1:8141' }));
    const good = await balancer.puppetlb([...words, '--preflight', '--trial', '--check']);
    expect([good.code, good.stderr]).toEqual([2, expect.not.stringContaining('HAP40')]);
    expect(good.stderr).not.toContain('tried');
    const sections = 'listen more\n  bind 127.0.0.1:1\n  errorfile 503 /nowhere/503.http\n';
    balancer.write(source, inventory({ sections }));
    const bad = await balancer.puppetlb([...words, '--preflight', '--trial']);
    expect([bad.code, bad.stderr]).toEqual([1, expect.stringMatching(/:4:\d+: error HAP407/)]);
    expect(bad.stderr).toContain('/nowhere/503.http');
    expect([tracesOf(balancer), await balancer.worker()]).toEqual([before, worker]);
    expect(balancer.logged()).toBe(logged);
  });
});

const [, debian = haproxies[0]] = haproxies;
if (debian === undefined) throw new Error('no HAProxy');

describe('a trial', () => {
  it.each([
    ['insecure-fork-wanted', { global: 'extra: [insecure-fork-wanted]' }],
    ['lua-load', { global: 'extra: [lua-load /nowhere.lua]' }],
    ['external-check', { global: 'extra: [external-check]' }],
    ['program', { sections: 'program some\n  command /bin/true\n' }],
    ['namespace', { sections: 'listen more\n  bind 127.0.0.1:1 namespace other\n' }],
  ])('is refused where %s would act outside of it', async (word, more) => {
    const balancer = await makeBalancer(debian);
    balancer.write(source, inventory(more));
    const asked = [...words, '--preflight', '--trial'];
    const { code, stderr } = await balancer.puppetlb(asked);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`error HAP408 "${word}"`)]);
  });

  it('says that nothing was tried where there may be no namespaces', async () => {
    const balancer = await makeBalancer(debian);
    balancer.write(source, inventory());
    const { code, stderr } = await balancer.run([
      ...['setpriv', '--bounding-set=-sys_admin', process.execPath],
      ...[join(import.meta.dirname, '../../build/dist/puppetlb.cjs'), ...words],
      ...['--preflight', '--trial'],
    ]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('trial: unshare')]);
  });
});

describe('what is built for this machine', () => {
  it('is checked where the settings name the file, and elsewhere only when it is asked for', async () => {
    const balancer = await runningBalancer(debian);
    const absent = inventory({ bind: '10.9.9.9:8140' });
    balancer.write(source, absent);
    const own = await balancer.puppetlb(words);
    expect([own.code, own.stderr]).toEqual([1, expect.stringContaining('error HAP401')]);
    const other = await balancer.puppetlb([
      ...words.slice(0, -1),
      '/tmp/other-haproxy.cfg',
      '--check',
    ]);
    expect(other.stderr).not.toContain('HAP401');
    const diff = await balancer.puppetlb(['diff', source, '--against', configurationFile]);
    expect([diff.code, diff.stderr]).toEqual([1, expect.stringContaining('HAP401')]);
    expect(diff.stdout).toContain('10.9.9.9:8140');
  });

  it('is not asked for what runs already, nor for what is beside it', async () => {
    const balancer = await runningBalancer(debian);
    await balancer.run(['ip', 'address', 'add', '10.9.9.9/32', 'dev', 'lo']);
    balancer.write(source, inventory({ bind: '10.9.9.9:8140' }));
    expect((await balancer.puppetlb(words)).code).toBe(0);
    await balancer.reload();
    await balancer.run(['ip', 'address', 'del', '10.9.9.9/32', 'dev', 'lo']);
    const { code, stderr } = await balancer.puppetlb(words);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('HAP40')]);
    const wider = inventory({ bind: '["10.9.9.9:8140", ":8140"]' });
    balancer.write(source, wider);
    expect((await balancer.puppetlb(words)).stderr).not.toContain('HAP40');
  });

  it('does not wait for a pipe in place of the pid file, nor take the number of another program', async () => {
    const balancer = await runningBalancer(debian);
    balancer.write(source, inventory({ bind: '10.9.9.9:8140' }));
    for (const odd of [
      `rm ${pidFile}; mkfifo ${pidFile}`,
      `rm ${pidFile}; echo 1 > ${pidFile}`,
      `ln -sf /nowhere ${pidFile}`,
      `rm -f ${pidFile}; mkdir ${pidFile}`,
    ]) {
      await balancer.run(['sh', '-c', odd]);
      const { code, stderr } = await balancer.puppetlb(words);
      expect([code, stderr]).toEqual([1, expect.stringContaining('error HAP401')]);
      expect(stderr).not.toContain('is not running');
    }
  });

  it('needs the files beside it', async () => {
    const balancer = await runningBalancer(debian);
    const settings = balancer.read('/etc/puppetlb/apply.yaml');
    const files = `files: [${configurationFile}, /etc/haproxy/other.cfg]\nconfiguration: ${configurationFile}\n`;
    balancer.write('/etc/puppetlb/apply.yaml', `${settings}${files}`);
    const missing = await balancer.puppetlb(words);
    expect(missing.stderr).toContain('error HAP406 "/etc/haproxy/other.cfg"');
    balancer.write('/etc/haproxy/other.cfg', 'listen other\n  bind 10.9.9.9:1\n');
    const { code, stderr } = await balancer.puppetlb(words);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('HAP40')]);
  });
});

describe.each(haproxies)('an address that left HAProxy $version', (haproxy) => {
  it.each([
    ['with handed sockets', 'expose-fd listeners'],
    ['without', ''],
  ])('%s is missed where the reload misses it', async (_, option) => {
    const balancer = await makeBalancer(haproxy);
    const address = (verb: string) =>
      balancer.run(['ip', 'address', verb, '10.9.9.9/32', 'dev', 'lo']);
    await address('add');
    const timeouts = '  timeout connect 5s\n  timeout client 5s\n  timeout server 5s\n';
    balancer.write(
      configurationFile,
      `global\n  stats socket ${socketPath} ${option}\ndefaults\n  mode tcp\n${timeouts}listen one\n  bind 10.9.9.9:8140\n`,
    );
    await balancer.start();
    await address('del');
    balancer.write(source, inventory({ bind: '10.9.9.9:8140' }));
    const { stderr } = await balancer.puppetlb([...words, '--preflight', '--check']);
    await balancer.puppetlb([...words, '--force']);
    await balancer.signalReload();
    await pause(3500);
    const said = await balancer.ask('show info').catch(() => '');
    expect(stderr.includes('HAP401'), stderr).toBe(!said.includes('puppetlb-'));
  });
});

describe.each(haproxies)('the limit of files of HAProxy $version', (haproxy) => {
  it('is held against maxconn as HAProxy does', async () => {
    const balancer = await runningBalancer(haproxy);
    const of = (name: string) => readFileSync(`/proc/self/${name}`, 'utf8');
    const capabilities = Number.parseInt(/^CapEff:\s*(\S+)/m.exec(of('status'))?.[1] ?? '', 16);
    const hasResource = Math.floor(capabilities / 2 ** 24) % 2 === 1;
    const own = Number(/^Max open files +\S+ +(\d+)/m.exec(of('limits'))?.[1]);
    const most = hasResource ? Number(readFileSync('/proc/sys/fs/nr_open', 'utf8')) : own;
    for (const global of [
      `maxconn: ${Math.ceil(most / 2)}`,
      `maxconn: ${Math.floor(most / 2) - 60}`,
      `maxconn: ${Math.ceil(most / 2)}, extra: [no strict-limits]`,
      `maxconn: ${Math.ceil(most / 2)}, extra: [strict-limits]`,
      `extra: [ulimit-n ${most + 1}]`,
    ]) {
      balancer.write(source, inventory({ global }));
      const { stderr } = await balancer.puppetlb(words);
      const built = ['build', source, '--haproxy', 'off', '-o', '/etc/haproxy/tried.cfg', '-q'];
      await balancer.puppetlb(built);
      const start = ['timeout', '1', '/usr/sbin/haproxy', '-db', '-f', '/etc/haproxy/tried.cfg'];
      const { code } = await balancer.run(start);
      const isRunning = code === 124;
      expect(/error HAP405/.test(stderr), `${global}: ${stderr} ${code}`).toBe(!isRunning);
    }
  });
});
