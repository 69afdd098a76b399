import { describe, expect, it } from 'vitest';
import { settingsFile } from '../../src/apply/paths.ts';
import { formatStates } from '../../src/apply/states-file.ts';
import { program } from '../built.ts';
import { haproxies } from '../integration/haproxies.ts';
import { type Balancer, configurationFile, useBalancers } from './balancer.ts';

const statesFile = '/var/lib/puppetlb/states.json';
const inventoryFile = '/etc/puppetlb/puppetlb.yaml';

const inventory = `pools:
  - name: compile
    bind: 127.0.0.1:8140
    check: tcp
    servers: [{ name: c1, address: 10.0.0.2 }, { name: c2, address: 10.0.0.3 }]
`;

const drained = formatStates([
  {
    ...{ proxy: 'compile', server: 'c2', state: 'drain', by: 'ann' },
    since: new Date(2026, 10, 1, 2, 14).toISOString(),
    reason: 'bad \u001b[31mdisk\nDRAINED BY HAND c1',
  },
]);

const makeBalancer = useBalancers();
const newest = haproxies.filter(({ root }) => root === '/');

const unchecked = 'puppetlb: not checked on this machine: file limit (HAProxy is not running)\n';

async function prepare(states?: string): Promise<Balancer> {
  const [haproxy] = newest;
  const balancer = await makeBalancer(haproxy ?? expect.fail());
  balancer.write(inventoryFile, inventory);
  balancer.write(settingsFile, `inventory: ${inventoryFile}\n`);
  if (states !== undefined) balancer.write(statesFile, states, 0o600);
  return {
    ...balancer,
    /** HAProxy does not run here, which is said of each file that it reads. */
    async puppetlb(words, options) {
      const output = await balancer.puppetlb(words, options);
      return { ...output, stderr: output.stderr.replace(unchecked, '') };
    },
  };
}

const build = (balancer: Balancer, ...words: string[]) =>
  balancer.puppetlb(['build', '--haproxy', 'off', ...words, inventoryFile]);

describe('what was set by hand', () => {
  it('is in the file of this balancer alone, and is said first', async () => {
    const balancer = await prepare(drained);
    const said =
      'DRAINED BY HAND c2 by ann since 2026-11-01 02:14: bad <U+001B>[31mdisk<U+000A>DRAINED BY HAND c1\n';
    const built = await build(balancer, '-o', configurationFile);
    expect([built.code, built.stderr]).toEqual([0, said]);
    expect(balancer.read(configurationFile)).toMatch(/server c2 .* disabled$/m);
    expect(balancer.read(configurationFile)).not.toMatch(/server c1 .* disabled$/m);

    const same = await balancer.puppetlb(['diff', '--against', configurationFile, inventoryFile]);
    expect([same.code, same.stdout.startsWith(said)]).toEqual([0, true]);
    const folder = await balancer.puppetlb(['diff', '--against', '/etc/haproxy', inventoryFile]);
    expect([folder.code, folder.stdout.startsWith(said)]).toEqual([0, true]);
    const json = await balancer.puppetlb([
      'diff',
      '--against',
      configurationFile,
      '--format=json',
      inventoryFile,
    ]);
    expect([json.code, json.stderr, JSON.parse(json.stdout).changes]).toEqual([0, said, []]);
    expect((await build(balancer, '--check', '-o', configurationFile)).code).toBe(0);

    const elsewhere = await build(balancer, '-o', '/etc/puppetlb/other.cfg');
    expect([elsewhere.code, elsewhere.stderr]).toEqual([0, '']);
    const printed = await build(balancer);
    expect([printed.stderr, balancer.read('/etc/puppetlb/other.cfg')]).toEqual([
      '',
      printed.stdout,
    ]);
    expect(printed.stdout).not.toMatch(/disabled/);
  });

  it('does not change the configuration ID, and survives a newer inventory', async () => {
    const balancer = await prepare();
    await build(balancer, '-o', configurationFile);
    const id = () => /puppetlb-[0-9a-f]{12}/.exec(balancer.read(configurationFile))?.[0];
    const before = id();
    balancer.write(statesFile, drained, 0o600);
    await build(balancer, '-o', configurationFile);
    expect(id()).toBe(before);
    const ready = inventory.replace('10.0.0.3 }', '10.0.0.3, state: ready, weight: 7 }');
    balancer.write(inventoryFile, ready);
    await build(balancer, '-o', configurationFile);
    expect(balancer.read(configurationFile)).toMatch(/server c2 .* weight 7 disabled$/m);
    balancer.write(inventoryFile, inventory.replaceAll('c2', 'c3'));
    const { stderr, code } = await build(balancer, '-o', configurationFile);
    expect([code, stderr.split('\n')[1]]).toEqual([
      0,
      'puppetlb: the inventory has no compile/c2, which was drained by hand; run puppetlb ready compile/c2 to remove its record',
    ]);
  });

  it('is never ignored where it cannot be known', async () => {
    const balancer = await prepare(drained.slice(0, 60));
    await build(balancer, '-o', '/etc/puppetlb/other.cfg');
    const damaged = await build(balancer, '-o', configurationFile);
    expect([damaged.code, damaged.stderr]).toEqual([
      74,
      expect.stringMatching(
        /^puppetlb: \/var\/lib\/puppetlb\/states\.json:5:16: .*; fix it, or move it away/,
      ),
    ]);
    balancer.write(statesFile, drained, 0o666);
    const open = await build(balancer, '-o', configurationFile);
    expect([open.code, open.stderr]).toEqual([
      1,
      'puppetlb: /var/lib/puppetlb/states.json is ignored: other users may write to it\n',
    ]);
    balancer.write(statesFile, drained, 0o600);
    balancer.write(settingsFile, 'inventory: 7\n');
    const unset = await build(balancer, '-o', configurationFile);
    expect([unset.code, unset.stderr]).toEqual([
      1,
      expect.stringMatching(/states\.json records servers that were drained by hand; fix/),
    ]);
    expect(() => balancer.read(configurationFile)).toThrow();
  });

  it('is said to be unknown to a user who may not look', async () => {
    const balancer = await prepare(drained);
    await build(balancer, '-o', configurationFile);
    const asNobody = (...words: string[]) =>
      balancer.run([
        ...['setpriv', '--reuid', '65534', '--clear-groups', '--', process.execPath, program],
        ...words,
      ]);
    const compared = await asNobody('diff', '--against', configurationFile, inventoryFile);
    expect([compared.code, compared.stderr.replace(unchecked, '')]).toEqual([
      2,
      'puppetlb: /var/lib/puppetlb/states.json: permission denied; run as root; servers that were drained by hand are unknown\n',
    ]);
    const built = await asNobody(
      'build',
      '--haproxy',
      'off',
      '-o',
      configurationFile,
      inventoryFile,
    );
    expect([built.code, built.stderr]).toEqual([
      74,
      'puppetlb: /var/lib/puppetlb/states.json: permission denied; run as root\n',
    ]);
  });
});
