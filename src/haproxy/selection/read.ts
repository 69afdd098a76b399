import { quote } from '../../text/characters.ts';
import { type HashType, readHashType } from './hash-type.ts';
import { type ClientListener, readListeners, withoutTakenIpv4 } from './listener.ts';
import type { SelectionPool } from './model.ts';
import { type PredictionLimit, readServer, type ServerLine, serverLimit } from './server-words.ts';

/** What the lines of a section say of the choice of a server. */
export interface ReadSelection {
  /** The first word of `balance`; roundrobin where nobody says one, as HAProxy takes it. */
  readonly algorithm: string;
  readonly pool: Omit<SelectionPool, 'ring'>;
  readonly listeners: readonly ClientListener[];
  /** Why no server can be named ahead, whatever the algorithm. */
  readonly limit: string | undefined;
  /** What must hold for the choice to be the one that is foretold. */
  readonly conditions: readonly string[];
}

/**
 * Reads the words of the lines of a `listen` or `backend` section, those that it has from a `defaults`
 * section before its own. `disabled` servers are in maintenance, others ready.
 */
export function readSelection(lines: readonly (readonly string[])[]): ReadSelection {
  const hashType = hashTypeOf(lastOf(lines, 'hash-type'));
  const allBackups = lines.filter(isAllBackups).at(-1);
  const servers = serversOf(lines);
  const limits = [
    ...lines.map((line) => limitOf(line, hashType)),
    ...servers.map((server) => serverLimit(server, hashType.method)),
  ];
  const listeners = lines.filter(([word]) => word === 'bind').flatMap(readListeners);
  const limit = limits.find(({ limits }) => limits !== undefined)?.limits;
  return {
    algorithm: lastOf(lines, 'balance')?.[1] ?? 'roundrobin',
    pool: {
      servers: servers.map(readServer),
      hashType,
      usesAllBackups: allBackups?.[0] === 'option',
    },
    listeners: withoutTakenIpv4(listeners, listeners),
    limit,
    conditions: [...new Set(limits.flatMap(({ conditions }) => conditions ?? []))],
  };
}

/** Why nobody can name the server of a client, with an algorithm other than "source". */
export function whyNotPredicted(algorithm: string): string {
  return algorithm === 'hash'
    ? 'only balance source can be predicted, not balance hash'
    : `balance ${algorithm} has no fixed server`;
}

function lastOf(
  lines: readonly (readonly string[])[],
  word: string,
): readonly string[] | undefined {
  return lines.findLast(([first]) => first === word);
}

function isAllBackups(words: readonly string[]): boolean {
  const [first, second] = words[0] === 'option' ? words : words.slice(1);
  return first === 'option' && second === 'allbackups';
}

function hashTypeOf(words: readonly string[] | undefined): HashType {
  return (
    readHashType((words ?? []).slice(1).join(' ')) ?? { method: 'map-based', words: ['map-based'] }
  );
}

function serversOf(lines: readonly (readonly string[])[]): ServerLine[] {
  let defaults: readonly string[] = [];
  const servers: ServerLine[] = [];
  for (const [first, name = '', address = '', ...rest] of lines) {
    if (first === 'default-server') defaults = [...defaults, name, address, ...rest];
    if (first === 'server') servers.push({ name, address, words: [...defaults, ...rest] });
  }
  return servers;
}

/** Lines that send a client elsewhere, or hash another address than the client's. */
const elsewhere: ReadonlySet<string | undefined> = new Set([
  'use-server',
  'use_backend',
  'default_backend',
  'dispatch',
  'server-template',
]);

function limitOf(words: readonly string[], { method }: HashType): PredictionLimit {
  if (words[0] === 'server' || words[0] === 'default-server') return {};
  const limits = limitReason(words);
  if (limits !== undefined) return { limits };
  return { conditions: conditionsOf(words, method) };
}

function limitReason(words: readonly string[]): string | undefined {
  const [first, second] = words;
  const line = quote(words.join(' '));
  if (elsewhere.has(first)) return `${line} sends clients by itself`;
  if (first === 'stick' && (second === 'on' || second === 'match')) {
    return `${line} keeps clients where they were`;
  }
  if (first === 'tcp-request' && words.includes('set-src')) {
    return `${line} changes the address that is hashed`;
  }
  return first === 'disabled' ? 'the section is disabled' : undefined;
}

/** What depends on load, or on files, and is right as long as nothing is in its way. */
function conditionsOf(words: readonly string[], method: HashType['method']): string[] {
  const [first, second] = words;
  const line = quote(words.join(' '));
  if (first === 'load-server-state-from-file' && second !== 'none') {
    return ['the state file says nothing else of a server'];
  }
  if (method === 'map-based') return [];
  if (first === 'hash-balance-factor' && second !== '0') {
    return [`no server has more than its share (${line})`];
  }
  const isAffine = first === 'hash-preserve-affinity' && second !== 'always';
  return isAffine ? [`no server is full (${line})`] : [];
}
