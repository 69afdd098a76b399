import { describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();

function run(...words: string[]): ReturnType<typeof runProgram> {
  return runProgram(words, folder.path);
}

const next = 'puppetlb: wrote puppetlb.yaml; edit it, then run puppetlb lint and puppetlb build\n';

describe('init', () => {
  it('writes an inventory that lints clean and builds', async () => {
    expect(await run('init')).toMatchObject({ code: 0, stdout: '', stderr: next });
    expect(await run('lint', '--today')).toMatchObject({ code: 0, output: '' });
    expect((await run('build', '--haproxy', 'off')).code).toBe(0);
    expect(folder.names()).toEqual(['puppetlb.yaml']);
  });

  it('writes what a pair of balancers needs, and no VIP among them', async () => {
    const { stdout } = await run('init', '-');
    expect(stdout).toContain('balancers: [192.0.2.11, 192.0.2.12]');
    expect(stdout).toContain('stats-socket: /run/haproxy/admin.sock mode 660 level admin');
    expect(stdout).toContain('version: "8"');
    await run('init');
    const built = await run('build', '--haproxy', 'off');
    expect(built.stdout).toContain('bind 192.0.2.100:8140 transparent');
    expect(built.stdout).toContain(
      'stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners',
    );
  });

  it('touches nothing that is there, also behind a link that leads nowhere', async () => {
    folder.write('puppetlb.yaml', 'mine');
    folder.link('nowhere', 'link.yaml');
    for (const name of ['puppetlb.yaml', 'link.yaml']) {
      const said = `puppetlb: ${name} already exists; it is unchanged (use --force to replace it)\n`;
      expect(await run('init', name)).toMatchObject({ code: 1, stderr: said });
    }
    expect(folder.read('puppetlb.yaml')).toBe('mine');
    expect(folder.names()).toEqual(['link.yaml', 'puppetlb.yaml']);
  });

  it('says what to type next, whatever the file is called', async () => {
    const { code, stderr } = await run('init', '--', '-x.yaml');
    expect(code).toBe(0);
    expect(stderr).toContain('puppetlb lint ./-x.yaml');
    expect((await run('lint', './-x.yaml')).code).toBe(0);
  });

  it.each([
    ['init', ''],
    ['lint', 'a.yaml', ''],
    ['lint', '--', ''],
  ])('%s with an empty word is wrong usage', async (...words) => {
    expect(await run(...words)).toMatchObject({
      code: 64,
      output: `puppetlb: ${words[0]}: an argument is empty; is a shell variable unset?\n`,
    });
  });

  it('begins with an existing configuration', async () => {
    await run('init');
    await run('build', '-o', 'haproxy.cfg', '--haproxy', 'off');
    const { code, stderr } = await run('init', '--from', 'haproxy.cfg', 'again.yaml');
    expect(code).toBe(0);
    expect(stderr).toContain(
      'puppetlb: wrote again.yaml; review it, then run puppetlb lint again.yaml',
    );
    const { output } = await run('diff', 'again.yaml', '--against', 'haproxy.cfg');
    expect(output).toContain('no difference to HAProxy; no reload needed');
    expect((await run('init', '--from', 'haproxy.cfg', 'again.yaml')).code).toBe(1);
    expect((await run('init', '--from', 'missing.cfg', 'other.yaml')).code).toBe(74);
    expect((await run('init', '--from', 'haproxy.cfg', 'haproxy.cfg')).code).toBe(64);
    expect((await run('init', '--from', 'haproxy.cfg', 'again.yaml', '--force')).code).toBe(0);
    expect(folder.names()).toEqual(['again.yaml', 'haproxy.cfg', 'puppetlb.yaml']);
  });

  it('writes to standard output, and says which words do not belong', async () => {
    const { stdout, code } = await run('init', '-');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# The Puppet masters/);
    expect((await run('init', '-', '--format', 'json')).code).toBe(64);
    expect((await run('init', 'a', 'b')).code).toBe(64);
    expect((await run('init', 'no/folder.yaml')).stderr).toBe(
      'puppetlb: cannot write no/folder.yaml: no such folder; create it first\n',
    );
    expect(folder.names()).toEqual([]);
  });
});
