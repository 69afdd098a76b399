import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { buildConfiguration } from '../../src/compile/build.ts';
import { inventoryOf } from '../probe/inventory.ts';
import { wait } from '../probe/stubs.ts';
import { askSocket, type Row, rowsOf } from '../runtime-socket.ts';
import { filesOf, type Laboratory } from './nodes.ts';

/** Debian's own. */
const program = 'haproxy';

const children: ChildProcess[] = [];

/** Ends what was started. */
export async function stopAll(): Promise<void> {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  }
}

/** Starts a program that runs until the test ends. */
export async function start(words: readonly string[]): Promise<ChildProcess> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  return child;
}

/** Serves the node's script by what its inventory says; what starts it may be changed first. */
export async function serve(
  laboratory: Laboratory,
  inventory: Record<string, unknown>,
  changed: (text: string) => string = (text) => text,
): Promise<void> {
  const { folder } = laboratory;
  const built = filesOf(laboratory, inventory);
  const files = new Map(
    [...built].map(([name, text]) => [name, isScript(name) ? text : changed(text)]),
  );
  for (const [name, text] of files) {
    // A script that still runs cannot be written over.
    rmSync(folder.at(name), { force: true });
    folder.write(name, text);
  }
  chmodSync(folder.at('puppetmastercheck'), 0o755);
  if (files.has('puppetmastercheck.xinetd')) {
    const log = folder.at('xinetd.log');
    const own = ['-f', folder.at('puppetmastercheck.xinetd'), '-pidfile', folder.at('pid')];
    await start(['xinetd', '-dontfork', '-filelog', log, ...own]);
    const text = files.get('puppetmastercheck.xinetd') ?? '';
    for (const [, port] of text.matchAll(/^\s*port\s*=\s*(\d+)$/gm))
      await untilListened(Number(port));
  }
  for (const [name, text] of files) {
    if (!name.endsWith('.socket')) continue;
    const service = files.get(name.replace('.socket', '@.service')) ?? '';
    const program = /^ExecStart=(.*)$/m.exec(service)?.[1]?.split(' ') ?? [];
    for (const [, port] of text.matchAll(/^ListenStream=(.*)$/gm)) {
      await start(['systemd-socket-activate', '--accept', '--inetd', '-l', `${port}`, ...program]);
      await untilListened(Number(port?.split(':').at(-1)));
    }
  }
}

/** Waits until a port is listened on, by the kernel's tables: a connection would be one more question. */
async function untilListened(port: number): Promise<void> {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const row = new RegExp(`^ *\\d+: [0-9A-F]+:${hex} [0-9A-F]+:0000 0A `, 'm');
  await waitFor(() =>
    ['tcp', 'tcp6'].some((name) => row.test(readFileSync(`/proc/net/${name}`, 'utf8'))),
  );
}

function isScript(name: string): boolean {
  return name === 'puppetmastercheck' || name === 'install.sh';
}

/** What xinetd logged. */
export function xinetdLog({ folder }: Laboratory): string {
  return folder.read('xinetd.log');
}

/** A real HAProxy with the configuration of an inventory. */
export class Balancer {
  readonly #socket: string;

  constructor(socket: string) {
    this.#socket = socket;
  }

  /** A row of `show stat` by HAProxy's names. */
  async server(pool: string, name: string): Promise<Row> {
    const isIt = (row: Row) => row.get('pxname') === pool && row.get('svname') === name;
    return rowsOf(await this.ask('show stat')).find(isIt) ?? new Map();
  }

  /** Waits until the status of a server and how its check ended are what they should be. */
  async until(pool: string, name: string, wanted: RegExp): Promise<void> {
    let seen = '';
    for (let tries = 0; tries < 300; tries += 1) {
      const row = await this.server(pool, name).catch(() => new Map<string, string>());
      seen = [row.get('status'), row.get('check_status'), row.get('check_code')].join(' ');
      if (wanted.test(seen)) return;
      await wait(50);
    }
    throw new Error(`${pool}/${name} is ${seen}, not ${wanted}`);
  }

  ask(question: string): Promise<string> {
    return askSocket(this.#socket, question);
  }
}

/** Starts the real HAProxy. */
export async function balance(
  { folder }: Laboratory,
  inventory: Record<string, unknown>,
): Promise<Balancer> {
  const socket = folder.at('admin.sock');
  const off = { log: [], chroot: false, user: false, group: false };
  const haproxy = inventory['haproxy'] as Record<string, unknown> | undefined;
  const whole = {
    ...inventory,
    haproxy: { ...haproxy, global: { ...off, 'stats-socket': socket } },
  };
  const { text } = buildConfiguration(inventoryOf(whole), 'whole');
  const file = folder.write('haproxy.cfg', text);
  const child = spawn(program, ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'ignore'] });
  children.push(child);
  await once(child, 'spawn');
  return new Balancer(socket);
}

/** Waits until something holds. */
export async function waitFor(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (holds()) return;
    await wait(50);
  }
  throw new Error('waited in vain');
}
