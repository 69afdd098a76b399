import { countAgreement } from './agreement.ts';
import { hashOf } from './hash.ts';
import { shareNumbers } from './owners.ts';
import { type Selection, serverAt } from './selection.ts';
import { countHashes, hashValues } from './share.ts';

/** A pool as clients reach it: whether IPv4 ones come by a dual-stack bind. */
export interface Reached {
  readonly selection: Selection;
  readonly isMapped: boolean;
}

/**
 * What part of all clients, 0 to 1, reaches another server; servers are the same by name. All clients
 * are all IPv4 addresses, or IPv6 addresses whose words are random.
 */
export interface Movement {
  /** `byServers + byHash`. */
  readonly moved: number;
  /**
   * What no way of choosing could spare: the sum, over the servers and nobody, of what each has more
   * before than after. That is all of a server that is gone or out of rotation, and what new or heavier
   * servers now have that others must have given up.
   */
  readonly byServers: number;
  /** The rest: clients that moved though their server could have kept them. */
  readonly byHash: number;
  /** How far `moved` may be off, 0 where it is exact. */
  readonly error: number;
}

/**
 * Compares two configurations over all clients. Exact where both mix addresses alike, or one of them
 * sends everybody to one server. Otherwise (a map of plain addresses beside a ring of mixed ones, or
 * another kind of bind; also two maps of above 2^18 places) a million addresses are drawn, the same ones
 * each time, and `error` is twice the standard error.
 */
export function movement(before: Reached, after: Reached): Movement {
  const byServers = leastMoved(before.selection, after.selection);
  const { moved, error } = isCountable(before, after)
    ? exactly(before.selection, after.selection)
    : drawn(before, after);
  const total = Math.max(moved, byServers);
  return { moved: total, byServers, byHash: total - byServers, error };
}

/**
 * The part of all clients that reaches another server, as `movement` has it; but where only one side
 * mixes addresses, the result if the two selections are independent. Mixing comes
 * as near to that as a million draws do, which take a tenth of a second.
 */
export function expectedMoved(before: Reached, after: Reached): number {
  const isOneMixed = before.selection.isAvalanched !== after.selection.isAvalanched;
  if (isCountable(before, after) || !isOneMixed) return movement(before, after).moved;
  const shares = new Map<string | undefined, number>();
  for (const [name, share] of sharesByName(before.selection)) shares.set(name, share);
  let same = 0;
  for (const [name, share] of sharesByName(after.selection))
    same += share * (shares.get(name) ?? 0);
  return 1 - same;
}

function sharesByName(selection: Selection): [string | undefined, number][] {
  const counts = countHashes(selection);
  return selection.pool.servers.map(({ name }, at) => [name, (counts[at] ?? 0) / hashValues]);
}

function isCountable(before: Reached, after: Reached): boolean {
  const isEither = isConstant(before) || isConstant(after);
  return isEither || (isAlike(before, after) && !(isLong(before) && isLong(after)));
}

function isAlike(before: Reached, after: Reached): boolean {
  return (
    before.selection.isAvalanched === after.selection.isAvalanched &&
    before.isMapped === after.isMapped
  );
}

function isConstant({ selection: { table } }: Reached): boolean {
  return table.kind === 'one' || table.kind === 'nobody';
}

function isLong({ selection: { table } }: Reached): boolean {
  return table.kind === 'map' && table.map.length > 2 ** 18;
}

function leastMoved(before: Selection, after: Selection): number {
  const more = new Map<string | undefined, number>();
  const add = ({ pool, ...selection }: Selection, sign: 1 | -1) => {
    const counts = countHashes({ pool, ...selection });
    const names = [...pool.servers.map(({ name }) => name), undefined];
    const nobodys = counts.reduce((rest, count) => rest - count, hashValues);
    for (const [at, name] of names.entries()) {
      more.set(name, (more.get(name) ?? 0) + sign * (counts[at] ?? nobodys));
    }
  };
  add(before, 1);
  add(after, -1);
  return [...more.values()].reduce((sum, count) => sum + Math.max(0, count), 0) / hashValues;
}

function exactly(before: Selection, after: Selection): { moved: number; error: number } {
  const shared = shareNumbers(before, after);
  const agreeing = countAgreement(shared.before, shared.after, shared.count, hashValues);
  return { moved: (hashValues - agreeing) / hashValues, error: 0 };
}

/** How many addresses stand for all where they are not counted. */
export const draws: number = 2 ** 20;

function drawn(before: Reached, after: Reached): { moved: number; error: number } {
  let moved = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const key = scatter(draw);
    if (nameAt(before, key) !== nameAt(after, key)) moved += 1;
  }
  const share = moved / draws;
  // Three in all draws is what may hide where none was seen.
  return { moved: share, error: 2 * Math.sqrt((share * (1 - share)) / draws) + 3 / draws };
}

function nameAt({ selection, isMapped }: Reached, key: number): string | undefined {
  const { pool, table, isAvalanched } = selection;
  return pool.servers[serverAt(table, hashOf(key, { isMapped, isAvalanched }))]?.name;
}

/** The address that is drawn as the nth: a bijection on 32 bits unlike HAProxy's, which would send its points along (MurmurHash3's finish). */
export function scatter(value: number): number {
  let mixed = value ^ (value >>> 16) ^ 0x9e3779b9;
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
