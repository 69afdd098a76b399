import { existsSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, type Ended, inventory, recipe, recipes, toDesk } from './recipe.ts';

let desk: Desk;
beforeEach(() => {
  desk = toDesk();
});
afterEach(() => desk.remove());

const late = ', state: drain, reason: upgrade, until: 2026-01-01';

describe('make', () => {
  const make = (target: string): Promise<Ended> =>
    desk.run(['make', target, 'INSTALLED=installed.cfg']);

  beforeEach(() => {
    desk.write('Makefile', recipe('Makefile'));
    desk.write('puppetlb.yaml', inventory());
    desk.program('systemctl', 'echo "$@" >>systemctl.log');
  });

  it('builds once, and again where the inventory is newer', async () => {
    expect(await make('haproxy.cfg')).toMatchObject({ status: 0 });
    expect(desk.read('haproxy.cfg')).toContain('server compile02 10.0.0.102:8140 check ');
    expect((await make('haproxy.cfg')).stdout).toContain("'haproxy.cfg' is up to date");
    desk.write('puppetlb.yaml', `# a comment\n${inventory()}`);
    expect((await make('haproxy.cfg')).stdout).toContain('puppetlb build -o haproxy.cfg');
    expect((await make('haproxy.cfg')).stdout).toContain("'haproxy.cfg' is up to date");
  });

  it('stops at a mistake, before anything is written', async () => {
    desk.write('puppetlb.yaml', inventory().replace('compile02', 'compile01'));
    const { status, stdout } = await make('haproxy.cfg');
    expect(status).toBe(2);
    expect(stdout).toContain('server name "compile01" is already taken');
    expect(existsSync(desk.path('haproxy.cfg'))).toBe(false);
  });

  it('shows a preview', async () => {
    await make('haproxy.cfg');
    desk.write('installed.cfg', desk.read('haproxy.cfg').replace('10.0.0.102', '10.0.0.103'));
    const { status, stdout } = await make('preview');
    expect(stdout).toMatch(/compile02 address: 10\.0\.0\.103:8140 -> 10\.0\.0\.102:8140/);
    expect(status).toBe(0);
    rmSync(desk.path('installed.cfg'));
    expect((await make('preview')).status).toBe(2);
  });

  it('installs where every master answers, and changes nothing where one does not', async () => {
    const install = (answering: string): Promise<Ended> =>
      desk.run([
        'unshare',
        '--net',
        '--pid',
        '--fork',
        '--kill-child',
        'sh',
        '-ec',
        `
        ip link set lo up
        for address in 10.0.0.101 10.0.0.102; do ip address add $address/32 dev lo; done
        for address in ${answering}; do
          socat TCP-LISTEN:8140,bind=$address,fork,reuseaddr OPEN:/dev/null &
          until socat -u OPEN:/dev/null TCP:$address:8140 2>/dev/null; do sleep 0.1; done
        done
        make install INSTALLED=installed.cfg`,
      ]);
    desk.write('installed.cfg', 'as it was');
    expect((await install('10.0.0.101')).stdout).toContain('FAIL  compile/compile02');
    expect(desk.read('installed.cfg')).toBe('as it was');
    const { status, stdout, stderr } = await install('10.0.0.101 10.0.0.102');
    expect(status, stdout + stderr).toBe(0);
    expect(desk.read('installed.cfg')).toBe(desk.read('haproxy.cfg'));
    expect(desk.read('systemctl.log')).toBe('reload haproxy\n');
  });
});

describe('Jenkins', () => {
  const steps = [...recipe('Jenkinsfile').matchAll(/^ +sh '([^']+)'$/gm)].map(
    ([, line = '']) => line,
  );

  async function build(): Promise<readonly Ended[]> {
    const runs: Ended[] = [];
    for (const step of steps) {
      runs.push(await desk.run(['sh', '-xe', '-c', step]));
      if (runs.at(-1)?.status !== 0) break;
    }
    return runs;
  }

  it('has a stage that passes what is right, and fails what is not', async () => {
    expect(steps).toHaveLength(2);
    desk.write('puppetlb.yaml', inventory());
    await desk.run(['puppetlb', 'build', '-o', 'haproxy.cfg', '--haproxy', 'off']);
    expect((await build()).map(({ status }) => status)).toEqual([0, 0]);
    desk.write('haproxy.cfg', 'global\n');
    expect((await build()).map(({ status }) => status)).toEqual([0, 2]);
    desk.write('puppetlb.yaml', inventory().replace('compile02', 'compile01'));
    expect((await build()).map(({ status }) => status)).toEqual([1]);
  });

  it('leaves the reports that its steps name, also of what is wrong', async () => {
    desk.write('puppetlb.yaml', inventory().replace('compile02', 'compile01'));
    await build();
    const [, pattern = ''] = /pattern: '([^']+)'/.exec(recipe('Jenkinsfile')) ?? [];
    expect(desk.read(pattern)).toContain('source="puppetlb.INV102"');
    const [, option = '', file = ''] =
      /`(--format junit=\S+)`, and `junit '(\S+)'`/.exec(recipes) ?? [];
    await desk.run(['puppetlb', 'lint', ...option.split(' ')]);
    expect(desk.read(file)).toContain('<failure ');
  });

  it('has braces that close', () => {
    const text = recipe('Jenkinsfile');
    expect(text.match(/[{(]/g)).toHaveLength(text.match(/[})]/g)?.length ?? 0);
  });
});

describe('dates', () => {
  it('are judged by the line for cron, which is silent where none has passed', async () => {
    const [, line = ''] = /^(?:\S+ ){5}nobody (.*)$/m.exec(recipe('puppetlb.cron')) ?? [];
    const told = (): Promise<Ended> =>
      desk.run(['sh', '-c', line.replace('/srv/masters', desk.path(''))]);
    desk.write('puppetlb.yaml', inventory());
    expect(await told()).toEqual({ status: 0, stdout: '', stderr: '' });
    desk.write('puppetlb.yaml', inventory(late));
    const { status, stdout } = await told();
    expect(status).toBe(1);
    expect(stdout).toContain('is still out of rotation after 2026-01-01');
  });

  it('have units that systemd takes', async () => {
    for (const name of ['puppetlb-dates.service', 'puppetlb-dates.timer']) {
      desk.write(name, recipe(name));
    }
    const units = [desk.path('puppetlb-dates.service'), desk.path('puppetlb-dates.timer')];
    const { status, stderr } = await desk.run(['systemd-analyze', 'verify', ...units]);
    expect(stderr.split('\n').filter((line) => line.includes('puppetlb'))).toEqual([]);
    expect(status, stderr).toBe(0);
    const [, calendar = ''] = /^OnCalendar=(.*)$/m.exec(recipe('puppetlb-dates.timer')) ?? [];
    expect((await desk.run(['systemd-analyze', 'calendar', calendar])).status).toBe(0);
    const [, start = ''] = /^ExecStart=(.*)$/m.exec(recipe('puppetlb-dates.service')) ?? [];
    desk.write('puppetlb.yaml', inventory(late));
    expect((await desk.run(start.split(' '))).status).toBe(1);
  });
});

describe('Puppet', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    desk.write(
      'puppetlb.yaml',
      inventory(', certname: compile02.example.com').replace(
        'check: { kind: tcp }',
        'check: { kind: node }',
      ),
    );
    const [, commands = ''] = /^```sh\n([\s\S]*?)^```$/m.exec(recipes) ?? [];
    const { status, stderr } = await desk.run(['sh', '-e', '-c', commands]);
    expect(status, stderr).toBe(0);
    for (const name of ['manifests/site.pp', 'site/profile/manifests/balancer.pp']) {
      desk.write(name, recipe(name));
    }
  });

  it('takes the manifests, and puppet-lint has nothing against them', async () => {
    const files = ['manifests/site.pp', 'site/profile/manifests/balancer.pp'];
    const own = ['--vardir', desk.path('var'), '--confdir', desk.path('conf')];
    const parsed = await desk.run(['puppet', 'parser', 'validate', ...own, ...files]);
    expect(parsed).toEqual({ status: 0, stdout: '', stderr: '' });
    const linted = await desk.run(['puppet-lint', '--fail-on-warnings', 'site']);
    expect(linted).toEqual({ status: 0, stdout: '', stderr: '' });
    desk.write('manifests/site.pp', recipe('manifests/site.pp').replace('{', ''));
    expect((await desk.run(['puppet', 'parser', 'validate', ...own, ...files])).status).toBe(1);
  });

  it.each([
    ['balancer1.example.com', 'manifests/site.pp', 'File[/etc/haproxy/haproxy.cfg]'],
    ['compile02.example.com', 'manifests/site.pp', 'File[/usr/local/sbin/puppetmastercheck]'],
    ['other.example.com', 'profile', 'File[/etc/haproxy/haproxy.cfg]'],
  ])('makes a catalog for %s from %s', async (certname, from, resource) => {
    const compiled = await desk.run([
      ...['unshare', '--net', 'puppet', 'apply', '--noop', '--color', 'false', '--debug'],
      ...['--vardir', desk.path('var'), '--confdir', desk.path('conf')],
      ...['--modulepath', 'modules:site', '--certname', certname],
      ...(from === 'profile' ? ['-e', 'include profile::balancer'] : [from]),
    ]);
    expect(compiled.status, compiled.stderr).toBe(0);
    expect(compiled.stdout).toContain(resource);
  });
});
