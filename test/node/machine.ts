import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../program.ts';
import { type Ended, run } from './nodes.ts';

/** Writes an inventory into a folder, and builds there what the words ask for. */
export async function buildInto(
  folder: string,
  yaml: string,
  words: readonly string[] = ['--out-dir', 'out'],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'puppetlb.yaml'), yaml);
  const { code, stderr } = await runProgram(['build', ...words], folder);
  if (code !== 0) throw new Error(stderr);
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
