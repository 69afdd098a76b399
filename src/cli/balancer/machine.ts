import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, hostname } from 'node:os';
import { notRoot } from '../../apply/bind-findings.ts';
import type {
  ListenAnswer,
  Machine,
  PathKind,
  ProcessLimits,
  SocketOwner,
} from '../../apply/machine.ts';
import { parseVersion, type Version } from '../../haproxy/facts/versions.ts';
import type { InternetSocket } from '../../haproxy/model/opened-sockets.ts';
import {
  readAbstractNames,
  readCapabilities,
  readFileLimit,
  readKernelSockets,
  readUnitLimits,
} from '../../haproxy/process/kernel.ts';
import { isError } from '../../text/result.ts';
import { isSystemError, reasonOf } from '../exit.ts';
import { nameOf, parentOf, readKernel, socketProcesses, wordsOf } from './process-files.ts';

/** The HAProxy that a machine is asked for. */
export interface OnMachine {
  /** The master, or the only process; undefined where none runs. */
  readonly pid: number | undefined;
  readonly unit: string | undefined;
  readonly program: string | undefined;
  /** The version where the program does not say it. */
  readonly version: Version;
}

/** This machine. */
export function thisMachine({ pid, unit, program, version }: OnMachine): Machine {
  const words = pid === undefined ? undefined : wordsOf(pid);
  const isOwn = (other: number, name: string) =>
    pid === undefined ? name === 'haproxy' : other === pid || parentOf(other) === pid;
  const ownersOf = (inodes: readonly string[]) => owners(inodes, isOwn);
  return {
    host: words === undefined ? hostname() : (wordAfter(words, '-L') ?? hostname()),
    cpus: availableParallelism(),
    version: (program === undefined ? undefined : programVersion(program)) ?? version,
    firstFreePort: numberIn('/proc/sys/net/ipv4/ip_unprivileged_port_start') ?? 1024,
    hasIPv6: readKernel('/proc/net/if_inet6') !== '',
    limits: limitsOf(pid, unit),
    // In the foreground HAProxy writes none.
    hasPidFile:
      words && (words.includes('-p') || !words.some((word) => /^-(?:W|Ws|D)$/.test(word))),
    hasMaster: words?.some((word) => word === '-W' || word === '-Ws') === true,
    listen: (socket, port) => listenOnce(socket, port, ownersOf),
    abstractOwners: (name) =>
      ownersOf(
        readAbstractNames(readKernel('/proc/net/unix')).flatMap(([other, inode]) =>
          other === name ? inode : [],
        ),
      ),
    pathKind,
    hasInterface: (name) => existsSync(`/sys/class/net/${name}`),
    hasAccount,
  };
}

function wordAfter(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option);
  return at === -1 ? undefined : words[at + 1];
}

function programVersion(program: string): Version | undefined {
  const { stdout } = spawnSync(program, ['-v'], { encoding: 'utf8', timeout: 10_000 });
  const read = parseVersion(/version (\d+\.\d+(?:\.\d+)?)/.exec(stdout ?? '')?.[1] ?? '');
  return isError(read) ? undefined : read.value;
}

function numberIn(path: string): number | undefined {
  const text = readKernel(path).trim();
  return text === '' ? undefined : Number(text);
}

function limitsOf(pid: number | undefined, unit: string | undefined): ProcessLimits | undefined {
  const ceiling = numberIn('/proc/sys/fs/nr_open') ?? 1_048_576;
  if (pid !== undefined) {
    const files = readFileLimit(readKernel(`/proc/${pid}/limits`));
    const may = readCapabilities(readKernel(`/proc/${pid}/status`));
    const { mayRaiseLimits, mayBindLowPorts } = may;
    if (files === undefined) return undefined;
    const most = mayRaiseLimits ? Math.max(ceiling, files) : files;
    return { of: `HAProxy (pid ${pid})`, files: most, mayBindLowPorts };
  }
  if (unit === undefined) return undefined;
  const names = 'LoadState LimitNOFILE User CapabilityBoundingSet AmbientCapabilities';
  const words = names.split(' ').flatMap((name) => ['-p', name]);
  const { stdout } = spawnSync('systemctl', ['show', ...words, unit], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  const read = readUnitLimits(stdout ?? '');
  if (read === undefined) return undefined;
  const { files = ceiling, mayRaiseLimits, mayBindLowPorts } = read;
  return { of: unit, files: mayRaiseLimits ? Math.max(ceiling, files) : files, mayBindLowPorts };
}

/** Listens for a moment, as HAProxy would. */
function listenOnce(
  socket: InternetSocket,
  port: number,
  ownersOf: (inodes: readonly string[]) => readonly SocketOwner[],
): Promise<ListenAnswer> {
  const { host, transport, isTransparent } = socket;
  const ipv6Only = socket.isV6Only || (!socket.isDual && isV6OnlyByDefault());
  const taken = (address: string) => ownersOf(inodesOn(transport, address, port));
  if (/^fe[89ab]/.test(host.text)) return Promise.resolve(linkLocal(socket));
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException & { address?: string }) => {
      resolve(answerTo(error, isTransparent, () => taken(error.address ?? host.text)));
    };
    if (transport === 'udp') {
      const type = host.kind === 'ip' && host.family === 6 ? 'udp6' : 'udp4';
      const one = createSocket({ type, ipv6Only }).once('error', fail);
      one.bind({ address: host.text, port, exclusive: true }, () =>
        one.close(() => resolve({ is: 'free' })),
      );
      return;
    }
    const one = createServer((client) => client.destroy()).once('error', fail);
    one.listen({ host: host.text, port, ipv6Only, exclusive: true }, () =>
      one.close(() => resolve({ is: 'free' })),
    );
  });
}

/** Node takes the interface that has the address; HAProxy needs one that is written. */
function linkLocal({ interface: device }: InternetSocket): ListenAnswer {
  return device === undefined
    ? { is: 'refused', why: 'a link-local address needs an interface' }
    : { is: 'unknown', why: 'a link-local address' };
}

function answerTo(
  error: NodeJS.ErrnoException,
  isTransparent: boolean,
  takers: () => readonly SocketOwner[],
): ListenAnswer {
  switch (error.code) {
    case 'EADDRNOTAVAIL': {
      const by = isTransparent ? takers() : [];
      return by.length > 0 ? { is: 'taken', by } : { is: 'absent' };
    }
    case 'EADDRINUSE': {
      const by = takers();
      return { is: 'taken', by: by.length > 0 ? by : [unknownOwner] };
    }
    case 'EACCES':
      return { is: 'unknown', why: notRoot };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { is: 'unknown', why: 'its name does not resolve' };
    default:
      return { is: 'refused', why: reasonOf(error) };
  }
}

function isV6OnlyByDefault(): boolean {
  return numberIn('/proc/sys/net/ipv6/bindv6only') === 1;
}

const unknownOwner: SocketOwner = { pid: undefined, name: 'another program', isOwn: false };

/** The sockets that an address and a port could clash with. */
function inodesOn(transport: 'tcp' | 'udp', address: string, port: number): string[] {
  const isAny = (one: string) => one === '0.0.0.0' || one === '::';
  return [transport, `${transport}6`]
    .flatMap((name) => readKernelSockets(readKernel(`/proc/net/${name}`)))
    .filter((one) => one.port === port)
    .filter((one) => one.address === address || isAny(one.address) || isAny(address))
    .map(({ inode }) => inode);
}

function owners(
  inodes: readonly string[],
  isOwn: (pid: number, name: string) => boolean,
): SocketOwner[] {
  const found = socketProcesses(new Set(inodes));
  return inodes.flatMap((inode): SocketOwner[] => {
    const [first, ...others] = found.get(inode) ?? [];
    if (first === undefined) return [unknownOwner];
    return [first, ...others].map((pid) => {
      const name = nameOf(pid);
      return { pid, name, isOwn: isOwn(pid, name) };
    });
  });
}

function pathKind(path: string): PathKind {
  try {
    if (!statSync(path).isDirectory()) return 'other';
    accessSync(path, constants.W_OK);
    return 'folder';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return 'missing';
    if (error.code === 'EROFS') return 'read-only';
    return error.syscall === 'access' ? 'folder' : 'unknown';
  }
}

/** As HAProxy asks: by name alone, a number is none. */
function hasAccount(kind: 'user' | 'group', name: string): boolean | undefined {
  const table = kind === 'user' ? 'passwd' : 'group';
  const { status, stdout } = spawnSync('getent', [table, '--', name], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  if (status === 0) return stdout.startsWith(`${name}:`);
  return status === 2 ? false : undefined;
}
