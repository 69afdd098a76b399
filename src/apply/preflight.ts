import {
  type InternetSocket,
  type OpenedSocket,
  openedSockets,
} from '../haproxy/model/opened-sockets.ts';
import type { Proxies } from '../haproxy/model/proxies.ts';
import { bindFindings, heldFindings, takenFindings } from './bind-findings.ts';
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
  const findings: StartFinding[] = [];
  const ask = asker(after, before, machine, skip);
  for (const socket of sockets) {
    if (socket.is === 'unknown') skip(socket.why, socket.text);
    else if (socket.is === 'path') {
      findings.push(...pathFindings(socket, socket.path, machine, skip));
    } else findings.push(...(await ask(socket)));
  }
  findings.push(
    ...globalFindings(after, machine, skip),
    ...limitFindings(after, sockets, machine, skip),
  );
  const unchecked = [...skipped].map(([why, what]) => `${[...what].join(', ')} (${why})`);
  return { findings: firstOfEach(findings), unchecked };
}

type Listening = Extract<OpenedSocket, { is: 'internet' | 'abstract' }>;

/** Asks whether HAProxy can listen; what it has already is left alone, for its clients would come. */
function asker(after: Proxies, before: Proxies | undefined, machine: Machine, skip: Skip) {
  const olds = before === undefined ? [] : openedSockets(before, machine.host);
  const held = new Set(olds.flatMap(keysOf));
  const heldPorts = new Set(olds.flatMap((old) => (old.is === 'internet' ? portsOf(old) : [])));
  let tried = 0;
  return async (socket: Listening): Promise<StartFinding[]> => {
    if (socket.is === 'abstract') {
      const isHeld = keysOf(socket).every((key) => held.has(key));
      return isHeld ? [] : takenFindings(socket, socket.text, machine.abstractOwners(socket.name));
    }
    const all = portsOf(socket);
    const ports = all.filter((port) => !held.has(keyOf(socket, port)));
    const some = ports.slice(0, maxPorts - tried);
    if (some.length < ports.length) skip(`more than ${maxPorts} ports`, socket.text);
    tried += some.length;
    const found = await bindFindings(socket, some, heldPorts, machine, skip);
    if (before === undefined || ports.length === all.length) return found;
    return [...found, ...(await heldFindings(socket, { before, after }, machine))];
  };
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
