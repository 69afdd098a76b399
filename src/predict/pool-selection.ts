import { pointText } from '../haproxy/model/address.ts';
import type { ProxyServer } from '../haproxy/model/proxies.ts';
import { optionWords } from '../haproxy/model/server-option.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { RingScheme, SelectionServer } from '../haproxy/selection/model.ts';
import { type ReadSelection, readSelection, whyNotPredicted } from '../haproxy/selection/read.ts';
import type { Selection } from '../haproxy/selection/selection.ts';
import { type ShapeCache, selectionFor } from './cache.ts';
import type { Labelled } from './machines.ts';

/** A pool made ready to be asked who takes a client. */
export interface PoolSelection {
  readonly read: ReadSelection;
  readonly selection: Selection;
}

/** A ring of more points takes seconds, and half a gigabyte: 2,000 servers of weight 256. */
const maxPoints = 2 ** 23;

/**
 * Makes a section ready, its servers under the labels of their machines. Where it is known how the
 * servers run, that counts and not what is written of them.
 */
export function selectionOf(
  service: Service,
  ring: RingScheme,
  cache: ShapeCache,
  machines: readonly Labelled[],
  running?: readonly SelectionServer[],
): PoolSelection {
  const read = readSelection(linesOf(service));
  const servers = (running ?? read.pool.servers).map((server, at) => ({
    ...server,
    name: machines[at]?.label ?? server.name,
  }));
  return { read, selection: selectionFor({ ...read.pool, servers, ring }, maxPoints, cache) };
}

/** What holds in a section, defaults filled in, as lines of words. */
function linesOf({ front, back }: Service): string[][] {
  const { method, isAvalanche } = back.hashType?.value ?? {};
  const hash = isAvalanche === true ? ['sdbm', 'avalanche'] : ['sdbm'];
  const directives = back === front ? back.directives : [...front.directives, ...back.directives];
  const joining = back === front ? undefined : 'default_backend';
  return [
    ['balance', ...back.balance.value],
    ...(method === undefined ? [] : [['hash-type', method, ...hash]]),
    ...directives.flatMap(({ words }) => (words[0] === joining ? [] : [[...words]])),
    ...front.binds.map(({ addresses, options }) => [
      'bind',
      addresses.map(({ text }) => text).join(','),
      ...options,
    ]),
    ...back.servers.map(serverWords),
  ];
}

function serverWords({ name, id, point, options }: ProxyServer): string[] {
  const words = [...options].flatMap(([option, { value }]) => optionWords(option, value));
  return ['server', name, pointText(point), ...words, 'id', String(id)];
}

/** Why nobody can say where clients come out; undefined where it can be said. */
export function unpredictableReason({ read, selection }: PoolSelection): string | undefined {
  if (read.limit !== undefined) return read.limit;
  const { table } = selection;
  if (read.algorithm === 'source' && table.kind === 'unmade') {
    const [points, most] = [table.points, maxPoints].map((count) => count.toLocaleString('en'));
    return `its ring has ${points} points, and those of more than ${most} are not made (smaller weights do)`;
  }
  const isFixed = read.algorithm === 'source' || selection.rotation.kind !== 'several';
  return isFixed ? undefined : whyNotPredicted(read.algorithm);
}
