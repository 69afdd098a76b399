import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildConfiguration } from '../../src/compile/build.ts';
import { lint } from '../../src/rules/lint.ts';
import { program } from '../built.ts';
import { commandIn, haproxies, type RealHaproxy } from '../integration/haproxies.ts';

/** A folder that every root has, empty. */
const folder = `/tmp/puppetlb-preflight-${process.pid}`;

beforeAll(() => {
  for (const { root } of haproxies) {
    mkdirSync(join(root, folder, 'chroot'), { recursive: true });
    mkdirSync(join(root, folder, 'a-folder'));
    writeFileSync(join(root, folder, 'a-file'), '');
  }
});

afterAll(() => {
  for (const { root } of haproxies) rmSync(join(root, folder), { recursive: true });
});

interface Row {
  readonly name: string;
  /** Binds, in YAML. */
  readonly bind?: string;
  /** Properties of the global section, in YAML. */
  readonly global?: string;
  /** Sections that are written as they are. */
  readonly sections?: string;
  /** Shell that runs in the namespace before. */
  readonly setup?: string;
  readonly finds?: readonly string[];
  /** Whether it starts all the same. */
  readonly isWarning?: boolean;
  /** The versions that the rest is for. */
  readonly versions?: readonly string[];
}

/** Listens on 7777 of 127.0.0.1, and of each abstract name as HAProxy spells it. */
const listener = `${process.execPath} -e 'const {createServer: make} = require("net");
make().listen(7777, "127.0.0.1"); require("dgram").createSocket("udp4").bind(7777, "127.0.0.1");
make().listen("\\0taken".padEnd(108, "\\0"), () => require("fs").writeFileSync(process.argv[1], ""))'`;

const taken = `rm -f ${folder}/listening; ${listener} ${folder}/listening &
until [ -e ${folder}/listening ]; do sleep 0.05; done`;

const rows: readonly Row[] = [
  { name: 'a good file' },
  { name: 'an absent address', bind: '10.9.9.9:8140', finds: ['HAP401'] },
  {
    name: 'an absent address, transparent',
    bind: '{ address: "10.9.9.9:8140", transparent: true }',
  },
  {
    name: 'an absent address, transparent, its port taken everywhere',
    finds: ['HAP402'],
    bind: '{ address: "10.9.9.9:7777", transparent: true }',
    setup: taken.replace('7777, "127.0.0.1"', '7777, "0.0.0.0"'),
  },
  {
    name: 'an absent address that may be bound',
    bind: '10.9.9.9:8140',
    setup: 'echo 1 > /proc/sys/net/ipv4/ip_nonlocal_bind',
  },
  { name: 'an absent IPv6 address', bind: '"[2001:db8::9]:8140"', finds: ['HAP401'] },
  {
    name: 'an absent IPv6 address that may be bound',
    bind: '"[2001:db8::9]:8140"',
    setup: 'echo 1 > /proc/sys/net/ipv6/ip_nonlocal_bind',
  },
  {
    name: 'an IPv6 address without IPv6',
    bind: '"[::1]:8140"',
    finds: ['HAP401'],
    setup: 'echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6',
  },
  { name: 'an IPv6 address of the machine', bind: '"[::1]:8140"' },
  {
    name: 'a link-local address without its interface',
    sections: 'listen more\n  bind [fe80::1]:8140\n  server a 127.0.0.1:1',
    finds: ['HAP401'],
  },
  {
    name: 'one of two addresses absent',
    bind: '[127.0.0.1:8140, 10.9.9.9:8141]',
    finds: ['HAP401'],
  },
  { name: 'every address of 127/8', bind: '127.9.9.9:8140' },
  { name: 'a taken port', bind: '127.0.0.1:7777', setup: taken, finds: ['HAP402'] },
  { name: 'a taken port, on every address', bind: '":7777"', setup: taken, finds: ['HAP402'] },
  { name: 'a taken port, on another address', bind: '127.0.0.2:7777', setup: taken },
  { name: 'a taken port in a range', bind: '127.0.0.1:7775-7779', setup: taken, finds: ['HAP402'] },
  {
    name: 'IPv6 and IPv4 of a taken port',
    bind: '{ address: "[::]:7777", v4v6: true }',
    setup: taken,
    finds: ['HAP402'],
  },
  {
    name: 'IPv6 of a port that IPv4 has',
    bind: '{ address: "[::]:7777", v6only: true }',
    setup: taken,
  },
  { name: 'both by default', bind: '"[::]:7777"', setup: taken, finds: ['HAP402'] },
  {
    name: 'IPv6 by default alone',
    bind: '"[::]:7777"',
    setup: `${taken}; echo 1 > /proc/sys/net/ipv6/bindv6only`,
  },
  {
    name: 'an absent interface',
    bind: '{ address: "127.0.0.1:8140", interface: eth9 }',
    finds: ['HAP401'],
    isWarning: true,
  },
  { name: 'a missing chroot', global: 'chroot: DIR/none', finds: ['HAP403'] },
  { name: 'a chroot that is a file', global: 'chroot: DIR/a-file', finds: ['HAP403'] },
  { name: 'a chroot', global: 'chroot: DIR/chroot' },
  { name: 'an unknown user', global: 'user: nosuchuser', finds: ['HAP404'] },
  { name: 'an unknown group', global: 'group: nosuchgroup', finds: ['HAP404'] },
  { name: 'a user', global: 'user: nobody' },
  {
    name: 'a missing folder of a stats socket',
    global: 'stats-socket: DIR/none/s',
    finds: ['HAP403'],
  },
  { name: 'a stats socket below a file', global: 'stats-socket: DIR/a-file/s', finds: ['HAP403'] },
  {
    name: 'a folder in place of a stats socket',
    global: 'stats-socket: DIR/a-folder',
    finds: ['HAP403'],
  },
  { name: 'a stats socket', global: 'stats-socket: DIR/s' },
  {
    name: 'a stats socket on a taken port',
    sections: 'global\n  stats socket ipv4@127.0.0.1:7777',
    setup: taken,
    finds: ['HAP402'],
  },
  {
    name: 'a prefix that is missing',
    global: 'extra: [unix-bind prefix DIR/none], stats-socket: /s',
    finds: ['HAP403', 'HAP403'],
  },
  { name: 'a prefix', global: 'extra: [unix-bind prefix /tmp/..], stats-socket: DIR/s2' },
  {
    name: 'a bind on a Unix socket of a missing folder',
    finds: ['HAP403'],
    sections: 'listen more\n  bind unix@DIR/none/s\n  server a 127.0.0.1:1',
  },
  {
    name: 'a taken abstract name',
    setup: taken,
    finds: ['HAP402'],
    sections: 'listen more\n  bind abns@taken\n  server a 127.0.0.1:1',
  },
  {
    name: 'an abstract name',
    setup: taken,
    sections: 'listen more\n  bind abns@free\n  server a 127.0.0.1:1',
  },
  {
    name: 'a disabled proxy on an absent address',
    sections: 'listen more\n  bind 10.9.9.9:1\n  disabled\n  server a 127.0.0.1:1',
  },
  {
    name: 'peers on a taken port',
    setup: taken,
    finds: ['HAP402'],
    sections: 'peers some\n  peer HOST 127.0.0.1:7777',
  },
  {
    name: 'peers with a bind on an absent address',
    finds: ['HAP401'],
    sections: 'peers some\n  bind 10.9.9.9:7000\n  server HOST',
  },
  {
    name: 'a peer that is another machine',
    sections: 'peers some\n  peer HOST 127.0.0.1:7001\n  peer other 10.9.9.9:7777',
  },
  {
    name: 'a receiver of logs on a taken port',
    setup: taken,
    finds: ['HAP402'],
    sections: 'log-forward some\n  dgram-bind 127.0.0.1:7777\n  log 127.0.0.1:514 local0',
    versions: ['2.6', '3.0', '3.2'],
  },
  {
    name: 'a receiver of logs',
    setup: taken,
    sections: 'log-forward some\n  dgram-bind 127.0.0.2:7777\n  log 127.0.0.1:514 local0',
    versions: ['2.6', '3.0', '3.2'],
  },
];

function inventoryOf({
  bind = '127.0.0.1:8140',
  global = '',
  sections = '',
  versions,
}: Row): string {
  const ready = `listen ready\n  mode http\n  timeout client 5s\n  stats enable\n  stats uri /\n  bind unix@DIR/ready\n`;
  const text = `haproxy:
  version: "${versions?.[0] ?? '2.2'}"
  baseline: none
  timeouts: { connect: 5s, client: 30m, server: 30m }
  global: { ${global} }
  sections: ${JSON.stringify(`${ready}${sections}\n`)}
pools:
  - name: compile
    bind: ${bind}
    check: tcp
    servers: [{ name: a, address: 192.0.2.7 }]
`;
  return text.replaceAll('DIR', folder).replaceAll('HOST', hostname());
}

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly text: string }>;
}

/** Runs a command in a network namespace of its own; everything that it starts ends with it. */
function inNamespace(setup: string, words: readonly string[]): Run {
  const shell = `ip link set lo up; ${setup}\n"$@"`;
  const all = ['-np', '--fork', '--kill-child', 'sh', '-c', shell, 'sh', ...words];
  const child = spawn('unshare', all, { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (more) => {
    text += more;
  });
  return { child, ended: once(child, 'close').then(([code]) => ({ code, text })) };
}

/** Whether the real HAProxy starts with a configuration, and what it said otherwise. */
async function start({ root }: RealHaproxy, config: string, { setup = '' }: Row): Promise<string> {
  const file = `${folder}/haproxy.cfg`;
  const socketPath = join(root, folder, 'ready');
  writeFileSync(join(root, file), config);
  rmSync(socketPath, { force: true });
  const { child, ended } = inNamespace(setup, commandIn(root, ['haproxy', '-db', '-f', file]));
  try {
    for (let tries = 0; tries < 200; tries += 1) {
      const answer = await Promise.race([answers(socketPath), ended]);
      if (answer === true) return 'starts';
      if (answer !== false) return answer.text;
      await pause(20);
    }
    throw new Error('HAProxy neither starts nor ends');
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    get({ socketPath, path: '/' }, (response) => resolve(response.resume().statusCode === 200)).on(
      'error',
      () => resolve(false),
    );
  });
}

/** The codes that preflight finds, with their severities, in the namespace. */
async function preflightCodes(yaml: string, { setup = '' }: Row): Promise<string[]> {
  const [inventory, built] = ['puppetlb.yaml', 'built.cfg'].map((name) => join(folder, name));
  writeFileSync(inventory ?? '', yaml);
  const words = [
    'build',
    '--preflight',
    '--haproxy',
    'off',
    '--format',
    'concise',
    inventory ?? '',
  ];
  const command = [process.execPath, program, ...words, '-o', built ?? ''];
  const { text } = await inNamespace(setup, command).ended;
  return [...text.matchAll(/(error|warning) (HAP40\d)/g)].map((found) => found.slice(1).join(' '));
}

describe.sequential('what keeps HAProxy from starting is found before', () => {
  it.each(rows)('$name', async (row) => {
    const yaml = inventoryOf(row);
    const { inventory, diagnostics } = lint({ name: 'x.yaml', bytes: Buffer.from(yaml) });
    if (inventory === undefined) throw new Error(JSON.stringify(diagnostics));
    const { text } = buildConfiguration(inventory, 'whole');
    const { finds = [], isWarning = false, versions } = row;
    const found = await preflightCodes(yaml, row);
    expect(found).toEqual(finds.map((code) => `${isWarning ? 'warning' : 'error'} ${code}`));
    for (const haproxy of haproxies) {
      if (versions !== undefined && !versions.includes(haproxy.version)) continue;
      const started = await start(haproxy, text, row);
      expect(started === 'starts', `${haproxy.version}: ${started}`).toBe(
        finds.length === 0 || isWarning,
      );
    }
  });
});
