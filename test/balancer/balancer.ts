import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach } from 'vitest';
import { program } from '../built.ts';
import type { RealHaproxy } from '../integration/haproxies.ts';
import { askSocket } from '../runtime-socket.ts';
import {
  type Inside,
  makeNamespace,
  type Namespace,
  notifyLog,
  type Output,
  type RunOptions,
  startInside,
  syslog,
  until,
} from './namespace.ts';

/** How HAProxy is started. */
export interface StartOptions {
  /** `-Ws` as a unit of systemd does it, or `-D` without a master. */
  readonly mode?: 'master' | 'daemon';
  /** Whether the master has a socket. */
  readonly hasMasterSocket?: boolean;
  /** What stands behind each -f. */
  readonly files?: readonly string[];
  readonly arguments?: readonly string[];
}

/** What a client loop saw. */
export interface ClientCounts {
  readonly tries: number;
  readonly failed: number;
  readonly byServer: Readonly<Record<string, number>>;
}

/** A machine that looks like a balancer, with a real HAProxy. */
export interface Balancer {
  readonly namespace: Namespace;
  readonly inside: Inside;
  /** A path of the balancer, as the test reaches it. */
  path(name: string): string;
  read(name: string): string;
  write(name: string, text: string, mode?: number): void;
  /** Runs the built program there, as root in the folder /etc/puppetlb. */
  puppetlb(words: readonly string[], options?: RunOptions): Promise<Output>;
  run(words: readonly string[], options?: RunOptions): Promise<Output>;
  /** Starts HAProxy, and waits until it answers. */
  start(options?: StartOptions): Promise<void>;
  /** Reloads as the unit does, and waits until another worker answers. */
  reload(): Promise<void>;
  /** Sends the signal of a reload and does not wait, or starts the next daemon. */
  signalReload(): Promise<void>;
  ask(command: string): Promise<string>;
  askMaster(command: string): Promise<string>;
  /** The process that answers on the stats socket, as it is numbered inside; 0 where none does. */
  worker(): Promise<number>;
  /** What systemd and syslog were told. */
  notified(): string;
  logged(): string;
  /** A server that says its name, and one that answers its check. */
  listen(name: string, address: string, port: number, kind?: 'tcp' | 'http'): Promise<void>;
  health(address: string, port: number, health: 'up' | 'down' | 'hang' | 'refuse'): Promise<void>;
  connect(
    address: string,
    port: number,
    from?: string,
  ): Promise<{ readonly key: number; readonly hello: string }>;
  isOpen(key: number): Promise<boolean>;
  disconnect(key: number): Promise<void>;
  startClients(address: string, port: number, every?: number): Promise<number>;
  stopClients(key: number): Promise<ClientCounts>;
}

/** Where the sockets and files of the balancer are. */
export const socketPath = '/run/haproxy/admin.sock';
export const masterSocketPath = '/run/haproxy-master.sock';
export const pidFile = '/run/haproxy.pid';
export const configurationFile = '/etc/haproxy/haproxy.cfg';

/** Makes balancers; each is ended after its test. */
export function useBalancers(): (haproxy: RealHaproxy) => Promise<Balancer> {
  const made: Namespace[] = [];
  afterEach(async () => {
    await Promise.all(made.splice(0).map((one) => one.stop()));
  });
  return async (haproxy) => {
    const namespace = await makeNamespace(haproxy);
    made.push(namespace);
    return toBalancer(namespace, await startInside(namespace));
  };
}

function toBalancer(namespace: Namespace, inside: Inside): Balancer {
  const path = (name: string) => `/proc/${namespace.pid}/root${name}`;
  const read = (name: string) => readFileSync(path(name), 'utf8');
  const ask = (command: string) => askSocket(path(socketPath), command);
  const worker = async () => {
    const answer = await ask('show info').catch(() => '');
    return Number(/^Pid: (\d+)/m.exec(answer)?.[1] ?? 0);
  };
  let started: StartOptions = {};
  const commandOf = ({ mode = 'master', hasMasterSocket = true, files, ...more }: StartOptions) => [
    '/usr/sbin/haproxy',
    mode === 'master' ? '-Ws' : '-D',
    ...(files ?? [configurationFile]).flatMap((file) => ['-f', file]),
    ...['-p', pidFile],
    ...(mode === 'master' && hasMasterSocket ? ['-S', masterSocketPath] : []),
    ...(more.arguments ?? []),
  ];
  const write: Balancer['write'] = (name, text, mode = 0o644) => {
    mkdirSync(path(dirname(name)), { recursive: true });
    writeFileSync(path(name), text);
    chmodSync(path(name), mode);
  };
  const signalReload = async () => {
    if (started.mode === 'daemon') {
      const { code, stderr } = await namespace.run([
        ...commandOf(started),
        ...['-sf', ...read(pidFile).trim().split('\n')],
      ]);
      if (code !== 0) throw new Error(`HAProxy did not start: ${stderr}`);
    } else await namespace.run(['kill', '-USR2', read(pidFile).trim()]);
  };
  return {
    namespace,
    inside,
    path,
    read,
    write,
    ask,
    worker,
    signalReload,
    run: namespace.run,
    puppetlb: (words, options) =>
      namespace.run([process.execPath, program, ...words], {
        cwd: '/etc/puppetlb',
        ...options,
      }),
    async start(options = {}) {
      started = options;
      const files = options.files ?? [configurationFile];
      write('/run/haproxy.files', files.map((file) => `-f ${file}`).join(' '));
      const command = commandOf(options);
      if (options.mode === 'daemon') {
        const { code, stderr } = await namespace.run(command);
        if (code !== 0) throw new Error(`HAProxy did not start: ${stderr}`);
      } else namespace.start(command);
      await until(async () => (await worker()) !== 0, 'HAProxy answers');
    },
    async reload() {
      const old = await worker();
      let tries = 0;
      await until(async () => {
        // A master that has just started executes itself once more, and misses a signal then.
        if (tries++ % 80 === 0) await signalReload();
        const now = await worker();
        return now !== 0 && now !== old;
      }, 'HAProxy reloads');
    },
    async askMaster(command) {
      let answer: string | undefined;
      await until(async () => {
        answer = await askSocket(path(masterSocketPath), command).catch(() => undefined);
        return answer !== undefined;
      }, 'the master answers');
      return answer ?? '';
    },
    notified: () => read(notifyLog),
    logged: () => read(syslog),
    listen: (name, address, port, kind = 'tcp') =>
      inside.do('listen', { name, address, port, kind }),
    health: (address, port, health) => inside.do('health', { address, port, health }),
    connect: (address, port, from) => inside.do('connect', { address, port, from }),
    isOpen: (key) => inside.do('isOpen', { key }),
    disconnect: (key) => inside.do('disconnect', { key }),
    startClients: (address, port, every = 10) =>
      inside.do('startClients', { address, port, every }),
    stopClients: (key) => inside.do('stopClients', { key }),
  };
}
