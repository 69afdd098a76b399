import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parseVersion, type Version } from '../../src/haproxy/facts/versions.ts';
import { makeFolder } from '../folder.ts';
import { askSocket } from '../runtime-socket.ts';
import { commandIn, pathIn, type RealHaproxy, temporaryOf } from './haproxies.ts';

/** A connection to HAProxy: from which address of 127/8, to where, and what is said first. */
export interface Visit {
  readonly from: string;
  readonly port: number;
  readonly hello?: string;
}

/** Servers on loopback that answer their name and hang up, all on 127.0.0.1 unless it is said. */
export async function startServers(
  names: readonly string[],
  hostOf: (at: number) => string = () => '127.0.0.1',
): Promise<{
  readonly ports: ReadonlyMap<string, number>;
  readonly stop: () => void;
}> {
  const servers = await Promise.all(names.map((name, at) => startServer(name, hostOf(at))));
  const ports = servers.map((server, at): [string, number] => {
    return [names[at] ?? '', (server.address() as AddressInfo).port];
  });
  const stop = () => {
    for (const server of servers) server.close();
  };
  return { ports: new Map(ports), stop };
}

async function startServer(name: string, host: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(name);
  });
  server.listen(0, host);
  await once(server, 'listening');
  return server;
}

const atOnce = 32;

/** Makes visits, some at once; the name of the server that answered each, or an empty text. */
export async function visitAll(visits: readonly Visit[]): Promise<string[]> {
  const answers = new Array<string>(visits.length);
  let next = 0;
  const work = async () => {
    for (let at = next; at < visits.length; at = next) {
      next += 1;
      const one = visits[at];
      if (one !== undefined) answers[at] = await visit(one);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}

function visit({ from, port, hello }: Visit): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress: from });
    let answer = '';
    if (hello !== undefined) socket.write(hello);
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('end', () => resolve(answer));
    // Where nobody takes the client, HAProxy hangs up, with or without a reset.
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(answer);
      else reject(error);
    });
  });
}

/** A HAProxy that runs until it is stopped. */
export interface Running {
  /** The path of its runtime socket, from outside. */
  readonly socket: string;
  /** Sends commands to its runtime socket; the answers. */
  ask(...commands: string[]): Promise<string>;
  /** Gives it another configuration, without it ever being away; waits for the end of the old worker unless that stays. */
  reload(text: string, oldWorker?: 'and leaves the old worker'): Promise<void>;
  stop(): Promise<void>;
}

/** Starts HAProxy with a configuration in which SOCKET stands for the path of its runtime socket. */
export async function startHaproxy(haproxy: RealHaproxy, text: string): Promise<Running> {
  const { root } = haproxy;
  const folder = makeFolder(temporaryOf(haproxy));
  const socket = folder.at('admin.sock');
  const write = (config: string) =>
    folder.write('haproxy.cfg', config.replaceAll('SOCKET', pathIn(root, socket)));
  const words = ['haproxy', '-W', '-db', '-f', pathIn(root, write(text))];
  const [program = '', ...rest] = commandIn(root, words);
  const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = once(child, 'close');
  const ask = (...commands: string[]) => askSocket(socket, commands.join(';'));
  const pid = async () => /^Pid: (\d+)/m.exec(await ask('show info').catch(() => ''))?.[1];
  const until = async (isReached: () => Promise<boolean>, what: string) => {
    for (let tries = 0; tries < 2400; tries += 1) {
      if (await isReached()) return;
      if (child.exitCode !== null) break;
      await pause(25);
    }
    throw new Error(`HAProxy ${what}: ${said}`);
  };
  await until(async () => existsSync(socket) && (await pid()) !== undefined, 'did not start');
  return {
    socket,
    ask,
    async reload(config, oldWorker) {
      const old = (await pid()) ?? '';
      write(config);
      let asked = 0;
      await until(async () => {
        const now = await pid();
        // A master that has just started executes itself once more, and misses a signal then.
        if (now === old && asked % 80 === 0) child.kill('SIGUSR2');
        asked += 1;
        const isGone = oldWorker !== undefined || !existsSync(`/proc/${old}`);
        return now !== undefined && now !== old && isGone;
      }, 'did not reload');
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      folder.remove();
    },
  };
}

/** The version of a real HAProxy, to the patch. */
export function versionOf({ root }: RealHaproxy): Version {
  const [program = '', ...rest] = commandIn(root, ['haproxy', '-v']);
  const { stdout } = spawnSync(program, rest, { encoding: 'utf8' });
  const judged = parseVersion(/version (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? stdout);
  if ('message' in judged) throw new Error(judged.message);
  return judged.value;
}
