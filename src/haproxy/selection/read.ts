import { quote } from '../../text/characters.ts';
import { mapBased } from '../model/hash-type.ts';
import type { ProxyServer } from '../model/proxies.ts';
import { wordOf } from '../model/server-option.ts';
import type { Service } from '../model/services.ts';
import { type RingBase, ringBase } from './hash-key.ts';
import { type ClientListener, listenersOf, withoutTakenIpv4 } from './listener.ts';
import type { SelectionPool, SelectionServer } from './model.ts';
import { isUsable, type Rotation } from './rotation.ts';

/** What a section means for the selection of a server. */
export interface ReadSelection {
  /** The first word of `balance`. */
  readonly algorithm: string;
  readonly pool: Omit<SelectionPool, 'ring'>;
  readonly listeners: readonly ClientListener[];
  /** Why no server can be predicted, whatever the algorithm. */
  readonly limit: string | undefined;
  /** The conditions under which the predicted selection is right. */
  readonly conditions: readonly string[];
}

/** What a section means for the selection of a server. */
export function readSelection({ front, back, binds = front.binds }: Service): ReadSelection {
  const hashType = back.hashType?.value ?? mapBased;
  const isRing = hashType.method === 'consistent';
  const directives = front === back ? back.directives : [...front.directives, ...back.directives];
  const lines = directives
    .map(({ words }) => words)
    .filter(([first]) => front === back || first !== 'default_backend');
  const bases = isRing ? back.servers.map(baseOf) : [];
  const limits = [
    ...lines.map(limitOf),
    ...bases.map((base) => (typeof base === 'object' ? base.limits : undefined)),
  ];
  const listeners = binds.flatMap(listenersOf);
  return {
    algorithm: back.balance.value[0] ?? '',
    pool: {
      servers: back.servers.map(selectionServer),
      hashType,
      usesAllBackups: lines.some(
        ([first, second]) => first === 'option' && second === 'allbackups',
      ),
    },
    listeners: withoutTakenIpv4(listeners, listeners),
    limit: limits.find((limit) => limit !== undefined),
    conditions: [
      ...new Set([
        ...binds.flatMap(({ isProxied }) => (isProxied ? [proxied] : [])),
        ...lines.flatMap((words) => conditionsOf(words, isRing)),
        ...back.servers.flatMap((server) => serverConditions(server, isRing)),
      ]),
    ],
  };
}

const proxied = 'the address is the one in the PROXY header (accept-proxy)';

/** A server as it is written: in maintenance where it is `disabled`, else ready. */
export function selectionServer(server: ProxyServer): SelectionServer {
  const { name, id, weight, isBackup, isDisabled } = server;
  const base = baseOf(server);
  return {
    name,
    id,
    ...(typeof base === 'number' ? { ringBase: base } : {}),
    weight,
    isBackup,
    state: isDisabled ? 'maint' : 'ready',
  };
}

/** Whether a server takes clients as it is written. */
export function takesClients(server: ProxyServer): boolean {
  return isUsable(selectionServer(server));
}

function baseOf(server: ProxyServer): RingBase {
  return ringBase(wordOf(server, 'hash-key') ?? 'id', server.point);
}

/** Why the servers of clients cannot be predicted; undefined where they can. */
export function whyNotPredicted(
  { limit, algorithm }: Pick<ReadSelection, 'limit' | 'algorithm'>,
  rotation: Rotation,
): string | undefined {
  if (limit !== undefined) return limit;
  if (algorithm === 'source' || rotation.kind !== 'several') return undefined;
  return algorithm === 'hash'
    ? 'only balance source can be predicted, not balance hash'
    : `balance ${algorithm} has no fixed server`;
}

/** Lines that send a client elsewhere. */
const elsewhere: ReadonlySet<string | undefined> = new Set([
  'use-server',
  'use_backend',
  'default_backend',
  'dispatch',
]);

function limitOf(words: readonly string[]): string | undefined {
  const [first, second] = words;
  const line = quote(words.join(' '));
  if (elsewhere.has(first)) return `${line} selects the server`;
  if (first === 'stick' && (second === 'on' || second === 'match')) {
    return `${line} keeps clients on their server`;
  }
  if (first === 'tcp-request' && words.includes('set-src')) {
    return `${line} changes the hashed address`;
  }
  return first === 'disabled' ? 'the section is disabled' : undefined;
}

/** Conditions that depend on load or on files. */
function conditionsOf(words: readonly string[], isRing: boolean): string[] {
  const [first, second] = words;
  const line = quote(words.join(' '));
  if (first === 'load-server-state-from-file' && second !== 'none') {
    return ['the state file changes no server'];
  }
  if (!isRing) return [];
  if (first === 'hash-balance-factor' && second !== '0') {
    return [`no server has more than its share (${line})`];
  }
  const isAffine = first === 'hash-preserve-affinity' && second !== 'always';
  return isAffine ? [`no server is full (${line})`] : [];
}

function serverConditions({ options }: ProxyServer, isRing: boolean): string[] {
  return [
    ...(options.has('agent-check')
      ? ['no agent-check changes the weight or the state of a server']
      : []),
    ...(isRing && options.has('slowstart') ? ['no server is in slowstart'] : []),
  ];
}
