import { supportedVersions } from '../haproxy/facts/versions.ts';
import type { Origin } from '../inventory/place.ts';
import type { Finding, Rule } from './rule.ts';
import { leaveOut } from './shared/leave-out.ts';
import { type Member, membersOf } from './shared/places.ts';
import { hasMap } from './shared/rotation.ts';

/** A weight, or its slow growth, is written for an algorithm that does not look at it. */
export const weightWithoutEffect: Rule = {
  code: 'HAP326',
  name: 'weight-without-effect',
  severity: 'warning',
  summary: 'A weight or a slow start is set for an algorithm that ignores it.',
  why: `"balance first" ignores weights. A map-based hash and static-rr have fixed weights: a server that comes back gets all its agents at once in spite of slowstart, unless it has a maxconn, which grows with it (HAProxy ${supportedVersions}, configuration manual 5.2).`,
  *check({ pools }) {
    // What is written once and holds for several servers is useless only where none of them uses it.
    const found = new Map<Origin, Finding | 'used'>();
    for (const member of membersOf(pools)) {
      for (const option of ['weight', 'slowstart'] as const) {
        const at = member.server[option]?.from;
        if (at === undefined) continue;
        const ignored = ignoredBy(option, member);
        if (ignored === undefined) found.set(at, 'used');
        else if (!found.has(at)) found.set(at, useless(option, at, ignored));
      }
    }
    for (const finding of found.values()) if (finding !== 'used') yield finding;
  },
};

interface Ignoring {
  readonly by: Origin;
  readonly words: string;
  readonly instead: string;
}

/** What makes an option useless; a weight of 0 is none, it takes the server out. */
function ignoredBy(option: 'weight' | 'slowstart', { pool, server }: Member): Ignoring | undefined {
  const { balance, hashType } = pool;
  const { algorithm } = balance.value;
  const isOther = option === 'weight' ? server.weight?.value === 0 : server.maxconn !== undefined;
  if (!pool.isValid || !server.isValid || isOther) return undefined;
  if (algorithm === 'first') {
    return { by: balance.from, words: 'balance first', instead: 'balance: leastconn' };
  }
  if (option === 'weight' || !hasMap(pool)) return undefined;
  if (algorithm === 'static-rr') {
    return { by: balance.from, words: 'balance static-rr', instead: 'balance: roundrobin' };
  }
  const words = `hash-type ${hashType.value.words.join(' ')}`;
  return { by: hashType.from, words, instead: 'hash-type: consistent' };
}

function useless(option: string, at: Origin, { by, words, instead }: Ignoring): Finding {
  return {
    message: `${option} has no effect with ${words}`,
    at,
    part: 'key',
    help: `remove ${option}, or write ${instead}`,
    related: [{ at: by, note: 'this ignores it' }],
    fix: leaveOut(option, at),
  };
}
