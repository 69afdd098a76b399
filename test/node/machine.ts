import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import { type Ended, run } from './nodes.ts';

/** A folder that commands are built into, and run in as on a machine of their own. */
export function makeMachine(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'puppetlb-machine-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs puppetlb in a folder; what it said, and its exit code. */
export async function puppetlb(folder: string, words: readonly string[]): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  const status = await main([...words], {
    cwd: folder,
    env: {},
    today: () => '2026-12-02',
    isTerminal: () => false,
    readStdin: () => new Uint8Array(),
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
  });
  return { status, stdout, stderr };
}

/** Writes an inventory into a folder. */
export function writeInventory(folder: string, yaml: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'puppetlb.yaml'), yaml);
}

/**
 * Runs commands with processes, a network, a host name and an /etc, /usr/local/sbin, /var/backups and /run of their
 * own, which end with them; its address is 10.0.0.101.
 */
export function runApart(folder: string, commands: string): Promise<Ended> {
  const script = `
set -eu
ip link set lo up
ip address add 10.0.0.101/32 dev lo
mkdir -p '${folder}/own' && cp -a /etc '${folder}/own/etc'
mount --bind '${folder}/own/etc' /etc
hostname machine
echo 127.0.0.1 machine >/etc/hosts
: >/etc/resolv.conf
for path in /usr/local/sbin /var/backups /run; do mount -t tmpfs tmpfs "$path"; done
cd '${folder}'
${commands}`;
  const apart = ['unshare', '--mount', '--net', '--uts', '--pid', '--fork', '--mount-proc'];
  return run([...apart, 'sh', '-c', script]).finally(() => {
    rmSync(join(folder, 'own'), { recursive: true, force: true });
  });
}
