import { pointText, type ReadHost, type ServerPoint } from '../haproxy/model/address.ts';

/** Where a server is. */
export type ServerLocation = Pick<ServerPoint, 'host' | 'port' | 'offset'>;

/** A server of one side: what the side calls it, and where it is. */
export interface NamedPoint {
  readonly name: string;
  readonly point: ServerLocation;
}

/** The machines behind the servers of a pool on both sides. */
export interface Machines {
  /** A label for each server, in the order of its side; the same machine has the same label. */
  readonly before: readonly Labelled[];
  readonly after: readonly Labelled[];
  /** Names that both sides have, and that stand for another machine of the pool. */
  readonly exchanged: readonly ExchangedName[];
}

/** A server by its name, and what its machine is called in a comparison. */
export interface Labelled {
  readonly name: string;
  readonly label: string;
}

/** A name that stands for one machine before, and for another one after. */
export interface ExchangedName {
  readonly name: string;
  readonly before: ExchangedEnd;
  readonly after: ExchangedEnd;
}

interface ExchangedEnd {
  readonly label: string;
  readonly address: string;
}

/**
 * Finds the machines that both sides have. One is known by its address: it may stand behind another name
 * afterwards. A name counts only where its address is not in the other pool: a machine that was replaced.
 */
export function machinesOf(before: readonly NamedPoint[], after: readonly NamedPoint[]): Machines {
  const partners = pairMachines(before, after);
  const olds = new Map([...partners].map(([own, old]) => [old, own]));
  const names = { before: namesOf(before), after: namesOf(after) };
  const show = hasSharedHost(before) || hasSharedHost(after) ? pointText : describeHost;
  const label = (old: NamedPoint | undefined, own: NamedPoint | undefined): string => {
    const server = own ?? old;
    if (server === undefined || old?.name === own?.name) return server?.name ?? '';
    const isOldTaken = old !== undefined && names.after.has(old.name);
    const isOwnTaken = own !== undefined && names.before.has(own.name);
    if (!isOldTaken && !isOwnTaken) return server.name;
    return `${show(server.point)} (${bothNames(old, own)})`;
  };
  const oldLabel = (old: NamedPoint) => label(old, olds.get(old));
  const ownLabel = (own: NamedPoint) => label(partners.get(own), own);
  const oldByName = new Map(before.map((old) => [old.name, old]));
  return {
    before: before.map((old) => ({ name: old.name, label: oldLabel(old) })),
    after: after.map((own) => ({ name: own.name, label: ownLabel(own) })),
    exchanged: after.flatMap((own): ExchangedName[] => {
      const old = oldByName.get(own.name);
      if (old === undefined || oldLabel(old) === ownLabel(own)) return [];
      const end = (label: string, { point }: NamedPoint) => ({ label, address: show(point) });
      return [{ name: own.name, before: end(oldLabel(old), old), after: end(ownLabel(own), own) }];
    }),
  };
}

function bothNames(old: NamedPoint | undefined, own: NamedPoint | undefined): string {
  if (own === undefined) return `was ${old?.name}`;
  return old === undefined ? `now ${own.name}` : `${old.name}, now ${own.name}`;
}

/** The servers of the second side by what they are called in a comparison. */
export function byLabel<Server extends NamedPoint>(
  { after }: Machines,
  servers: readonly Server[],
): Map<string, Server> {
  const byName = new Map(servers.map((server) => [server.name, server]));
  return new Map(
    after.flatMap(({ name, label }): [string, Server][] => {
      const server = byName.get(name);
      return server === undefined ? [] : [[label, server]];
    }),
  );
}

/** The old server that is the same machine, by the new one. */
function pairMachines(
  before: readonly NamedPoint[],
  after: readonly NamedPoint[],
): Map<NamedPoint, NamedPoint> {
  const partners = new Map<NamedPoint, NamedPoint>();
  const paired = new Set<NamedPoint>();
  const pass = (
    keyOf: (one: NamedPoint) => string,
    isMeant: (one: NamedPoint) => boolean = () => true,
  ) => {
    const left = new Map<string, NamedPoint[]>();
    for (const old of before) {
      if (paired.has(old) || !isMeant(old)) continue;
      left.set(keyOf(old), [...(left.get(keyOf(old)) ?? []), old]);
    }
    const take = (own: NamedPoint, isWanted: (old: NamedPoint) => boolean) => {
      if (partners.has(own) || !isMeant(own)) return;
      const queue = left.get(keyOf(own)) ?? [];
      const at = queue.findIndex(isWanted);
      const [old] = at === -1 ? [] : queue.splice(at, 1);
      if (old === undefined) return;
      partners.set(own, old);
      paired.add(old);
    };
    for (const own of after) take(own, ({ name }) => name === own.name);
    for (const own of after) take(own, () => true);
  };
  const [olds, owns] = [namesOf(before), namesOf(after)];
  pass(({ point }) => machineKey(point));
  // Names that changed places, and the port with them.
  pass(
    ({ point }) => hostKey(point.host),
    ({ name }) => olds.has(name) && owns.has(name),
  );
  pass(({ name }) => name);
  return partners;
}

function namesOf(servers: readonly NamedPoint[]): Set<string> {
  return new Set(servers.map(({ name }) => name));
}

/** What is the same of two servers on one machine and port. */
export function machineKey({ host, port, offset }: ServerLocation): string {
  return JSON.stringify([hostKey(host), port, offset]);
}

/** An IPv4 address is the same machine where it is written as an IPv6 one. */
function hostKey({ kind, text }: ReadHost): string {
  return `${kind} ${text.toLowerCase().replace(/^::ffff:(?=[0-9.]+$)/, '')}`;
}

function hasSharedHost(servers: readonly NamedPoint[]): boolean {
  return new Set(servers.map(({ point }) => hostKey(point.host))).size < servers.length;
}

function describeHost({ host }: ServerLocation): string {
  return host.text;
}
