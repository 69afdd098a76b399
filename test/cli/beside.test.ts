import { describe, expect, it } from 'vitest';
import { runProgram } from '../program.ts';
import { useFreshFolder } from '../use-folder.ts';

const folder = useFreshFolder();

const shared = `global
  log 127.0.0.1:514 local0
  stats socket /run/haproxy/admin.sock level admin
  hard-stop-after 1h

defaults
  mode http
  log global
  timeout connect 5s
  timeout client 30m
  timeout server 30m
  timeout queue 10m

frontend web
  bind 10.0.0.90:80
  default_backend webs

backend webs
  server web01 10.0.3.1:80

resolvers dns
  nameserver a 10.0.0.53:53

peers pair
  peer lb01 10.0.0.11:1024
`;

const pool = `pools:
  - name: compile
    bind: "10.0.0.100:8140"
    check: tcp
    servers:
      - { name: compile01, address: 10.0.1.1 }
      - { name: compile02, address: 10.0.1.2 }
`;

function write(haproxy: string, pools = pool, theirs = shared): string {
  const { path } = folder;
  folder.write('haproxy.cfg', theirs);
  folder.write('puppetlb.yaml', `haproxy:\n${haproxy.replace(/^/gm, '  ')}\n${pools}`);
  return path;
}

async function run(command: string, cwd: string) {
  return runProgram([...command.split(' '), '--haproxy', 'off'], cwd);
}

async function lint(cwd: string): Promise<string[]> {
  const { stdout } = await run('lint', cwd);
  return [...stdout.matchAll(/^(?:error|warning|info)\[.*$/gm)].map(([line]) => line);
}

describe('build beside files of others', () => {
  it('writes the pools alone, with what they do not inherit', async () => {
    const cwd = write('beside: haproxy.cfg\ntimeouts: { client: 15m }');
    const { code, stdout, stderr } = await run('build', cwd);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`# Made by puppetlb. Change the inventory, not this file.

listen compile
  bind 10.0.0.100:8140
  mode tcp
  balance source
  hash-type map-based
  timeout client 15m

  server compile01 10.0.1.1:8140 check inter 2000 rise 3 fall 3
  server compile02 10.0.1.2:8140 check inter 2000 rise 3 fall 3
`);
  });

  it('takes back what the others say of every proxy', async () => {
    const theirs = shared.replace(
      '  timeout connect',
      '  option redispatch\n  option httpchk GET /health\n  timeout connect',
    );
    const pools = pool.replace('    check', '    options: { redispatch: false }\n    check');
    const { stdout } = await run('build', write('beside: haproxy.cfg', pools, theirs));
    expect(stdout).toContain('\n  no option redispatch\n');
    expect(stdout).toContain('\n  option tcp-check\n');
  });

  it('never replaces a file of others', async () => {
    const cwd = write('beside: [haproxy.cfg]');
    const { code, stderr } = await run('build -o haproxy.cfg --force', cwd);
    expect(code).toBe(1);
    expect(stderr).toContain('haproxy.cfg is listed in');
    expect(folder.read('haproxy.cfg')).toBe(shared);
  });

  it('reads its own file in their folder as none of theirs', async () => {
    const cwd = write('beside: [haproxy.cfg, conf.d]');
    folder.make('conf.d');
    expect((await run('build -o conf.d/50-puppet.cfg', cwd)).code).toBe(0);
    expect(await lint(cwd)).toEqual([]);
    expect((await run('build -o conf.d/50-puppet.cfg --check', cwd)).code).toBe(0);
    expect((await run('diff --against conf.d', cwd)).stdout).toContain('no difference to HAProxy');
  });

  it('inherits from the files that HAProxy reads before its own', async () => {
    const cwd = write('beside: [haproxy.cfg, conf.d]');
    folder.write('conf.d/90-last.cfg', 'defaults\n  timeout client 1s\n');
    folder.write('conf.d/50-puppet.cfg', '');
    expect((await run('build -o conf.d/50-puppet.cfg', cwd)).code).toBe(0);
    expect(await lint(cwd)).toEqual([]);
    folder.write('conf.d/10-first.cfg', 'defaults\n  timeout client 1s\n');
    expect(await lint(cwd)).toEqual([
      expect.stringContaining('client timeout 1s of pool "compile" is shorter'),
      expect.stringContaining('no connect, server timeout'),
    ]);
  });
});

describe('lint beside files of others', () => {
  it('is silent where all fits', async () => {
    expect(await lint(write('beside: haproxy.cfg'))).toEqual([]);
  });

  it.each([
    [
      'a name',
      pool.replace('name: compile\n', 'name: web\n'),
      'error[INV101]: pool name "web" is already taken',
    ],
    [
      'a bind',
      pool.replace('10.0.0.100:8140', '10.0.0.90:80'),
      'warning[INV104]: 10.0.0.90:80 is already bound',
    ],
    [
      'a wide bind',
      pool.replace('10.0.0.100:8140', '*:80'),
      'warning[INV116]: bind 10.0.0.90:80 lies within bind *:80',
    ],
    [
      'a backend',
      `${pool}    extra: [use_backend web if FALSE]\n`,
      'error[HAP339]: there is no backend "web"',
    ],
  ])('finds %s that is taken or not there', async (_, pools, found) => {
    expect(await lint(write('beside: haproxy.cfg', pools))).toContain(found);
  });

  it('knows what they define', async () => {
    const pools = pool.replace('address: 10.0.1.1 }', 'address: 10.0.1.1, resolvers: dns }');
    const extra =
      '    extra: ["stick-table type ip size 1k peers pair", use_backend webs if FALSE]\n';
    expect(await lint(write('beside: haproxy.cfg', pools + extra))).toEqual([]);
  });

  it('says of a short timeout where it is inherited from', async () => {
    const theirs = shared.replace('server 30m', 'server 50s');
    const { stdout } = await run('lint', write('beside: haproxy.cfg', pool, theirs));
    expect(stdout).toContain('server timeout 50s of pool "compile" is shorter');
    expect(stdout).toContain('--> haproxy.cfg:11:3');
    expect(stdout).toContain('write timeouts: { server: 15m } in the pool');
    const own = write('beside: haproxy.cfg\ntimeouts: { server: 15m }', pool, theirs);
    expect(await lint(own)).toEqual([]);
  });

  it.each([
    ['a timeout', 'timeouts: { queue: false }', '"timeout queue"'],
    ['an option', '', '"option tcplog"'],
  ])('refuses to leave out %s that they set', async (_, haproxy, word) => {
    const theirs = shared.replace('  timeout connect', '  option tcplog\n  timeout connect');
    const options = haproxy === '' ? 'defaults: { options: { tcplog: false } }\n' : '';
    const cwd = write(`beside: haproxy.cfg\n${haproxy}`, options + pool, theirs);
    expect(await lint(cwd)).toEqual([`error[HAP347]: a pool cannot unset ${word} of the defaults`]);
  });

  it.each([
    ['missing', 'gone.cfg', undefined, 'gone.cfg: no such file'],
    ['a pattern', '"conf.d/*.cfg"', undefined, 'is a pattern, not a file or a folder'],
    ['a template', 't.cfg', '<% if @x %>\nglobal\n<% end %>\n', 'this is a template (ERB or EPP)'],
    ['an inventory', 'puppetlb.yaml', undefined, 'this is an inventory'],
    ['no text', 'b.cfg', '\0\u0001\u0002', 'b.cfg cannot be read'],
    [
      'what is built',
      'own.cfg',
      '# Made by puppetlb. Change the inventory, not this file.\n\nlisten compile\n',
      '"own.cfg" is the file that this inventory builds',
    ],
  ])('says at its place what is %s', async (_, path, text, message) => {
    if (text !== undefined) folder.write(path, text);
    const found = await lint(write(`beside: ${path}`));
    expect(found).toEqual([expect.stringContaining(message)]);
    expect((await run('build', folder.path)).code).toBe(1);
  });

  it('takes an empty folder, and refuses what belongs to the others', async () => {
    folder.make('conf.d');
    expect(await lint(write('beside: [haproxy.cfg, conf.d]'))).toEqual([]);
    expect(await lint(write('beside: haproxy.cfg\nglobal: { maxconn: 9 }'))).toEqual([
      'error[INV140]: "global" is not allowed together with "beside"',
    ]);
  });

  it('leads from a pool that is still in their file to its section', async () => {
    const theirs = `${shared}\nlisten compile\n  bind 10.0.0.100:8140\n  mode tcp\n  server compile01 10.0.1.1:8140 check\n`;
    const cwd = write('beside: haproxy.cfg', pool, theirs);
    expect(await lint(cwd)).toEqual([
      'warning[INV101]: section "compile" is still in "haproxy.cfg"',
    ]);
    const other = write('beside: haproxy.cfg', pool, theirs.replace('10.0.1.1:', '10.0.9.9:'));
    expect((await lint(other))[0]).toBe('error[INV101]: pool name "compile" is already taken');
  });
});

describe('diff beside files of others', () => {
  const moved = `${shared}\nlisten compile\n  bind 10.0.0.100:8140\n  mode tcp\n  balance source\n  server compile01 10.0.1.1:8140 check inter 2000 rise 3 fall 3\n  server compile02 10.0.1.2:8140 check inter 2000 rise 3 fall 3\n`;

  it('compares the whole before and after a pool has moved out of it', async () => {
    const cwd = write('beside: haproxy.cfg', pool, moved);
    expect((await run('diff --against haproxy.cfg', cwd)).stdout).toContain(
      'no difference to HAProxy',
    );
    folder.write('old.cfg', moved);
    folder.write('haproxy.cfg', shared);
    expect((await run('diff --against old.cfg', cwd)).stdout).toContain('no difference to HAProxy');
  });

  it('compares a file of ours within what stands beside it', async () => {
    const cwd = write('beside: haproxy.cfg');
    folder.write('ours.cfg', (await run('build', cwd)).stdout);
    expect((await run('diff --against ours.cfg', cwd)).code).toBe(0);
    write('beside: haproxy.cfg', pool.replace('10.0.1.2', '10.0.1.3'));
    const { code, stdout } = await run('diff --against ours.cfg', cwd);
    expect(code).toBe(2);
    expect(stdout).toContain('~ compile02 address: 10.0.1.2:8140 -> 10.0.1.3:8140');
    expect(stdout).not.toContain('web');
  });
});

describe('import --fragment', () => {
  const others = Array.from(
    { length: 30 },
    (_, index) =>
      `frontend fe_app${index}\n  bind 10.9.0.${index + 1}:80\n  default_backend app${index}\n\nbackend app${index}\n  server a 10.8.${index}.1:80 check\n\nlisten db${index}\n  bind 10.9.1.${index + 1}:5432\n  mode tcp\n  server a 10.8.${index}.9:5432 check\n\n`,
  );
  const puppets = `# Puppet
listen compile
  bind 10.0.0.100:8140
  mode tcp
  balance source
  timeout client 15m
  server compile01 10.0.1.1:8140 check
  server compile02 10.0.1.2:8140 check

frontend fe_rpc
  bind 10.0.0.100:8142
  mode tcp
  default_backend rpc

backend rpc
  mode tcp
  server compile01 10.0.1.1:8142 check

`;
  const theirs = [shared, '\n', ...others.slice(0, 15), puppets, ...others.slice(15)].join('');

  it("is proposed where few proxies are Puppet's, and not elsewhere", async () => {
    folder.write('haproxy.cfg', theirs);
    const { stderr } = await run('import haproxy.cfg', folder.path);
    expect(stderr).toContain(
      "3 of 95 proxies are Puppet's: puppetlb import --fragment haproxy.cfg leaves the others",
    );
    folder.write('haproxy.cfg', shared.replace(/frontend web[\s\S]*(?=resolvers)/, '') + puppets);
    expect((await run('import haproxy.cfg', folder.path)).stderr).not.toContain('--fragment');
  });

  it("takes Puppet's pools out of a file that keeps the rest", async () => {
    folder.write('haproxy.cfg', theirs);
    const imported = await run('import --fragment haproxy.cfg -o lb/puppetlb.yaml', folder.path);
    expect(imported.stderr).toContain('no such folder');
    folder.make('lb');
    const { code, stderr } = await run(
      'import --fragment haproxy.cfg -o lb/puppetlb.yaml',
      folder.path,
    );
    expect(code).toBe(0);
    expect(folder.read('lb/puppetlb.yaml')).toMatch(/^haproxy:\n {2}beside: \.\.\/haproxy\.cfg\n/);
    expect(folder.read('lb/puppetlb.yaml').split('\n').length).toBeLessThan(40);
    expect(folder.read('lb/puppetlb.yaml')).not.toMatch(/app|db[0-9]|global|queue|30m/);

    const inventory = 'lb/puppetlb.yaml';
    const built = await run(`build ${inventory} -o ours.cfg`, folder.path);
    expect(built).toMatchObject({ code: 0, stderr: expect.stringContaining('is still in') });
    expect((await run(`diff ${inventory} --against haproxy.cfg`, folder.path)).code).toBe(0);

    const ranges = /remove lines ([0-9-]+(?:, [0-9-]+)*) of haproxy.cfg/.exec(stderr)?.[1] ?? '';
    const lines = theirs.split('\n');
    for (const range of ranges.split(', ').reverse()) {
      const [first = 0, last = 0] = range.split('-').map(Number);
      lines.splice(first - 1, last - first + 1);
    }
    folder.write('old.cfg', theirs);
    folder.write('haproxy.cfg', lines.join('\n'));
    expect(lines.join('\n')).not.toMatch(/compile|rpc/);
    expect((await run(`diff ${inventory} --against old.cfg`, folder.path)).stdout).toContain(
      'no difference to HAProxy',
    );
    expect((await run(`build ${inventory} -o ours.cfg`, folder.path)).stderr).toBe('');
  });

  it('says what pools started from where other defaults stand behind them', async () => {
    folder.write(
      'haproxy.cfg',
      `${shared}${puppets}defaults\n  timeout client 5s\n  timeout server 5s\n  timeout connect 1s\n`,
    );
    const { stdout } = await run('import --fragment haproxy.cfg', folder.path);
    expect(stdout).toMatch(/timeouts: \{.*connect: 5s.*server: 30m/s);
  });

  it("needs files that the inventory can name, and a service of Puppet's", async () => {
    folder.write('haproxy.cfg', shared);
    expect((await run('import --fragment -', folder.path)).code).toBe(64);
    const { code, stderr } = await run('import --fragment haproxy.cfg', folder.path);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("no service is Puppet's by its port or name"),
    });
  });
});
