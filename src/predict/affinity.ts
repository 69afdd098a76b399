import type { Proxies } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { PoolAgents } from './agents.ts';
import { isTableKept, type StickTable, stickTableOf } from './stick-tables.ts';

/** What of a section decides whether an agent comes to the same master each time. */
interface Affinity {
  /** The words that decide it, such as `balance source`, or `stick on src`. */
  readonly words: string;
  readonly kind: 'none' | 'balance' | 'stick';
  readonly table?: StickTable;
}

/** What becomes of the fixed masters of all agents. */
export interface AffinityChange {
  readonly kind: 'lost' | 'gained' | 'changed' | 'emptied';
  readonly before: string;
  readonly after: string;
}

/** How agents of a section keep their master: by a table of clients, by a hash of each, or not at all. */
function affinityOf(service: Service, proxies: Proxies): Affinity {
  const { back } = service;
  const isHttp = back.mode.value === 'http';
  const cookie = back.directives.find(({ words: [first] }) => first === 'cookie' && isHttp);
  if (cookie !== undefined) return { words: cookie.words.join(' '), kind: 'stick' };
  const table = stickTableOf(service, proxies);
  if (table !== undefined) return { words: table.rule, kind: 'stick', table };
  const words = `balance ${back.balance.value.join(' ')}`;
  return { words, kind: isFixed(back.balance.value, isHttp) ? 'balance' : 'none' };
}

/** Samples that are another one at each connection of one client. */
const random = /^(rand|date|uuid|src_port|fc_src_port|accept_date|request_date|unique-id)\b/;

/**
 * Whether an algorithm sends a client to the same server each time, as long as the servers stay. In mode
 * tcp HAProxy 2.2 to 3.2 make round robin of what hashes a request; no agent sends an RDP cookie.
 */
function isFixed([algorithm = '', sample = '']: readonly string[], isHttp: boolean): boolean {
  if (algorithm === 'source') return true;
  if (algorithm === 'hash') return !random.test(sample);
  return isHttp && /^(hdr|url_param)\b/.test(algorithm);
}

/** A section on both sides. */
export interface ServiceSides {
  readonly before: Service;
  readonly after: Service;
}

/** Both configurations as they are read, and whether HAProxy starts again between them. */
export interface Restart {
  readonly before: Proxies;
  readonly after: Proxies;
  readonly isReloaded: boolean;
}

/** Whether agents have fixed masters on both sides. */
export function isAffine(
  { before, after }: ServiceSides,
  proxies: Omit<Restart, 'isReloaded'>,
): boolean {
  const both = [affinityOf(before, proxies.before), affinityOf(after, proxies.after)];
  return both.every(({ kind }) => kind !== 'none');
}

/** Whether a reload empties the table by which agents keep their masters, and no hash leads them back. */
export function isTableEmptied(sides: ServiceSides, restart: Restart): boolean {
  const one = affinityOf(sides.before, restart.before);
  const other = affinityOf(sides.after, restart.after);
  if (!restart.isReloaded || one.table === undefined || other.table === undefined) return false;
  const isKept = isTableKept(
    { table: one.table, proxies: restart.before },
    { table: other.table, proxies: restart.after },
  );
  return !isKept && !hasSameHash(sides);
}

function hasSameHash({ before, after }: ServiceSides): boolean {
  const hashOf = ({ back: { mode, balance, hashType, servers } }: Service) => {
    if (!isFixed(balance.value, mode.value === 'http')) return undefined;
    const all = servers.map(({ name, id, weight, isBackup, isDisabled }) => {
      return [name, id, weight, isBackup, isDisabled];
    });
    return JSON.stringify([balance.value, hashType?.value, all]);
  };
  const hash = hashOf(before);
  return hash !== undefined && hash === hashOf(after);
}

/** Whether all agents lose or get a fixed master; undefined where neither, or where it is known who moves. */
export function affinityChange(
  sides: ServiceSides,
  { before, after, unknown }: PoolAgents,
  restart: Restart,
): AffinityChange | undefined {
  if (unknown === undefined) return undefined;
  const isEmpty = [before, after].some(({ selection }) => selection.rotation.kind === 'nobody');
  const one = affinityOf(sides.before, restart.before);
  const other = affinityOf(sides.after, restart.after);
  const kind = isTableEmptied(sides, restart) ? 'emptied' : kindOf(sides, one, other);
  const among = { lost: after, gained: before, changed: before, emptied: after };
  if (isEmpty || kind === undefined || among[kind].selection.rotation.kind !== 'several') {
    return undefined;
  }
  return { kind, before: one.words, after: other.words };
}

/** A table that comes or goes moves nobody where an algorithm below it sends each client to the same server. */
function kindOf(
  sides: ServiceSides,
  one: Affinity,
  other: Affinity,
): AffinityChange['kind'] | undefined {
  if (one.kind === 'none') return other.kind === 'none' ? undefined : 'gained';
  if (other.kind === 'none') return 'lost';
  if (one.kind === 'stick' && other.kind === 'stick') return undefined;
  const [was, is] = [sides.before, sides.after].map(({ back }) => back.balance.value.join(' '));
  return was === is ? undefined : 'changed';
}
