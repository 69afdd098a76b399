import { beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { useFolder } from '../use-folder.ts';

const folder = useFolder();

const fleet = `sites:
  fra: { balancers: [10.10.0.11] }
  muc: { balancers: [10.20.0.11] }
hosts:
  "fra[1:2]": { site: fra, address: "10.10.1.[11:12]" }
  "muc[1:2]": { site: muc, address: "10.20.1.[11:12]" }
defaults: { balance: leastconn, check: tcp }
pools:
  - { name: compile, bind: { fra: "10.10.0.100:8140", muc: "10.20.0.100:8140" }, other-sites: backup, servers: ["*"] }
`;

beforeEach(() => {
  folder.write('puppetlb.yaml', fleet);
});

async function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await runProgram(words, folder.path);
  return { code, stdout, stderr };
}

describe('an inventory with sites', () => {
  it('is built for one of them', async () => {
    const built = await run('build', '--site', 'muc', '--haproxy', 'off');
    expect(built).toMatchObject({ code: 0, stderr: '' });
    expect(built.stdout).toContain('bind 10.20.0.100:8140');
    expect(built.stdout).not.toContain('10.10.0.100');
    expect(await run('build')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('the inventory has sites; add --site fra or --site muc'),
    });
    expect(await run('build', '--site', 'mcu')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('unknown site "mcu"; did you mean muc?'),
    });
    expect((await run('build', '--site', 'fra', '-o', 'fra.cfg')).code).toBe(0);
    expect((await run('build', '--site', 'fra', '-o', 'fra.cfg', '--check')).code).toBe(0);
    expect((await run('build', '--site', 'muc', '-o', 'fra.cfg', '--check')).code).toBe(2);
  });

  it('writes the checks of all nodes for each', async () => {
    folder.write('puppetlb.yaml', fleet.replace(', check: tcp', ''));
    expect((await run('build', '--site', 'fra', '--out-dir', 'fra', '-q')).code).toBe(0);
    expect((await run('build', '--site', 'muc', '--out-dir', 'muc', '-q')).code).toBe(0);
    const script = folder.read('fra/fra1/puppetmastercheck.xinetd');
    expect(script).toContain('10.10.0.11 10.20.0.11');
    for (const name of ['fra1', 'muc2']) {
      const file = `${name}/puppetmastercheck`;
      expect(folder.read(`fra/${file}`)).toBe(folder.read(`muc/${file}`));
    }
  });

  it('routes at one of them', async () => {
    folder.write('puppetlb.yaml', fleet.replace('leastconn', 'source'));
    const { code, stdout } = await run('route', '10.0.0.1', '--site', 'muc', '--format', 'json');
    expect([code, stdout]).toEqual([0, expect.stringContaining('"pool":"compile"')]);
    expect((await run('route', '10.0.0.1')).code).toBe(64);
  });

  it('probes each server once, or those of one of them', async () => {
    folder.write('puppetlb.yaml', fleet.replace('backup', 'none').replaceAll('"10.', '"127.'));
    const lines = async (...words: string[]) =>
      (await run('probe', '--format', 'json', ...words)).stdout.trim().split('\n').length;
    expect(await lines()).toBe(4);
    expect(await lines('--site', 'fra')).toBe(2);
  });

  it('is compared site by site', async () => {
    folder.write('old.yaml', fleet.replace('"fra[1:2]": {', '"fra[1:2]": { weight: 5,'));
    const { code, stdout } = await run('diff', '--against', 'old.yaml');
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^site fra\n\n[\s\S]*weight: 5 -> 1[\s\S]*\n\nsite muc\n\n[\s\S]*weight: 5 -> 1/,
    );
    const markdown = await run('diff', '--against', 'old.yaml', '--format', 'markdown');
    expect(markdown.stdout).toMatch(/^# Site fra\n\n[\s\S]*\n# Site muc\n\n/);
    expect(await run('diff', '--against', 'puppetlb.yaml')).toMatchObject({ code: 0 });
    const json = await run('diff', '--against', 'old.yaml', '--format', 'json');
    expect(json).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('--format json needs one site'),
    });
    const one = await run('diff', '--against', 'old.yaml', '--format', 'json', '--site', 'fra');
    expect(JSON.parse(one.stdout)).toMatchObject({ is_same: false });
  });

  it('is compared with a file for one of them', async () => {
    await run('build', '--site', 'muc', '-o', 'muc.cfg', '-q');
    expect(await run('diff', '--against', 'muc.cfg')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('muc.cfg belongs to one site; add --site fra or --site muc'),
    });
    expect((await run('diff', '--against', 'muc.cfg', '--site', 'muc')).code).toBe(0);
    expect((await run('diff', '--against', 'muc.cfg', '--site', 'fra')).code).toBe(2);
  });

  it('differs where a site comes or goes', async () => {
    folder.write('old.yaml', fleet.replaceAll(/muc(?!\[)/g, 'ham'));
    const { code, stderr } = await run('diff', '--against', 'old.yaml');
    expect(code).toBe(2);
    expect(stderr).toBe(
      'puppetlb: site "muc" is new; run puppetlb build --site muc\npuppetlb: site "ham" is removed\n',
    );
  });

  it('is judged for all of them by HAProxy', async () => {
    const text = fleet.replace(
      'check: tcp',
      'check: { kind: puppet, verify: required, ca-file: /no/ca.pem }',
    );
    folder.write('puppetlb.yaml', text);
    const { stdout } = await run('lint', '--haproxy', 'auto');
    expect(stdout.match(/HAP392/g)).toHaveLength(1);
  });
});

it('an inventory without sites has none to choose', async () => {
  folder.write(
    'puppetlb.yaml',
    'pools: [{ name: p, bind: "10.0.0.9:8140", servers: [{ name: a, address: 10.0.0.1 }] }]\n',
  );
  expect(await run('build', '--site', 'fra')).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('the inventory has no sites; remove --site'),
  });
  expect((await run('build', '-q')).code).toBe(0);
});
