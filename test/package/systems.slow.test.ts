import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../built.ts';
import { useFolder } from '../use-folder.ts';

const packages = join(root, 'build/package');
const folder = useFolder();
const minutes = 60_000;
let sums = '';

/** Makes the packages anew; returns their checksums. */
function makePackages(): string {
  const { status, stderr } = spawnSync('node', ['scripts/package.mjs'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return readFileSync(join(packages, 'SHA256SUMS'), 'utf8');
}

beforeAll(() => {
  sums = makePackages();
  // The user of a system reads what is in it.
  chmodSync(folder.path, 0o755);
  for (const name of readdirSync(packages))
    copyFileSync(join(packages, name), join(folder.path, name));
  copyFileSync(join(root, 'examples/smallest/inventory.yaml'), join(folder.path, 'inventory.yaml'));
}, 15 * minutes);

function made(pattern: RegExp): string {
  const found = readdirSync(packages).filter((name) => pattern.test(name));
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}

/**
 * Runs a script as root of a Debian system, without a network; the system stays as it is. The packages are in /mnt.
 */
function inSystem(system: string, script: string): string {
  const setUp = `set -eu
    mount -t tmpfs none /media
    mkdir /media/upper /media/work /media/root
    mount -t overlay -o lowerdir="$1",upperdir=/media/upper,workdir=/media/work overlay /media/root
    mount --bind "$2" /media/root/mnt
    mount --bind /dev /media/root/dev
    mount -t proc proc /media/root/proc
    exec chroot /media/root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root sh -euc "$3"`;
  const words = ['--mount', '--net', 'sh', '-c', setUp, 'sh', system, folder.path, script];
  const { status, stdout, stderr } = spawnSync('unshare', words, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

const cache = '/var/cache/puppetlb';
const asUser = 'useradd --create-home ordinary && su ordinary -c';

it(
  'makes the same bytes twice',
  () => {
    expect(makePackages()).toBe(sums);
  },
  15 * minutes,
);

it('names the checksum of each package', () => {
  const listed = sums
    .trim()
    .split('\n')
    .map((line) => line.replace(/^[0-9a-f]{64} {2}/, ''));
  expect(listed.sort()).toEqual(
    readdirSync(packages)
      .filter((name) => name !== 'SHA256SUMS')
      .sort(),
  );
});

describe.each([
  ['Debian 11', `${cache}/haproxy/bullseye`],
  ['Debian 12', `${cache}/systems/bookworm`],
  ['Debian 13', `${cache}/systems/trixie`],
])('the executable in %s', (_, system) => {
  it('runs without Node, as a user and as root', () => {
    const program = `/mnt/${made(/-linux-x64$/)}`;
    const script = `! command -v node
      ${asUser} "${program} build --haproxy off /mnt/inventory.yaml 2>/dev/null"
      ${program} lint /mnt/inventory.yaml
      ${program} explain INV102
      printf 'pools: {' > /root/broken.yaml; ${program} lint /root/broken.yaml || echo "status $?"`;
    const shown = inSystem(system, script);
    const built = readFileSync(join(root, 'examples/smallest/haproxy.cfg'), 'utf8');
    expect(shown.slice(0, built.length)).toBe(built);
    expect(shown).toContain('INV102 ');
    expect(shown).toContain('error[YML001]');
    expect(shown).toMatch(/status 1\n$/);
  });

  it('serves an editor', () => {
    const messages = [
      { jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } },
      { jsonrpc: '2.0', id: 2, method: 'shutdown' },
      { jsonrpc: '2.0', method: 'exit' },
    ].map((message) => JSON.stringify(message));
    folder.write(
      'messages',
      messages.map((text) => `Content-Length: ${text.length}\r\n\r\n${text}`).join(''),
    );
    // The editor leaves once it was answered.
    const script = `mkfifo /root/in; /mnt/${made(/-linux-x64$/)} lsp < /root/in > /root/out & exec 3> /root/in
      cat /mnt/messages >&3; wait $!; cat /root/out`;
    expect(inSystem(system, script)).toContain('"capabilities":{');
  });
});

describe.each([
  ['Debian 12', `${cache}/systems/bookworm`],
  ['Debian 13', `${cache}/systems/trixie`],
])('the Debian package in %s', (_, system) => {
  it(
    'installs, upgrades, works for a user, and is purged without a rest',
    () => {
      const name = made(/\.deb$/);
      // A package of an older version, with a file that the newer one has no more.
      const older = join(folder.path, 'older');
      const step = (...[program = '', ...words]: string[]) =>
        expect(spawnSync(program, words, { encoding: 'utf8' })).toMatchObject({ status: 0 });
      step('rm', '-rf', older);
      step('dpkg-deb', '-R', join(packages, name), older);
      step('sed', '-i', 's/^Version: .*/Version: 0.0.1-1/', join(older, 'DEBIAN/control'));
      mkdirSync(join(older, 'usr/share/puppetlb'));
      step('dpkg-deb', '-Znone', '-b', older, join(folder.path, 'older.deb'));
      step('rm', '-rf', older);
      const script = `
      dpkg -i /mnt/older.deb >/dev/null
      test -d /usr/share/puppetlb
      dpkg -i /mnt/${name} >/dev/null 2>&1
      ! test -d /usr/share/puppetlb
      ${asUser} "cd; puppetlb build --haproxy off /mnt/inventory.yaml -o haproxy.cfg 2>/dev/null; cat haproxy.cfg"
      echo ---
      man puppetlb | head -n 4
      man puppetlb-build | grep -A1 'EXIT STATUS'
      bash -ec 'set +u; . /usr/share/bash-completion/bash_completion
        _completion_loader puppetlb || test $? -eq 124
        COMP_WORDS=(puppetlb expl) COMP_CWORD=1; _puppetlb; echo "$COMPREPLY"'
      dpkg --purge puppetlb >/dev/null
      echo "left: $(find / -xdev -name '*puppetlb*' ! -path '/mnt/*' ! -path '/home/*' ! -path '/proc/*' ! -path '/var/cache/man/*')"`;
      const [built, rest = ''] = inSystem(system, script).split('---\n');
      expect(built).toBe(readFileSync(join(root, 'examples/smallest/haproxy.cfg'), 'utf8'));
      expect(rest).toContain('compile, lint and preview');
      expect(rest).toContain('EXIT STATUS\n       0');
      expect(rest).toMatch(/^explain\nleft: \n$/m);
    },
    5 * minutes,
  );
});

/** Debian's rpm says so whenever it installs. */
const debianWarns = /^rpm: (?:RPM should not|However assuming).*\n/gm;

describe('the RPM', () => {
  const files = join(import.meta.dirname, 'rpm-files.txt');

  it(
    'installs what is listed into a root',
    async () => {
      const name = made(/\.rpm$/);
      const target = join(folder.path, 'target');
      mkdirSync(target);
      const rpm = (...words: string[]) => {
        const { status, stdout, stderr } = spawnSync('rpm', words, { encoding: 'utf8' });
        expect([status, stderr.replaceAll(debianWarns, '')]).toEqual([0, '']);
        return stdout;
      };
      await expect(
        rpm('-qp', '--qf', '[%{FILEMODES:perms} %{FILENAMES}\n]', join(folder.path, name)),
      ).toMatchFileSnapshot(files);
      expect(rpm('-qp', '--requires', join(folder.path, name))).toContain(
        'libc.so.6(GLIBC_2.28)(64bit)',
      );
      // The root is empty: the libraries that it requires are no packages there.
      rpm('--root', target, '--initdb');
      rpm('--root', target, '-i', '--nodeps', join(folder.path, name));
      const program = join(target, 'usr/bin/puppetlb');
      const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
      expect(stdout).toMatch(/^puppetlb \d/);
      rpm('--root', target, '-e', 'puppetlb');
      expect(spawnSync(program).error).toMatchObject({ code: 'ENOENT' });
    },
    5 * minutes,
  );
});

describe('the bill of materials', () => {
  it('names what is in the executable', () => {
    const bill = JSON.parse(readFileSync(join(packages, made(/\.cdx\.json$/)), 'utf8'));
    expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
    const names = bill.components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['ajv', 'yaml', 'node', 'openssl', 'v8']));
    expect(new Set(names).size).toBe(names.length);
  });
});
