import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFolder } from '../use-folder.ts';
import { onMachine } from './interruption.ts';
import { buildInto } from './machine.ts';
import { run, shells } from './nodes.ts';

const folder = useFolder();

const backups = '/var/backups';
const pending = `${backups}/puppetmastercheck/pending`;
const functions = `backups=${backups}
pending=${pending}
say() { rc=0; sh "$new" "$@" || rc=$?; echo "ended with $rc"; }
asked() { echo "asked: $(answers | cut -d ' ' -f 1)"; }
marked() { if [ -e $pending ]; then echo "pending: $(cat $pending)"; else echo 'nothing pending'; fi; }
installed() { for file in /usr/local/sbin /etc/xinetd.d; do [ ! -e $file/puppetmastercheck ] || echo "there: $file"; done; }
fill() { mount -t tmpfs -o size=16k tmpfs "$1"; head -c 1000000 /dev/zero >"$1/full.file" 2>/dev/null || true; }
`;

/** What commands print on a new machine, as far as it is what they found. */
async function facts(name: string, commands: string): Promise<string[]> {
  const { stdout } = await onMachine(
    folder.at(name),
    { wanted: { balancers: '127.0.0.1' } },
    functions + commands,
  );
  return (
    stdout.match(
      /^(ended with|asked:|pending:|nothing pending|there:|install.sh: (cannot|not ev|\/var)).*|stopped and stays/gm,
    ) ?? []
  );
}

describe('install.sh, where it cannot write its mark', { timeout: 120_000 }, () => {
  const refused = ['ended with 1', 'nothing pending'];
  const done = ['ended with 0', 'asked: 200', 'nothing pending'];

  it.each([
    ['is full', `fill $backups`, `umount $backups`],
    ['is read-only', `mount -o remount,ro $backups`, `mount -o remount,rw $backups`],
  ])('changes nothing as long as /var %s', async (name, before, after) => {
    const found = await facts(
      name.replaceAll(' ', '-'),
      `${before}; say; marked; installed; ${after}; say; asked; marked`,
    );
    const message = `install.sh: cannot write ${pending}; nothing is changed`;
    expect(found).toEqual([message, ...refused, ...done]);
  });

  it('or lock', async () => {
    const found = await facts(
      'lock',
      'mount -o remount,ro /run; say; marked; installed; mount -o remount,rw /run; say; asked; marked',
    );
    expect(found).toEqual([
      'install.sh: cannot write its lock; nothing is changed',
      ...[...refused, ...done],
    ]);
  });
});

describe('install.sh, where its mark', { timeout: 120_000 }, () => {
  const stopped = 'say >/dev/null; end_all';
  const unreadable = `install.sh: ${pending} is unreadable; write --start, or remove it to leave the check stopped; nothing is changed`;

  it.each([
    ['is empty', ''],
    ['is no word of its own', 'garbage 9200\\n'],
    ['has more than ports', 'start 9200; x\\n'],
    ['is full of zeros', '\\0\\0\\0\\0\\0\\0'],
  ])('%s, asks what to do', async (name, mark) => {
    const found = await facts(
      name.replaceAll(' ', '-'),
      `${stopped}; printf '${mark}' >$pending; say; cksum <$pending >own/sum; printf '${mark}' | cksum | cmp - own/sum && echo "there: it is"
say --uninstall; say --dry-run; say --start; asked; marked
end_all; printf '${mark}' >$pending; rm $pending; say; marked`,
    );
    expect(found).toEqual([
      ...[unreadable, 'ended with 1', 'there: it is', unreadable, 'ended with 1'],
      ...[unreadable, 'ended with 1', 'ended with 0', 'asked: 200', 'nothing pending'],
      ...['stopped and stays', 'ended with 2', 'nothing pending'],
    ]);
  });

  it('is unreadable, reloads what answers', async () => {
    const found = await facts(
      'answers',
      'say >/dev/null; echo garbage >$pending; say; asked; marked',
    );
    expect(found).toEqual(['ended with 0', 'asked: 200', 'nothing pending']);
  });

  it.each([
    ['start', 'ended with 0', 'asked: 200'],
    ['stopped', 'ended with 2', 'asked: 000'],
  ])('is "%s" without the end of the line, does it', async (mark, ...outcome) => {
    const found = await facts(
      `line-${mark}`,
      `${stopped}; printf ${mark} >$pending; say; asked; marked`,
    );
    expect(found.filter((line) => line !== 'stopped and stays')).toEqual([
      ...[...outcome, 'nothing pending'],
    ]);
  });
});

describe('install.sh', { timeout: 120_000 }, () => {
  it('ends with 2 where it fails after a change, and completes it in the next run', async () => {
    const found = await facts(
      'half',
      `fill /etc/xinetd.d; say --dry-run; say; installed; umount /etc/xinetd.d; say; asked; marked`,
    );
    expect(found).toEqual([
      ...['ended with 0', 'install.sh: not everything was done; run install.sh again'],
      ...[
        'ended with 2',
        'there: /usr/local/sbin',
        'ended with 0',
        'asked: 200',
        'nothing pending',
      ],
    ]);
  });

  it('updates a node that is UP, whoever may enter TMPDIR', async () => {
    const found = await facts(
      'temporary',
      `say >/dev/null; asked; sed -i '$ a # of another version' "\${new%/*}/puppetmastercheck"
mkdir -m 700 own/private; export TMPDIR=$own/private; say; asked; cmp "\${new%/*}/puppetmastercheck" /usr/local/sbin/puppetmastercheck && echo 'there: the new one'
export TMPDIR=/not/there; say`,
    );
    expect(found).toEqual([
      ...['asked: 200', 'ended with 0', 'asked: 200', 'there: the new one', 'ended with 0'],
    ]);
  });
});

describe.each(shells)('install.sh under %s %s', (...shell) => {
  const words = shell.filter((word) => word !== undefined);
  const name = words.join('-');

  it('installs below a relative DESTDIR of where it is started, whatever CDPATH is', async () => {
    const own = folder.at(`relative-${name}`);
    await buildInto(
      own,
      `pools:
  - name: compile
    bind: 10.0.0.100:8140
    check: node
    servers: [{ name: compile01, address: 10.0.0.101 }]
`,
    );
    mkdirSync(join(own, 'elsewhere/out/compile01'), { recursive: true });
    const start = `cd '${own}' && DESTDIR=machine CDPATH='${own}/elsewhere' ${words.join(' ')} out/compile01/install.sh`;
    expect(await run(['sh', '-c', start])).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(own, 'machine/usr/local/sbin/puppetmastercheck'))).toBe(true);
    expect(readdirSync(join(own, 'out/compile01'))).not.toContain('machine');
    const away = await run(['sh', '-c', `${start} --uninstall`]);
    expect(away).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(own, 'machine/usr/local/sbin/puppetmastercheck'))).toBe(false);
  });
});
