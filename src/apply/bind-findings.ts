import { preflightCodes } from '../findings/preflight-codes.ts';
import { isOlder, type Version } from '../haproxy/facts/versions.ts';
import { listenText } from '../haproxy/model/address.ts';
import { readableWords } from '../haproxy/model/directive.ts';
import type { InternetSocket, OpenedSocket } from '../haproxy/model/opened-sockets.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import { quote } from '../text/characters.ts';
import type { ListenAnswer, Machine, Skip, SocketOwner, StartFinding } from './machine.ts';

/** What keeps HAProxy from listening on ports that it does not have yet; `held` are those that it has somewhere. */
export async function bindFindings(
  socket: OpenedSocket & InternetSocket,
  ports: readonly number[],
  held: ReadonlySet<number>,
  machine: Machine,
  skip: Skip,
): Promise<StartFinding[]> {
  const { line, interface: device } = socket;
  const found: StartFinding[] = [];
  if (device !== undefined && ports.length > 0 && !machine.hasInterface(device)) {
    const message = `this machine has no interface ${quote(device)}`;
    const help =
      'write the name of one of its interfaces; HAProxy starts, and listens on all of them';
    found.push({ code: preflightCodes.bind, severity: 'warning', message, help, line });
  }
  for (const port of ports) {
    const answer = await answerOf(socket, port, held, machine);
    found.push(...portFindings(socket, port, answer, machine, skip));
  }
  return found;
}

/** Why nobody can say it without rights. */
export const notRoot = 'needs root';

/** What nobody can tell from the port of the HAProxy that runs is not held against it. */
async function answerOf(
  socket: InternetSocket,
  port: number,
  held: ReadonlySet<number>,
  { firstFreePort, limits, listen }: Machine,
): Promise<ListenAnswer> {
  if (port < firstFreePort && limits?.mayBindLowPorts === false) {
    return { is: 'refused', why: `HAProxy is not root, and the port is below ${firstFreePort}` };
  }
  const answer = await listen(socket, port);
  const isOpen = answer.is === 'taken' && answer.by.some(({ pid }) => pid === undefined);
  return isOpen && held.has(port) ? { is: 'unknown', why: notRoot } : answer;
}

/**
 * An address that left the machine since the running HAProxy bound it, as a VIP does: the next process needs it again, unless
 * the sockets are handed to it.
 */
export async function heldFindings(
  socket: OpenedSocket & InternetSocket,
  { before, after }: { readonly before: Proxies; readonly after: Proxies },
  machine: Machine,
): Promise<StartFinding[]> {
  const { host, line, isTransparent } = socket;
  const { hasMaster, version } = machine;
  if ((hasMaster && isHanded(before, after, version)) || isTransparent || host.kind !== 'ip')
    return [];
  const { is } = await machine.listen(socket, 0);
  if (is !== 'absent') return [];
  const message = `${host.text} is no longer an address of this machine; HAProxy cannot bind it again`;
  const help = `reload on the machine that has the address, or set net.ipv${host.family}.ip_nonlocal_bind=1 first`;
  return [{ code: preflightCodes.bind, severity: 'error', message, help, line }];
}

/**
 * Whether a master hands sockets over: 3.0 and 3.2 by themselves; 2.6 where the old or the new file has a stats socket with
 * `expose-fd listeners`, 2.2 where the old one has. The versions between were not measured, and are given the doubt.
 */
function isHanded(before: Proxies, after: Proxies, version: Version): boolean {
  if (!isOlder(version, { major: 2, minor: 7 }) || exposes(before)) return true;
  return !isOlder(version, { major: 2, minor: 3 }) && exposes(after);
}

function exposes({ global }: Proxies): boolean {
  return global.map(readableWords).some((words) => {
    const at = words.indexOf('expose-fd');
    return words[0] === 'stats' && at !== -1 && words[at + 1] === 'listeners';
  });
}

function portFindings(
  socket: OpenedSocket & InternetSocket,
  port: number,
  answer: ListenAnswer,
  machine: Machine,
  skip: Skip,
): StartFinding[] {
  const { host, isTransparent } = socket;
  const text = listenText({ text: host.text, first: port, last: port });
  if (answer.is === 'taken') return takenFindings(socket, text, answer.by);
  if (answer.is === 'unknown') skip(answer.why, text);
  const isFailure = answer.is === 'refused' || (answer.is === 'absent' && !isTransparent);
  return isFailure ? [cannotListen(socket, text, answer, machine)] : [];
}

function cannotListen(
  { host, line }: OpenedSocket & InternetSocket,
  text: string,
  answer: ListenAnswer,
  { hasIPv6 }: Machine,
): StartFinding {
  const shared = { code: preflightCodes.bind, severity: 'error', line } as const;
  const family = host.kind === 'ip' ? host.family : 4;
  if (family === 6 && !hasIPv6) {
    const help = 'turn IPv6 on (net.ipv6.conf.all.disable_ipv6=0), or bind an IPv4 address';
    return { ...shared, message: `cannot listen on ${text}: IPv6 is off on this machine`, help };
  }
  if (answer.is === 'refused') {
    const help = 'bind a different address, or fix the network of this machine before the reload';
    return { ...shared, message: `cannot listen on ${text}: ${answer.why}`, help };
  }
  const help = `add the address first, set net.ipv${family}.ip_nonlocal_bind=1, or write transparent: true`;
  return { ...shared, message: `${host.text} is not an address of this machine`, help };
}

/** Whether other programs keep HAProxy from a socket: HAProxy shares ports with other HAProxys alone. */
export function takenFindings(
  { line }: OpenedSocket,
  text: string,
  owners: readonly SocketOwner[],
): StartFinding[] {
  const others = owners.filter(({ isOwn }) => !isOwn);
  const owner = others.find(({ name }) => name !== 'haproxy') ?? others[0];
  if (owner === undefined) return [];
  const { name, pid } = owner;
  const severity = name === 'haproxy' ? 'warning' : 'error';
  const by = pid === undefined ? name : `${showName(name)} (pid ${pid})`;
  const help = `stop ${pid === undefined ? 'it' : showName(name)}, or bind a different port`;
  return [
    { code: preflightCodes.taken, severity, message: `${text} is taken by ${by}`, help, line },
  ];
}

function showName(name: string): string {
  return name === 'haproxy' ? 'another HAProxy' : quote(name);
}
