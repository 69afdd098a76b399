import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFolder } from '../use-folder.ts';
import { buildInto, runApart } from './machine.ts';
import { run, shells } from './nodes.ts';

const machine = useFolder();

const server = '{ name: compile01, address: 10.0.0.101, certname: compile01.example.com }';
const inventory = (check: string, puppet = ''): string => `
haproxy: { balancers: [10.0.0.11] }
${puppet}
pools:
  - name: compile
    bind: 10.0.0.100:8140
    check: ${check}
    servers: [${server}]
`;

async function build(name: string, yaml: string): Promise<string> {
  const folder = machine.at(name);
  await buildInto(folder, yaml);
  return join(folder, 'out/compile01.example.com');
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

describe.each(shells)('install.sh under %s %s', (...shell) => {
  const words = shell.filter((word) => word !== undefined);
  const name = words.join('-');

  it('installs once, and takes back what it did', async () => {
    const node = await build(`files-${name}`, inventory('{ kind: node, agent: { port: 9201 } }'));
    const root = machine.at(`root-${name}`);
    const install = ['env', `DESTDIR=${root}`, ...words, join(node, 'install.sh')];
    mkdirSync(join(root, 'etc/xinetd.d'), { recursive: true });
    mkdirSync(join(root, 'usr/local/sbin'), { recursive: true });
    const before = 'ssh 22/tcp\nwap-wsp 9200/tcp\n';
    writeFileSync(join(root, 'etc/services'), before);
    writeFileSync(
      join(root, 'usr/local/sbin/puppetmastercheck'),
      '#!/bin/bash\n# of the article\n',
    );

    const dry = await run([...install, '--dry-run']);
    expect(dry).toMatchObject({ status: 0, stderr: '' });
    expect(dry.stdout).toMatch(/^would install .*\/usr\/local\/sbin\/puppetmastercheck$/m);
    expect(readdirSync(join(root, 'etc/xinetd.d'))).toEqual([]);

    const first = await run(install);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout.replaceAll('would ', '')).toBe(dry.stdout.replaceAll('would ', ''));
    const script = join(root, 'usr/local/sbin/puppetmastercheck');
    expect(read(script)).toBe(read(join(node, 'puppetmastercheck')));
    expect(statSync(script).mode & 0o777).toBe(0o755);
    expect(readdirSync(join(root, 'etc/xinetd.d'))).toEqual(['puppetmastercheck']);
    expect(read(join(root, 'etc/services'))).toBe(
      `${before}puppetmastercheck\t9200/tcp\t# puppetlb\npuppetmastercheck-agent\t9201/tcp\t# puppetlb\n`,
    );
    const kept = join(root, 'var/backups/puppetmastercheck');
    expect(read(join(kept, 'usr/local/sbin/puppetmastercheck'))).toMatch(/of the article/);

    const again = await run(install);
    expect(again).toEqual({
      status: 0,
      stdout: 'the health check of compile01.example.com is installed already\n',
      stderr: '',
    });

    const away = await run([...install, '--uninstall']);
    expect(away).toMatchObject({ status: 0, stderr: '' });
    expect(read(join(root, 'etc/services'))).toBe(before);
    expect(read(script)).toMatch(/of the article/);
    expect(readdirSync(join(root, 'etc/xinetd.d'))).toEqual([]);
    const nothing = await run([...install, '--uninstall']);
    expect(nothing.stdout).toMatch(/puppetmastercheck is left as it is: puppetlb did not make it/);
    expect((await run([...install, '--force'])).status).toBe(64);
    const help = await run([...install, '--help']);
    expect(help.status).toBe(0);
    expect(help.stdout).toMatch(
      /^Installs the health check[\s\S]*--uninstall[\s\S]*completes what was begun\.\n$/,
    );
  });

  it('changes from xinetd to systemd and back', async () => {
    const old = await build(`old-${name}`, inventory('{ kind: node }'));
    const young = await build(`new-${name}`, inventory('{ kind: node, transport: systemd }'));
    const root = machine.at(`change-${name}`);
    const install = (node: string): string[] => [
      ...['env', `DESTDIR=${root}`],
      ...words,
      join(node, 'install.sh'),
    ];
    const unit = join(root, 'etc/systemd/system/puppetmastercheck.socket');
    const xinetd = join(root, 'etc/xinetd.d/puppetmastercheck');
    expect(await run(install(old))).toMatchObject({ status: 0, stderr: '' });
    expect([existsSync(xinetd), existsSync(unit)]).toEqual([true, false]);
    expect(await run(install(young))).toMatchObject({ status: 0, stderr: '' });
    expect([existsSync(xinetd), existsSync(unit)]).toEqual([false, true]);
    expect(await run(install(old))).toMatchObject({ status: 0, stderr: '' });
    expect([existsSync(xinetd), existsSync(unit)]).toEqual([true, false]);
  });

  it("copies the CA's certificate in Debian's layout, where nobody may look", async () => {
    const debian = inventory('{ kind: node }', 'puppet: { layout: debian }');
    const node = await build(`ca-${name}`, debian);
    expect(read(join(node, 'puppetmastercheck'))).toMatch(
      /^ca_file='\/etc\/puppetmastercheck\/ca.pem'$/m,
    );
    const root = machine.at(`ca-root-${name}`);
    const install = ['env', `DESTDIR=${root}`, ...words, join(node, 'install.sh')];
    expect(await run(install)).toMatchObject({ status: 1 });
    const certs = join(root, 'var/lib/puppet/ssl/certs');
    mkdirSync(certs, { recursive: true });
    for (const text of ['one\n', 'two\n']) {
      writeFileSync(join(certs, 'ca.pem'), text);
      expect(await run(install)).toMatchObject({ status: 0, stderr: '' });
      expect(read(join(root, 'etc/puppetmastercheck/ca.pem'))).toBe(text);
    }
    expect((await run(install)).stdout).toMatch(/is installed already/);
    expect(await run([...install, '--uninstall'])).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(root, 'etc/puppetmastercheck'))).toBe(false);
  });

  it('lets the check ask Puppet 3 and 4, and only there', async () => {
    const node = await build(
      `rule-${name}`,
      inventory('{ kind: node }', 'puppet: { version: "4" }'),
    );
    expect(existsSync(join(await build(`plain-${name}`, inventory('node')), 'authorize.sh'))).toBe(
      false,
    );
    const root = machine.at(`rule-root-${name}`);
    const confd = join(root, 'etc/puppetlabs/puppetserver/conf.d');
    const ini = join(root, 'etc/puppetlabs/puppet/auth.conf');
    mkdirSync(confd, { recursive: true });
    mkdirSync(join(ini, '..'), { recursive: true });
    const old = 'path /\nauth any\n';
    const hocon = 'authorization: {\n    version: 1\n    rules: [\n    ]\n}\n';
    writeFileSync(ini, old);
    writeFileSync(join(confd, 'auth.conf'), hocon);
    const authorize = ['env', `DESTDIR=${root}`, ...words, join(node, 'authorize.sh')];
    expect((await run([...authorize, 'check'])).status).toBe(1);
    expect(await run([...authorize, 'add'])).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await run([...authorize, 'add'])).toMatchObject({ status: 0 });
    expect(read(ini)).toBe(
      `# puppetmastercheck: begin\npath ~ ^/puppet/v3/status/no_key$\nmethod find\nauth any\nallow *\n# puppetmastercheck: end\n${old}`,
    );
    expect((await run([...authorize, 'remove'])).status).toBe(0);
    expect(read(ini)).toBe(old);
    writeFileSync(join(confd, 'puppetserver.conf'), '    use-legacy-auth-conf: false\n');
    expect((await run([...authorize, 'add'])).status).toBe(0);
    expect(read(join(confd, 'auth.conf'))).toMatch(/rules: \[\n# puppetmastercheck: begin\n\{/);
    expect((await run([...authorize, 'check'])).status).toBe(0);
    const parse = 'require "hocon"; puts Hocon.load(ARGV[0]).dig("authorization", "rules").to_s';
    const { stdout: rules } = await run(['ruby', '-e', parse, join(confd, 'auth.conf')]);
    expect(rules).toMatch(/^\[\{.*"path"=>"\^\/puppet\/v3\/status\/no_key\$".*\}\]$/m);
    expect((await run([...authorize, 'remove'])).status).toBe(0);
    expect(read(join(confd, 'auth.conf'))).toBe(hocon);
  });
});

describe('install.sh on a machine', () => {
  it('tells systemd in the right order', async () => {
    const agent = '{ kind: node, transport: systemd, agent: { port: 9201 } }';
    const node = await build('systemd', inventory(agent));
    const ended = await runApart(
      machine.at('systemd'),
      `
mkdir -p /run/systemd/system /etc/xinetd.d
cat >/usr/local/sbin/systemctl <<'END'
#!/bin/sh
echo "systemctl $*"
END
chmod 755 /usr/local/sbin/systemctl
PATH=/usr/local/sbin:$PATH
echo 'service puppetmastercheck' >/etc/xinetd.d/puppetmastercheck
sh '${node}/install.sh' || true
sh '${node}/install.sh' --start || true
sh '${node}/install.sh' || true
sh '${node}/install.sh' --uninstall
cat /etc/xinetd.d/puppetmastercheck`,
    );
    expect(ended.stdout).toMatch(/\nservice puppetmastercheck\n$/);
    const said = ended.stdout.split('\n').filter((line) => /^systemctl|already/.test(line));
    const started = [
      'systemctl daemon-reload',
      'systemctl enable puppetmastercheck.socket',
      'systemctl restart puppetmastercheck.socket',
      'systemctl enable puppetmastercheck-agent.socket',
      'systemctl restart puppetmastercheck-agent.socket',
    ];
    expect(said, ended.stdout + ended.stderr).toEqual([
      // A check was there and nothing listened: the node was taken out, until --start.
      'the health check of compile01.example.com is installed already',
      ...started,
      // What was started does not listen here, so it is tried again.
      'the health check of compile01.example.com is installed already',
      ...started,
      'systemctl disable --now puppetmastercheck.socket',
      'systemctl disable --now puppetmastercheck-agent.socket',
      'systemctl daemon-reload',
      'systemctl enable xinetd',
      'systemctl reload-or-restart xinetd',
    ]);
  });

  it('replaces the check of the article under a running xinetd', async () => {
    const yaml = inventory('{ kind: node }').replaceAll('10.0.0.11', '127.0.0.1');
    const node = await build('machine', yaml);
    const ended = await runApart(
      machine.at('machine'),
      `
cat >/usr/local/sbin/puppetmastercheck <<'END'
#!/bin/sh
printf 'HTTP/1.1 200 OK\\r\\nContent-Length: 7\\r\\n\\r\\narticle'
sleep 0.2
END
chmod 755 /usr/local/sbin/puppetmastercheck
sed 's/--http//' '${node}/puppetmastercheck.xinetd' | grep -v server_args | grep -v puppetlb >/etc/xinetd.d/puppetmastercheck
service xinetd start >/dev/null
sleep 1
ask() { curl -s --max-time 8 http://127.0.0.1:9200/ || true; echo; }
ask
sh '${node}/install.sh' --insist || true
sleep 1
ask
sh '${node}/install.sh' || true
sh '${node}/install.sh' --uninstall >/dev/null
sleep 1
ask`,
    );
    const lines = ended.stdout.split('\n').map((line) => line.trimEnd());
    expect(lines[0], ended.stderr).toBe('article');
    expect(lines).toContain('install /etc/xinetd.d/puppetmastercheck');
    expect(lines).toContain('the health check of compile01.example.com is installed already');
    expect(lines.filter((line) => line.startsWith('Puppetmaster has failed: ')).length).toBe(1);
    expect(lines.findLast((line) => line !== '')).toBe('article');
  });
});
