import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Run, runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();
const { at, read, write } = folder;

const inventory = (servers: string, check = 'node'): string => `
haproxy: { balancers: [10.0.0.0/27] }
pools:
  - name: compile
    bind: 10.0.0.100:8140
    check: ${check}
    servers: [${servers}]
`;
const one = '{ name: m1, address: 10.0.0.1, certname: m1.example.com }';
const two = `${one}, { name: m2, address: 10.0.0.2 }`;

function build(yaml: string, ...words: string[]): Promise<Run> {
  folder.write('puppetlb.yaml', yaml);
  return runProgram(['build', ...words], folder.path, { env: { PATH: '' } });
}

function files(path: string): string[] {
  return readdirSync(at(path), { recursive: true, encoding: 'utf8' }).sort();
}

describe('build --out-dir', () => {
  it('makes a folder for each node, by its certname or its name', async () => {
    const { code } = await build(inventory(two), '--out-dir', 'a/out');
    expect(code).toBe(0);
    expect(files('a/out')).toEqual([
      'haproxy.cfg',
      'm1.example.com',
      'm1.example.com/install.sh',
      'm1.example.com/puppetmastercheck',
      'm1.example.com/puppetmastercheck.xinetd',
      'm1.example.com/services',
      'm2',
      'm2/install.sh',
      'm2/puppetmastercheck',
      'm2/puppetmastercheck.xinetd',
      'm2/services',
    ]);
    expect(statSync(at('a/out/m2/puppetmastercheck')).mode & 0o111).toBe(0o111);
    expect(statSync(at('a/out/m2/services')).mode & 0o111).toBe(0);
  });

  it('gives two nodes of one name two folders, and one node of two pools one', async () => {
    const yaml = `${inventory('{ name: m1, address: 10.0.0.1 }')}
  - name: other
    bind: 10.0.0.99:8140
    check: { kind: node, port: 9300 }
    servers: [{ name: m1, address: 10.0.0.9 }, { name: x, address: 10.0.0.1 }]
`;
    expect((await build(yaml, '--out-dir', 'out')).code).toBe(0);
    expect(folder.names('out')).toEqual(['haproxy.cfg', 'm1', 'm1-10.0.0.9']);
    const text = read('out/m1/puppetmastercheck.xinetd');
    expect(text.match(/port +=.*/g)?.map((line) => line.slice(-4))).toEqual(['9200', '9300']);
  });

  it('touches nothing that is right already, and says nothing of it', async () => {
    await build(inventory(two), '--out-dir', 'out');
    utimesSync(at('out/m2/services'), 1, 1);
    const again = await build(inventory(two), '--out-dir', 'out');
    expect(again).toMatchObject({ code: 0, output: '' });
    expect(statSync(at('out/m2/services')).mtimeMs).toBe(1000);
    expect(await build(inventory(two), '--out-dir', 'out', '--check')).toMatchObject({
      code: 0,
      output: '',
    });
  });

  it('compares with --check, and writes nothing', async () => {
    await build(inventory(two), '--out-dir', 'out');
    chmodSync(at('out/m1.example.com/install.sh'), 0o644);
    write('out/m2/services', 'other\n');
    const { code, stderr } = await build(inventory(two), '--out-dir', 'out', '--check');
    expect(code).toBe(2);
    expect(stderr).toBe(
      'puppetlb: 2 files differ from what the inventory builds:\n' +
        '  out/m1.example.com/install.sh\n  out/m2/services\n',
    );
    expect(read('out/m2/services')).toBe('other\n');
    expect((await build(inventory(one), '--out-dir', 'none', '--check')).code).toBe(2);
    expect(folder.has('none')).toBe(false);
  });

  it('points at nodes that are gone, and at files that a node no longer has', async () => {
    await build(inventory(two), '--out-dir', 'out');
    folder.make('out/notes');
    write('out/m1.example.com/notes', 'mine');
    const systemd = inventory(one, '{ kind: node, transport: systemd }');
    const { code, stderr } = await build(systemd, '--out-dir', 'out');
    expect(code).toBe(0);
    expect(stderr).toBe(
      'puppetlb: out/m1.example.com/puppetmastercheck.xinetd is no longer needed by its node; remove it\n' +
        'puppetlb: out/m2 is no longer in the inventory; remove it\n',
    );
    expect(folder.has('out/m2/install.sh')).toBe(true);
    const checked = await build(systemd, '--out-dir', 'out', '--check');
    expect(checked).toMatchObject({ code: 2, stderr });
  });

  it('writes everything or nothing', async () => {
    folder.make('out/m2/services');
    const { code, stderr } = await build(inventory(two), '--out-dir', 'out');
    expect(code).toBe(74);
    expect(stderr).toBe('puppetlb: out/m2/services: is a directory\n');
    expect(files('out')).toEqual(['m2', 'm2/services']);
    const wrong = await build(inventory('{ name: m1 }'), '--out-dir', 'new');
    expect(wrong.code).toBe(1);
    expect(folder.has('new')).toBe(false);
  });

  it('keeps links and modes', async () => {
    folder.make('out');
    write('real.cfg', '', 0o640);
    folder.link('../real.cfg', 'out/haproxy.cfg');
    expect((await build(inventory(one), '--out-dir', 'out')).code).toBe(0);
    expect(read('real.cfg')).toMatch(/^# Made by puppetlb/);
    expect(statSync(at('real.cfg')).mode & 0o777).toBe(0o640);
  });

  it('leaves alone what is no file', async () => {
    folder.make('out');
    execFileSync('mkfifo', [at('pipe')]);
    folder.link('../pipe', 'out/haproxy.cfg');
    const { code, stderr } = await build(inventory(one), '--out-dir', 'out');
    expect(code).toBe(74);
    expect(stderr).toBe(`puppetlb: cannot write ${at('pipe')}: not a regular file\n`);
    expect(statSync(at('pipe')).isFIFO()).toBe(true);
    expect(folder.names('out')).toEqual(['haproxy.cfg']);
  });

  it('says where a link leads that it cannot follow', async () => {
    folder.link('nowhere/haproxy.cfg', 'link.cfg');
    const { code, stderr } = await build(inventory(one), '--output', 'link.cfg');
    expect(code).toBe(74);
    expect(stderr).toMatch(
      /cannot write .*link.cfg: it is a link to .*\/nowhere\/haproxy.cfg, whose folder does not exist; create it first/,
    );
  });

  it('gives a node that is called like a file or another node a folder of its own', async () => {
    const named = inventory(
      ['haproxy.cfg', 'm1', 'M1', 'HAProxy.cfg']
        .map((name, index) => `{ name: "${name}", address: 10.0.0.${index + 1} }`)
        .join(', '),
    );
    expect((await build(named, '--out-dir', 'out')).code).toBe(0);
    expect(folder.names('out')).toEqual([
      ...['HAProxy.cfg-10.0.0.4', 'M1-10.0.0.3', 'haproxy.cfg', 'haproxy.cfg-10.0.0.1', 'm1'],
    ]);
  });
});

describe('build --puppet-module', () => {
  it('leaves the module of somebody else alone', async () => {
    folder.make('profile');
    write('profile/metadata.json', '{ "name": "me-profile" }');
    const { code, stderr } = await build(inventory(one), '--puppet-module', 'profile');
    expect(code).toBe(64);
    expect(stderr).toBe(
      'puppetlb: profile holds another Puppet module, "me-profile"; name a folder of its own\n',
    );
    expect(folder.names('profile')).toEqual(['metadata.json']);
  });

  it('refuses a module in which a certname is the name of another server', async () => {
    const servers = (certname: string, more = '') =>
      `{ name: m1, address: 10.0.0.1, certname: ${certname} }, { name: m2, address: 10.0.0.2${more} }`;
    const { code, stderr } = await build(inventory(servers('m2')), '--puppet-module', 'masters');
    expect([code, stderr]).toEqual([
      1,
      'puppetlb: certname "m2" of 10.0.0.1 is the name of the server at 10.0.0.2, whose data Puppet would not find; write the certname of 10.0.0.2\n',
    ]);
    expect(folder.has('masters')).toBe(false);
    for (const fine of [servers('m1'), servers('m2', ', certname: m2.example.com')]) {
      expect((await build(inventory(fine), '--puppet-module', 'masters')).code).toBe(0);
    }
  });

  it('writes a module, compares it, and points at the data of nodes that are gone', async () => {
    expect((await build(inventory(two), '--puppet-module', 'masters')).code).toBe(0);
    expect(files('masters').filter((name) => name.includes('.'))).toEqual([
      'data/common.yaml',
      'data/nodes/m1.example.com.yaml',
      'data/nodes/m2.yaml',
      'files/foreign.sh',
      'files/haproxy.cfg',
      'hiera.yaml',
      'manifests/balancer.pp',
      'manifests/node.pp',
      'metadata.json',
    ]);
    const same = await build(inventory(two), '--puppet-module', 'masters', '--check');
    expect(same).toMatchObject({ code: 0, output: '' });
    const fewer = await build(inventory(one), '--puppet-module', 'masters', '--check');
    expect(fewer.code).toBe(2);
    expect(fewer.stderr).toMatch(/m2.yaml is no longer in the inventory; remove it\n$/);
    const both = await build(inventory(one), '--puppet-module', 'm', '--out-dir', 'o');
    expect(both).toMatchObject({
      code: 64,
      stderr: 'puppetlb: --out-dir and --puppet-module exclude each other\n',
    });
  });
});
