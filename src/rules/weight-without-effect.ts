import { supportedVersions } from '../haproxy/facts/versions.ts';
import type { Inventory, Pool, Server } from '../inventory/model.ts';
import type { Origin, Setting } from '../inventory/place.ts';
import type { Finding, Rule } from './rule.ts';
import { leaveOut } from './shared/leave-out.ts';
import { hasMap } from './shared/rotation.ts';

/** A weight, or its slow growth, is written for an algorithm that does not look at it. */
export const weightWithoutEffect: Rule = {
  code: 'HAP326',
  name: 'weight-without-effect',
  severity: 'warning',
  summary: 'A weight and a slow start stand where the algorithm looks at them.',
  why: `balance first ignores weights. A map-based hash and static-rr have fixed weights: a server that comes back gets all its agents at once, whatever slowstart says, unless it has a maxconn, which grows with it (HAProxy ${supportedVersions}, configuration manual 5.2).`,
  *check({ pools }) {
    for (const finding of uselessSettings(pools).values()) {
      if (finding !== 'used') yield finding;
    }
  },
};

/** What is written once and holds for several servers is useless only where none of them uses it. */
function uselessSettings(pools: Inventory['pools']): Map<Origin, Finding | 'used'> {
  const found = new Map<Origin, Finding | 'used'>();
  for (const { option, setting, ignored } of settingsOf(pools)) {
    if (ignored === undefined) found.set(setting.from, 'used');
    else if (!found.has(setting.from)) found.set(setting.from, useless(option, setting, ignored));
  }
  return found;
}

interface Written {
  readonly option: 'weight' | 'slowstart';
  readonly setting: Setting<unknown>;
  readonly ignored: Ignoring | undefined;
}

function* settingsOf(pools: Inventory['pools']): Iterable<Written> {
  for (const pool of pools) {
    for (const server of pool.servers) {
      for (const option of ['weight', 'slowstart'] as const) {
        const setting = server[option];
        if (setting === undefined) continue;
        yield { option, setting, ignored: ignoredBy(option, server, pool) };
      }
    }
  }
}

interface Ignoring {
  readonly by: Origin;
  readonly words: string;
  readonly instead: string;
}

/** What makes an option useless; a weight of 0 is none, it takes the server out. */
function ignoredBy(
  option: 'weight' | 'slowstart',
  server: Server,
  pool: Pool,
): Ignoring | undefined {
  if (!pool.isValid || !server.isValid) return undefined;
  const { balance, hashType } = pool;
  const { algorithm } = balance.value;
  if (option === 'weight' && server.weight?.value === 0) return undefined;
  if (option === 'slowstart' && server.maxconn !== undefined) return undefined;
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

function useless(option: string, { from }: Setting<unknown>, ignores: Ignoring): Finding {
  return {
    message: `${option} has no effect with ${ignores.words}`,
    at: from,
    part: 'key',
    help: `leave it out, or write ${ignores.instead}`,
    related: [{ at: ignores.by, note: 'this ignores it' }],
    ...leaveOut(option, from),
  };
}
