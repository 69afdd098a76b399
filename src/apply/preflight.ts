import {
  type InternetSocket,
  type OpenedSocket,
  openedSockets,
} from '../haproxy/model/opened-sockets.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import { bindFindings, takenFindings } from './bind-findings.ts';
import type { Machine, Skip, StartFinding } from './machine.ts';
import { globalFindings, limitFindings, pathFindings } from './start-findings.ts';

/** What keeps a configuration from starting, and what could not be checked. */
export interface Preflight {
  readonly findings: readonly StartFinding[];
  readonly unchecked: readonly string[];
}

/** So many ports of one configuration are tried. */
const maxPorts = 4096;

/** Finds what `haproxy -c` does not see; `before` is what runs, undefined where nothing does. */
export async function checkStart(
  after: Proxies,
  before: Proxies | undefined,
  machine: Machine,
): Promise<Preflight> {
  const skipped = new Map<string, Set<string>>();
  const skip: Skip = (why, what) => {
    skipped.set(why, (skipped.get(why) ?? new Set()).add(what));
  };
  const sockets = openedSockets(after, machine.host);
  const olds = before === undefined ? [] : openedSockets(before, machine.host);
  const held = new Set(olds.flatMap(keysOf));
  const heldPorts = new Set(olds.flatMap((old) => (old.is === 'internet' ? portsOf(old) : [])));
  const findings: StartFinding[] = [];
  let tried = 0;
  for (const socket of sockets) {
    const keys = keysOf(socket).filter((key) => !held.has(key));
    if (socket.is === 'unknown') skip(socket.why, socket.text);
    else if (socket.is === 'path')
      findings.push(...pathFindings(socket, socket.path, machine, skip));
    else if (socket.is === 'abstract') {
      const owners = keys.length === 0 ? [] : machine.abstractOwners(socket.name);
      findings.push(...takenFindings(socket, socket.text, owners));
    } else {
      const ports = portsOf(socket).filter((port) => !held.has(keyOf(socket, port)));
      const some = ports.slice(0, maxPorts - tried);
      if (some.length < ports.length) skip(`more than ${maxPorts} ports`, socket.text);
      tried += some.length;
      findings.push(...(await bindFindings(socket, some, heldPorts, machine, skip)));
    }
  }
  findings.push(
    ...globalFindings(after, machine, skip),
    ...limitFindings(after, sockets, machine, skip),
  );
  const unchecked = [...skipped].map(([why, what]) => `${[...what].join(', ')} (${why})`);
  return { findings: firstOfEach(findings), unchecked };
}

/** A range of ports on an address that is not there is one mistake. */
function firstOfEach(findings: readonly StartFinding[]): StartFinding[] {
  const known = new Map<string, StartFinding>();
  for (const finding of findings) {
    const { code, message, line } = finding;
    const key = `${code.code} ${line.number} ${message}`;
    if (!known.has(key)) known.set(key, finding);
  }
  return [...known.values()];
}

function portsOf({ first, last }: InternetSocket): number[] {
  const count = Math.min(65_536, Math.max(1, last - first + 1));
  return Array.from({ length: count }, (_, at) => first + at);
}

function keyOf(socket: InternetSocket, port: number): string {
  const { transport, host, interface: device, ...flags } = socket;
  const { isV6Only, isDual, isTransparent } = flags;
  return JSON.stringify([transport, host, device, isV6Only, isDual, isTransparent, port]);
}

function keysOf(socket: OpenedSocket): string[] {
  if (socket.is === 'internet') return portsOf(socket).map((port) => keyOf(socket, port));
  return socket.is === 'abstract' ? [`@${socket.name}`] : [];
}
