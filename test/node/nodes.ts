import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { renderNode } from '../../src/health-check/node.ts';
import { deployNodes } from '../../src/health-check/node-plan.ts';
import { type Folder, makeFolder } from '../folder.ts';
import { type Authority, makeAuthority, type Pair } from '../probe/certificates.ts';
import { inventoryOf } from '../probe/inventory.ts';

/** The name in the certificate of every stand-in for Puppet Server. */
export const certname = 'compile01.example.com';

/** A folder of this test run, with Puppet's CA and a certificate of the node in it. */
export interface Laboratory {
  readonly folder: Folder;
  readonly authority: Authority;
  readonly pair: Pair;
  readonly state: string;
  remove(): void;
}

/** Makes a laboratory; everybody may read it, because xinetd runs the script as nobody. */
export function makeLaboratory(): Laboratory {
  const folder = makeFolder({ mode: 0o755 });
  const authority = makeAuthority('Puppet CA');
  chmodSync(join(authority.caFile, '..'), 0o755);
  return {
    folder,
    authority,
    pair: authority.issue([certname]),
    state: folder.at('state'),
    remove() {
      authority.remove();
      folder.remove();
    },
  };
}

/** A pool of one server, compile01, whose Puppet Server is on a port of an address of 127/8. */
export function onePool(port: number, more: Record<string, unknown> = {}): object[] {
  const server = { name: 'compile01', address: '127.0.0.1', port, certname };
  return [{ name: 'compile', bind: '127.0.8.1:18140', servers: [server], ...more }];
}

/** The files of the only node of an inventory, with the paths of a laboratory in place of a machine's. */
export function filesOf(
  laboratory: Laboratory,
  inventory: Record<string, unknown>,
): Map<string, string> {
  const [node] = deployNodes(inventoryOf(inventory));
  if (node === undefined) throw new Error('the inventory has no node');
  const { folder, authority, state } = laboratory;
  const found = renderNode(node).map(({ name, text }): [string, string] => [
    name,
    text
      .replaceAll('/etc/puppetlabs/puppet/ssl/certs/ca.pem', authority.caFile)
      .replaceAll('/etc/puppetmastercheck/state', state)
      .replaceAll('/usr/local/sbin/puppetmastercheck', folder.at('puppetmastercheck')),
  ]);
  return new Map(found);
}

/** Writes the script of the only node of an inventory; returns its path. */
export function writeScript(laboratory: Laboratory, inventory: Record<string, unknown>): string {
  const text = filesOf(laboratory, inventory).get('puppetmastercheck') ?? '';
  return laboratory.folder.write('puppetmastercheck', text, 0o755);
}

/** The shells that the script must run under. */
export const shells: readonly (readonly string[])[] = [['dash'], ['bash'], ['busybox', 'sh']];

/** A folder with busybox in place of every program but curl, for a PATH. */
export function busyboxPath({ folder }: Laboratory): string {
  folder.make('busybox');
  for (const name of ['sh', 'timeout', 'dd', 'head', 'tr', 'awk', 'kill', 'cat', 'readlink']) {
    folder.link('/bin/busybox', `busybox/${name}`);
  }
  folder.link('/usr/bin/curl', 'busybox/curl');
  return folder.at('busybox');
}

/** What a program said and how it ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with something on its standard input, which stays open where `isOpen`. */
export function run(
  words: readonly string[],
  { input = '', isOpen = false }: { input?: string; isOpen?: boolean } = {},
): Promise<Ended> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk.toString('latin1');
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.on('error', () => undefined);
  if (isOpen) child.stdin.write(input);
  else child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      child.stdin.destroy();
      resolve({ status, stdout, stderr });
    });
  });
}
