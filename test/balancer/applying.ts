import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { configurationIdIn } from '../../src/haproxy/model/configuration-id.ts';
import { readConfiguration } from '../../src/haproxy/syntax/read.ts';
import type { RealHaproxy } from '../integration/haproxies.ts';
import {
  type Balancer,
  configurationFile,
  masterSocketPath,
  pidFile,
  type StartOptions,
  socketPath,
} from './balancer.ts';
import { until } from './namespace.ts';

/** An inventory whose checks need less than a second. */
export interface InventoryOptions {
  readonly version: string;
  readonly servers?: readonly string[];
  readonly bind?: string;
  readonly global?: string;
  readonly more?: string;
}

/** The lines of servers a and b. */
export const twoServers: readonly string[] = [
  '{ name: a, address: 127.0.0.2 }',
  '{ name: b, address: 127.0.0.3 }',
];

/** An inventory of one pool. */
export function inventoryOf(options: InventoryOptions): string {
  const {
    version,
    servers = twoServers,
    bind = '127.0.0.1:8140',
    global = '',
    more = '',
  } = options;
  return `haproxy:
  version: "${version}"
  balancers: [127.0.0.1]
  global:
    stats-socket: "${socketPath} mode 660 level admin"
    chroot: false
    user: false
    group: false
${global}
  timeouts: { check: 500ms }
defaults:
  check: { kind: http, path: /, port: 9200, inter: 200ms, rise: 1, fall: 2, expect: "status 200" }
pools:
  - name: compile
    bind: "${bind}"
    balance: roundrobin
    servers:
${servers.map((server) => `      - ${server}\n`).join('')}${more}`;
}

/** An inventory that needs a reload, with a third server. */
export function changedInventory(version: string): string {
  const servers = [...twoServers, '{ name: c, address: 127.0.0.4 }'];
  return inventoryOf({ version, servers, more: '    retries: 5\n' });
}

/** The inventory and the settings of the balancer. */
export const inventoryFile = '/etc/puppetlb/puppetlb.yaml';
export const settingsFile = '/etc/puppetlb/apply.yaml';

/** How HAProxy is reloaded. */
export type Trigger = 'master' | 'signal' | 'systemd' | 'command';

const triggers: Readonly<Record<Trigger, string>> = {
  master: `master-socket: ${masterSocketPath}`,
  signal: `pid-file: ${pidFile}`,
  systemd: 'unit: haproxy.service',
  command: `reload-command: [sh, -c, "haproxy -D -f ${configurationFile} -p ${pidFile} -sf $(cat ${pidFile})"]`,
};

/** Starts a balancer that runs what its inventory builds. */
export async function startApplied(
  balancer: Balancer,
  haproxy: RealHaproxy,
  trigger: Trigger = 'master',
): Promise<void> {
  for (const [name, address] of [
    ['a', '127.0.0.2'],
    ['b', '127.0.0.3'],
    ['c', '127.0.0.4'],
  ] as const) {
    await balancer.listen(name, address, 8140);
    await balancer.listen(name, address, 9200, 'http');
  }
  const lines = ['inventory: /etc/puppetlb/puppetlb.yaml', `socket: ${socketPath}`];
  balancer.write(settingsFile, `${[...lines, triggers[trigger]].join('\n')}\n`);
  balancer.write(inventoryFile, inventoryOf({ version: haproxy.version }));
  const { code, stderr } = await balancer.puppetlb([
    'build',
    inventoryFile,
    '-q',
    '--haproxy',
    'off',
    '-o',
    configurationFile,
  ]);
  expect(code, stderr).toBe(0);
  const options: StartOptions = {
    mode: trigger === 'command' ? 'daemon' : 'master',
    hasMasterSocket: trigger === 'master',
  };
  await balancer.start(options);
  // A master that has just started executes itself once more, and misses what comes then.
  await pause(haproxy.version === '3.0' ? 1000 : 300);
}

/** The configuration ID that the process shows; what it is not is undefined. */
export async function runningId(balancer: Balancer): Promise<string | undefined> {
  const answer = await balancer.ask('show info').catch(() => '');
  return /^description: .*?(puppetlb-[0-9a-f]{12})$/m.exec(answer)?.[1];
}

/** The configuration ID of the file. */
export function fileId(balancer: Balancer): string | undefined {
  const text = balancer.read(configurationFile);
  return configurationIdIn(readConfiguration([{ name: '', text }]));
}

/** What is everywhere: one ID, in the file and in the process. */
export async function idEverywhere(balancer: Balancer): Promise<string> {
  const [file, running] = [fileId(balancer), await runningId(balancer)];
  return file === running ? `${file}` : `file ${file}, process ${running}`;
}

/** Waits until no change is pending. */
export async function untilEnded(balancer: Balancer): Promise<void> {
  await until(async () => {
    const { code } = await balancer.run(['test', '-e', '/var/lib/puppetlb/apply.json']);
    return code !== 0;
  }, 'the change ends');
}
