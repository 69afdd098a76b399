import { existsSync } from 'node:fs';
import { stringify } from 'yaml';
import { program } from '../built.ts';
import { type Folder, makeFolder } from '../folder.ts';
import { Balancer } from './balancer.ts';
import { run, stopAll } from './processes.ts';

/** A folder and a network of loopback addresses that no other file of tests has. */
export class Site {
  // Others must be able to read it: nobody, who runs the script, and puppet.
  readonly #folder: Folder = makeFolder({ mode: 0o755 });
  readonly #network: string;

  constructor() {
    // Each file of tests has a worker; scripts/e2e gives all of them a loopback that nobody else is on.
    this.#network = `127.66.${process.env['VITEST_WORKER_ID'] ?? 1}`;
  }

  /** An address of the network. */
  address(last: number): string {
    return `${this.#network}.${last}`;
  }

  /** The address that clients of a balancer connect to, of which the last number tells. */
  vip(balancer: string): string {
    return this.address(110 + Number(balancer.slice(-1)));
  }

  path(name: string): string {
    return this.#folder.at(name);
  }

  /** Compiles an inventory with puppetlb into a folder; returns the folder. */
  async build(name: string, inventory: object): Promise<string> {
    const text = stringify(inventory, { aliasDuplicateObjects: false });
    const file = this.#folder.write(`${name}.yaml`, text);
    const folder = this.path(name);
    const words = ['build', '--out-dir', folder, file];
    const { status, output } = await run([process.execPath, program, ...words]);
    if (status !== 0) throw new Error(output);
    return folder;
  }

  /** Asks every check of an inventory as `puppetlb probe` does. */
  probe(name: string): Promise<{ status: number | null; output: string }> {
    return run([process.execPath, program, 'probe', this.path(`${name}.yaml`)]);
  }

  /** Starts a HAProxy with the haproxy.cfg of an inventory that was built. */
  balance(name: string): Promise<Balancer> {
    return Balancer.start(this.path(name), this.socket(name));
  }

  socket(name: string): string {
    return this.path(`${name}.sock`);
  }

  /** Ends everything that was started, and removes the folder. */
  async close(): Promise<void> {
    await stopAll();
    this.#folder.remove();
  }
}

/** HAProxy as it can run beside others and without its user. */
export function global(site: Site, name: string): object {
  return { log: [], chroot: false, user: false, group: false, 'stats-socket': site.socket(name) };
}

const programs = {
  haproxy: '/usr/sbin/haproxy',
  puppetserver: '/usr/share/puppetserver/puppetserver.jar',
  'default-jre-headless': '/usr/bin/java',
  puppet: '/usr/bin/puppet',
  xinetd: '/usr/sbin/xinetd',
  systemd: '/usr/bin/systemd-socket-activate',
  curl: '/usr/bin/curl',
};

/** The Debian packages that are not there; in CI that is an error. */
export function missingPackages(): string[] {
  const missing = Object.entries(programs).flatMap(([name, file]) =>
    existsSync(file) ? [] : [name],
  );
  if (missing.length > 0 && process.env['CI'] !== undefined) {
    throw new Error(`no ${missing.join(', ')}; scripts/install-debian-packages installs them`);
  }
  return missing;
}
