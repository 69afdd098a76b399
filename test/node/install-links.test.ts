import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFolder } from '../use-folder.ts';
import { onMachine } from './interruption.ts';
import { buildInto } from './machine.ts';
import { type Ended, run, shells } from './nodes.ts';

const folder = useFolder();

async function build(name: string, port = 9200): Promise<string> {
  const own = folder.at(name);
  await buildInto(
    own,
    `haproxy: { balancers: [10.0.0.11] }
puppet: { version: "4" }
pools:
  - name: compile
    bind: 10.0.0.100:8140
    check: { kind: node, port: ${port} }
    servers: [{ name: compile01, address: 10.0.0.101 }]
`,
  );
  return join(own, 'out/compile01');
}

const read = (path: string): string => readFileSync(path, 'utf8');
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o644 });
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

describe.each(shells)('install.sh below DESTDIR under %s %s', (...shell) => {
  const words = shell.filter((word) => word !== undefined);
  const name = words.join('-');
  const services = 'ssh\t22/tcp\n';
  const rules = 'path /\nauth any\n';
  const authPath = 'etc/puppetlabs/puppet/auth.conf';

  /** A machine's files below a folder, and its installer. */
  async function prepare(kind: string): Promise<{
    root: string;
    install(node: string, ...options: string[]): Promise<Ended>;
  }> {
    const root = folder.at(`${kind}-${name}`);
    write(join(root, 'etc/xinetd.d/kept'), '');
    return {
      root,
      install: (node, ...options) =>
        run(['env', `DESTDIR=${root}`, ...words, join(node, 'install.sh'), ...options]),
    };
  }

  it('brings back what was a link', async () => {
    const node = await build(`links-${name}`);
    const { root, install } = await prepare('links-root');
    write(join(root, authPath), rules);
    const xinetd = join(root, 'etc/xinetd.d/puppetmastercheck');
    const script = join(root, 'usr/local/sbin/puppetmastercheck');
    const article = join(root, 'etc/xinetd.d/article');
    const text = 'service puppetmastercheck\n{\n}\n';
    write(join(root, 'etc/xinetd.available/check'), text);
    link('../xinetd.available/check', xinetd);
    link('../xinetd.available/check', article);
    link('../../lib/not-there', script);
    expect(await install(node, '--replace-foreign')).toMatchObject({ status: 0, stderr: '' });
    expect([xinetd, script].map((path) => lstatSync(path).isFile())).toEqual([true, true]);
    expect(await install(node, '--uninstall')).toMatchObject({ status: 0, stderr: '' });
    expect(readlinkSync(xinetd)).toBe('../xinetd.available/check');
    expect(readlinkSync(article)).toBe('../xinetd.available/check');
    expect(readlinkSync(script)).toBe('../../lib/not-there');
    expect(read(xinetd)).toBe(text);
  });

  it.each([
    ['relative', '../usr/etc/services', '../../../opt/auth.conf'],
    ['absolute', '/usr/etc/services', '/opt/auth.conf'],
    ['doubled', '../usr/etc/link', '/opt/link'],
  ])('changes what a %s link leads to', async (kind, toServices, toAuth) => {
    const node = await build(`${kind}-${name}`);
    const other = await build(`${kind}-other-${name}`, 9300);
    const { root, install } = await prepare(`${kind}-root`);
    write(join(root, 'usr/etc/services'), services);
    write(join(root, 'opt/auth.conf'), rules);
    link('services', join(root, 'usr/etc/link'));
    link('/opt/auth.conf', join(root, 'opt/link'));
    link(toServices, join(root, 'etc/services'));
    link(toAuth, join(root, authPath));
    for (const [folder, port] of [
      [node, 9200],
      [other, 9300],
    ] as const) {
      expect(await install(folder)).toMatchObject({ status: 0, stderr: '' });
      expect(read(join(root, 'usr/etc/services'))).toBe(
        `${services}puppetmastercheck\t${port}/tcp\t# puppetlb\n`,
      );
      expect(modeOf(join(root, 'usr/etc/services'))).toBe('644');
      expect(read(join(root, 'opt/auth.conf'))).toMatch(/^# puppetmastercheck: begin\n/);
    }
    expect(await install(other, '--uninstall')).toMatchObject({ status: 0, stderr: '' });
    expect(readlinkSync(join(root, 'etc/services'))).toBe(toServices);
    expect(readlinkSync(join(root, authPath))).toBe(toAuth);
    for (const folder of [root, join(root, 'var/backups/puppetmastercheck')]) {
      const isKept = folder !== root;
      expect(read(join(folder, isKept ? 'etc/services' : 'usr/etc/services'))).toBe(services);
      expect(read(join(folder, isKept ? authPath : 'opt/auth.conf'))).toBe(rules);
    }
  });

  it('leaves what a link out of it leads to', async () => {
    const node = await build(`out-${name}`);
    const { root, install } = await prepare('out-root');
    write(join(root, authPath), rules);
    const outside = folder.at(`services-${name}`);
    write(outside, services);
    link(`../../services-${name}`, join(root, 'etc/services'));
    expect(await install(node)).toMatchObject({ status: 0, stderr: '' });
    expect(await install(node, '--uninstall')).toMatchObject({ status: 0, stderr: '' });
    expect(read(outside)).toBe(services);
  });
});

describe('install.sh on a machine', { timeout: 120_000 }, () => {
  const linked = `mkdir /etc/xinetd.available
article /etc/xinetd.d/article
mv /etc/xinetd.d/article /etc/xinetd.available/
ln -s ../xinetd.available/article /etc/xinetd.d/article
say() { rc=0; sh "$new" "$@" || rc=$?; echo "ended with $rc"; }
asked() { until_done test "$(answers | cut -d ' ' -f 3)" = "$1" || true; echo "asked: $(answers | cut -d ' ' -f 3)"; }
listed() { if [ -e /var/backups/puppetmastercheck/foreign ]; then echo listed; else echo 'not listed'; fi; }
start_xinetd
`;
  const says = async (name: string, commands: string): Promise<string> => {
    const wanted = { balancers: '127.0.0.1' };
    return (await onMachine(folder.at(name), { wanted }, linked + commands)).stdout;
  };

  it('brings back a linked service of xinetd, which answers again', async () => {
    const said = await says(
      'article',
      'asked 200; say --replace-foreign; asked 000; listed; say --uninstall; asked 200; readlink /etc/xinetd.d/article; listed',
    );
    expect(said.match(/^(ended|asked|\.\.|listed|not).*/gm), said).toEqual([
      ...['asked: 200', 'ended with 0', 'asked: 000', 'listed'],
      ...['ended with 0', 'asked: 200', '../xinetd.available/article', 'not listed'],
    ]);
  });

  it('remembers what it has not brought back', async () => {
    const said = await says(
      'taken',
      `say --replace-foreign; echo >/etc/xinetd.d/article; say --uninstall; listed
rm /etc/xinetd.d/article; say --uninstall; asked 200; listed`,
    );
    expect(said.match(/^(ended|asked|listed|not|\/etc).*/gm), said).toEqual([
      'ended with 0',
      '/etc/xinetd.d/article is left as it is; what was there before is in /var/backups/puppetmastercheck/etc/xinetd.d/article',
      ...['ended with 0', 'listed'],
      ...['ended with 0', 'asked: 200', 'not listed'],
    ]);
  });

  it('changes what /etc/services leads to, and keeps its mode', async () => {
    const said = await says(
      'services',
      `mkdir /etc/named; mv /etc/services /etc/named/; ln -s named/services /etc/services; cp /etc/services own/before
say --replace-foreign >/dev/null; stat -c '%F %N' /etc/services; stat -Lc 'mode %a' /etc/services; tail -n 1 /etc/services
say --uninstall >/dev/null; stat -c '%F %N' /etc/services; cmp own/before /etc/named/services && echo same`,
    );
    const isLink = "symbolic link '/etc/services' -> 'named/services'";
    expect(said.match(/^(symbolic|mode|puppetmaster.*tcp|same).*/gm), said).toEqual([
      ...[isLink, 'mode 644', 'puppetmastercheck\t9200/tcp\t# puppetlb', isLink, 'same'],
    ]);
  });
});
