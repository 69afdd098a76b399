import { configurationIdIn } from '../haproxy/model/configuration-id.ts';
import { readProxies } from '../haproxy/model/read.ts';
import { socketPath, statsSocketsOf } from '../haproxy/model/stats-sockets.ts';
import { readAsMeant } from '../haproxy/syntax/old-syntax.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import type { SourceText } from '../text/positions.ts';
import { inYaml, listInYaml } from '../yaml/quote.ts';
import { settingsFile } from './paths.ts';

/** What was found of the HAProxy of this machine; every path is absolute. */
export interface FoundHaproxy {
  /** Undefined where none runs. */
  readonly pid: number | undefined;
  readonly program: string;
  readonly files: readonly string[];
  readonly arguments: readonly string[];
  readonly pidFile: string | undefined;
  readonly masterSocket: string | undefined;
  readonly unit: string | undefined;
  /** The files that could be read, in their order. */
  readonly sources: readonly SourceText[];
}

/** Settings to begin with, and what a person should know of them. */
export interface ProposedSettings {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Writes settings for the HAProxy that was found, with a comment above each; what was not found is a comment. */
export function proposeSettings(found: FoundHaproxy, inventory: string): ProposedSettings {
  const { pid, program, files, sources } = found;
  const notes: string[] = [];
  const line = 'stats socket /run/haproxy/admin.sock mode 660 level admin';
  const socket = socketIn(sources);
  const [configuration = '', ...others] = ownFirst(files, sources);
  const missing = (what: string, setting: string, todo: string) => {
    notes.push(`${what} was not found; ${todo}, and write ${setting} into ${settingsFile}`);
    return [`${what}: not found; ${todo}, then write`, `# ${setting}`];
  };
  const parts: (readonly string[])[] = [
    [
      'The HAProxy of this balancer, for puppetlb status, drain, maint, ready and apply.',
      `# Written by puppetlb init --apply ${pid === undefined ? 'while no HAProxy ran' : `from the HAProxy with PID ${pid}`}; puppetlb schema apply describes each setting.`,
      '# Only root may write to this file.',
    ],
    ['The inventory that this balancer is built from.', `inventory: ${inYaml(inventory)}`],
    ['The program of HAProxy.', `haproxy: ${inYaml(program)}`],
    [
      'The files and folders that HAProxy reads (-f), in this order.',
      `files: ${listInYaml(files)}`,
    ],
    [
      others.length === 0
        ? 'The file that puppetlb builds.'
        : 'The file that puppetlb builds; check that it is the right one.',
      `configuration: ${inYaml(configuration)}`,
    ],
    ...(found.arguments.length === 0
      ? []
      : [['Further arguments of HAProxy.', `arguments: ${listInYaml(found.arguments)}`]]),
    socket === undefined
      ? missing('The stats socket', 'socket: /run/haproxy/admin.sock', `add "${line}" to "global"`)
      : ['The stats socket.', `socket: ${inYaml(socket.path)}`],
    found.masterSocket === undefined
      ? missing(
          'The master socket (-S), which shows old workers',
          'master-socket: /run/haproxy-master.sock',
          'start HAProxy with -S /run/haproxy-master.sock',
        )
      : ['The master socket (-S).', `master-socket: ${inYaml(found.masterSocket)}`],
    ...(found.unit === undefined
      ? []
      : [['The systemd unit of HAProxy.', `unit: ${inYaml(found.unit)}`]]),
    ...(found.pidFile === undefined
      ? []
      : [['The file with its process ID (-p).', `pid-file: ${inYaml(found.pidFile)}`]]),
  ];
  if (socket !== undefined && socket.level !== 'admin') {
    notes.push(
      `${socket.path} has level ${socket.level}: enough for status; drain and apply need level admin`,
    );
  }
  if (others.length > 0) {
    notes.push(`HAProxy reads ${files.length} files; check "configuration" in ${settingsFile}`);
  }
  const { masterSocket, unit, pidFile } = found;
  if (masterSocket === undefined && unit === undefined && pidFile === undefined) {
    const way = missing(
      'A way to reload HAProxy',
      'reload-command: [/usr/local/sbin/reload-haproxy]',
      'find the command that reloads it',
    );
    parts.push(way);
  }
  const text = parts.map(([comment = '', ...rest]) => [`# ${comment}`, ...rest].join('\n'));
  return { text: `${text.join('\n\n')}\n`, notes };
}

/** The stats socket with a path that lets a client do most. */
function socketIn(sources: readonly SourceText[]) {
  const { global } = readProxies(readAsMeant(readConfiguration(sources)));
  const sockets = statsSocketsOf(global)
    .map(({ address, level }) => ({ path: socketPath(address), level }))
    .filter(({ path }) => path.startsWith('/'));
  const rank = ['admin', 'operator', 'user'];
  return sockets.toSorted((a, b) => rank.indexOf(a.level) - rank.indexOf(b.level))[0];
}

/** The file that puppetlb built, where one says so, before the others. */
function ownFirst(files: readonly string[], sources: readonly SourceText[]): readonly string[] {
  const names = sources.length === 0 ? files : sources.map(({ name }) => name);
  const own = sources.find(
    (source) => configurationIdIn(readConfiguration([source])) !== undefined,
  );
  return own === undefined ? names : [own.name, ...names.filter((name) => name !== own.name)];
}
