import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run, start } from './processes.ts';

/** A node: a root folder with the check installed, and an address on which it is served. */
export class Node {
  readonly address: string;
  readonly #root: string;

  constructor(root: string, address: string) {
    this.#root = root;
    this.address = address;
  }

  /** Installs the files that puppetlb wrote for the node with its own install.sh. */
  async install(files: string, caFile: string): Promise<void> {
    // Puppet's own copy of its CA, which every node has.
    this.#copy(caFile, 'var/lib/puppet/ssl/certs/ca.pem');
    const { status, output } = await run(['sh', join(files, 'install.sh')], {
      DESTDIR: this.#root,
    });
    if (status !== 0) throw new Error(output);
    this.#move();
  }

  /** Makes the root folder the root of the paths in the installed files. */
  #move(): void {
    for (const folder of ['usr/local/sbin', 'etc/xinetd.d', 'etc/systemd/system']) {
      for (const file of this.#list(folder)) {
        const text = readFileSync(file, 'utf8');
        const paths = /(?<=[\s='])\/(usr\/local\/sbin|etc)\/puppetmastercheck/g;
        writeFileSync(
          file,
          text.replaceAll(paths, (path) => `${this.#root}${path}`),
        );
      }
    }
  }

  /** Starts what serves the script: xinetd, or systemd's way of starting a program for a connection. */
  async serve(): Promise<void> {
    if (this.#list('etc/xinetd.d').length > 0) await this.#serveXinetd();
    for (const file of this.#list('etc/systemd/system')) {
      if (file.endsWith('.socket')) await this.#serveSocket(file);
    }
  }

  /** Several nodes are one machine here, so each listens on its own address. */
  async #serveXinetd(): Promise<void> {
    const file = join(this.#root, 'etc/xinetd.conf');
    const folder = join(this.#root, 'etc/xinetd.d');
    writeFileSync(file, `defaults\n{\n bind = ${this.address}\n}\nincludedir ${folder}\n`);
    const own = ['-f', file, '-pidfile', join(this.#root, 'xinetd.pid')];
    await start(['xinetd', '-dontfork', '-filelog', this.log, ...own], this.log);
  }

  async #serveSocket(file: string): Promise<void> {
    const service = readFileSync(file.replace(/\.socket$/, '@.service'), 'utf8');
    const program = /^ExecStart=(.*)$/m.exec(service)?.[1]?.split(' ') ?? [];
    const nobody = ['setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups'];
    const ends = ['--pdeathsig', 'KILL'];
    for (const [, port] of readFileSync(file, 'utf8').matchAll(/^ListenStream=(.*)$/gm)) {
      const socket = ['systemd-socket-activate', '--accept', '--inetd'];
      const words = [...nobody, ...ends, ...socket, '-l', `${this.address}:${port}`, ...program];
      await start(words, this.log);
    }
  }

  get log(): string {
    return join(this.#root, 'node.log');
  }

  /** Writes the state file. */
  setState(text: string): void {
    writeFileSync(this.#stateFile, text);
  }

  removeState(): void {
    rmSync(this.#stateFile, { force: true });
  }

  get #stateFile(): string {
    return join(this.#root, 'etc/puppetmastercheck/state');
  }

  /** Puts a file of somebody else's check where puppetlb's would be. */
  put(path: string, text: string): void {
    const file = join(this.#root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text.replaceAll('/usr/local/sbin/', join(this.#root, 'usr/local/sbin/')));
    chmodSync(file, basename(dirname(file)) === 'sbin' ? 0o755 : 0o644);
  }

  #copy(file: string, path: string): void {
    const target = join(this.#root, path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(file, target);
  }

  #list(path: string): string[] {
    const folder = join(this.#root, path);
    return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  }
}
