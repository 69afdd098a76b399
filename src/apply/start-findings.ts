import { preflightCodes } from '../findings/preflight-codes.ts';
import { isOlder } from '../haproxy/facts/versions.ts';
import { descriptorNeed } from '../haproxy/model/descriptors.ts';
import { readableWords } from '../haproxy/model/directive.ts';
import type { OpenedSocket } from '../haproxy/model/opened-sockets.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import type { FileLine } from '../haproxy/syntax/configuration.ts';
import { quote } from '../text/characters.ts';
import { folderOf, type Machine, type Skip, type StartFinding } from './machine.ts';

/** What lines of the global section name, and this machine does not have. */
export function globalFindings(
  { global }: Pick<Proxies, 'global'>,
  machine: Machine,
  skip: Skip,
): StartFinding[] {
  const last = new Map<string, { line: FileLine; value: string }>();
  for (const line of global) {
    const [keyword = '', value] = readableWords(line);
    if (value === undefined || !named.has(keyword)) continue;
    if (line.isUndecided) skip('below a condition', `${keyword} ${value}`);
    else if (value.includes('$')) skip('a variable', `${keyword} ${value}`);
    else last.set(keyword, { line, value });
  }
  return [...last].flatMap(([keyword, { line, value }]) => {
    if (keyword === 'user' || keyword === 'group') {
      return accountFinding(keyword, value, line, machine, skip);
    }
    if (keyword === 'chroot') return folderFinding('chroot', value, value, line, machine, skip);
    if (machine.hasPidFile === undefined) skip('the command line of HAProxy is not known', keyword);
    if (machine.hasPidFile !== false) return [];
    return folderFinding('pid file', value, folderOf(value), line, machine, skip);
  });
}

const named: ReadonlySet<string> = new Set(['chroot', 'user', 'group', 'pidfile']);

function accountFinding(
  kind: 'user' | 'group',
  name: string,
  line: FileLine,
  machine: Machine,
  skip: Skip,
): StartFinding[] {
  const isKnown = machine.hasAccount(kind, name);
  if (isKnown === undefined) skip('accounts cannot be read', `${kind} ${name}`);
  if (isKnown !== false) return [];
  const add = kind === 'user' ? 'useradd --system' : 'groupadd --system';
  const help = `write an existing ${kind}, or run ${add} ${name}`;
  const message = `this machine has no ${kind} ${quote(name)}`;
  return [{ code: preflightCodes.account, severity: 'error', message, help, line }];
}

/** What keeps HAProxy from making a Unix socket: its folder, or what is in its place. */
export function pathFindings(
  { line }: OpenedSocket,
  path: string,
  machine: Machine,
  skip: Skip,
): StartFinding[] {
  const found = folderFinding('socket', path, folderOf(path), line, machine, skip);
  if (found.length > 0 || !['folder', 'read-only'].includes(machine.pathKind(path))) return found;
  const message = `a folder is in the place of the socket ${quote(path)}`;
  const help = 'name a file in it, or remove the folder';
  return [{ code: preflightCodes.folder, severity: 'error', message, help, line }];
}

function folderFinding(
  what: 'chroot' | 'socket' | 'pid file',
  written: string,
  folder: string,
  line: FileLine,
  machine: Machine,
  skip: Skip,
): StartFinding[] {
  if (!written.startsWith('/')) {
    skip('a relative path', `${what} ${written}`);
    return [];
  }
  const kind = machine.pathKind(folder);
  if (kind === 'unknown') skip('permission denied', folder);
  const isWritten = what !== 'chroot';
  const wrong = {
    missing: 'does not exist',
    other: 'is not a folder',
    'read-only': 'is read-only',
  };
  if (kind === 'unknown' || kind === 'folder' || (kind === 'read-only' && !isWritten)) return [];
  const message = `the folder ${quote(folder)} ${isWritten ? `of the ${what} ` : ''}${wrong[kind]}`;
  const help =
    kind === 'missing'
      ? `run mkdir -p ${folder}, or name a different folder`
      : 'name a different folder';
  const severity = 'error';
  return [{ code: preflightCodes.folder, severity, message, help, line }];
}

/** Whether HAProxy may open as many files as it asks for. */
export function limitFindings(
  after: Proxies,
  sockets: readonly OpenedSocket[],
  { cpus, limits, version }: Machine,
  skip: Skip,
): StartFinding[] {
  const need = descriptorNeed(after, sockets, cpus);
  if (need === undefined) return [];
  const { count, besides, line, own } = need;
  if (limits === undefined) skip('HAProxy is not running', 'file limit');
  const isStrict = need.isStrict ?? !isOlder(version, { major: 2, minor: 3 });
  const [keyword = ''] = readableWords(line);
  const isOwn = own !== undefined && own.count < count;
  if (!isOwn && (limits === undefined || count <= limits.files)) return [];
  const files = isOwn ? own.count : (limits?.files ?? 0);
  const whose = isOwn ? 'fd-hard-limit' : limits?.of;
  const most = Math.max(0, Math.floor((files - besides) / 2));
  const less = need.isForConnections ? `write maxconn: ${most}` : `write ulimit-n ${files}`;
  const more = isOwn ? `fd-hard-limit ${count}` : `LimitNOFILE=${count} in the unit of HAProxy`;
  return [
    {
      code: preflightCodes.limit,
      severity: isStrict ? 'error' : 'warning',
      message: `${keyword} needs ${count} open files; ${whose} allows ${files}`,
      help: `set ${more}, or ${less}`,
      line,
    },
  ];
}
