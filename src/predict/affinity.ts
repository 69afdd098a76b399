import type { Service } from '../haproxy/model/services.ts';
import type { PoolAgents } from './agents.ts';

/** What of a section decides whether an agent comes to the same master each time. */
interface Affinity {
  /** The words that decide it, such as `balance source`, or `stick on src`. */
  readonly words: string;
  readonly kind: 'none' | 'balance' | 'stick';
}

/** What becomes of the fixed masters of all agents. */
export interface AffinityChange {
  readonly kind: 'lost' | 'gained' | 'changed';
  readonly before: string;
  readonly after: string;
}

/** How agents of a section keep their master: by a table of clients, by a hash of each, or not at all. */
function affinityOf({ front, back }: Service): Affinity {
  const isHttp = back.mode.value === 'http';
  const all = front === back ? back.directives : [...front.directives, ...back.directives];
  const sticking = all.find(
    ({ words: [first, second] }) =>
      (first === 'stick' && (second === 'on' || second === 'match')) ||
      (first === 'cookie' && isHttp),
  );
  if (sticking !== undefined) return { words: sticking.words.join(' '), kind: 'stick' };
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

/** Whether agents have fixed masters on both sides. */
export function isAffine({ before, after }: ServiceSides): boolean {
  return [before, after].every((service) => affinityOf(service).kind !== 'none');
}

/** Whether all agents lose or get a fixed master; undefined where neither, or where it is known who moves. */
export function affinityChange(
  sides: ServiceSides,
  { before, after, unknown }: PoolAgents,
): AffinityChange | undefined {
  if (unknown === undefined) return undefined;
  const isEmpty = [before, after].some(({ selection }) => selection.rotation.kind === 'nobody');
  const [one, other] = [affinityOf(sides.before), affinityOf(sides.after)];
  const kind = isEmpty ? undefined : kindOf(sides, one, other);
  const among = { lost: after, gained: before, changed: before };
  if (kind === undefined || among[kind].selection.rotation.kind !== 'several') {
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
