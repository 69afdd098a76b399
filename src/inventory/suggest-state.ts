import { nameOf } from './describe.ts';
import type { NodeRef } from './place.ts';
import { truthOf } from './suggest-off.ts';

/** What a word of another tool says of a server; `out` leaves open whether drain or maint is meant. */
export type Meaning = 'in' | 'out' | 'drain' | 'maint' | 'absent' | 'backup' | 'active' | 'open';

const words: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...listed('in', 'enabled enable ready up active online inrotation inservice running available'),
  ...listed(
    'in',
    'alive present live on started installed healthy schedulable uncordon uncordoned',
  ),
  ...listed('out', 'down offline inactive outofrotation outofservice unavailable out off stopped'),
  ...listed('out', 'dead suspended paused skip skipped ignore ignored exclude excluded'),
  ...listed('out', 'cordon cordoned quarantine quarantined isolated failed blocked'),
  ...listed('drain', 'drain drained draining'),
  ...listed('maint', 'maint maintenance inmaintenance maintenancemode disabled disable'),
  ...listed('absent', 'absent removed deleted purged retired decommissioned'),
  ...listed('backup', 'backup standby passive secondary spare fallback'),
  ...listed('active', 'primary'),
]);

function listed(meaning: Meaning, text: string): [string, Meaning][] {
  return text.split(' ').map((word) => [word, meaning]);
}

const opposites: Readonly<Record<Meaning, Meaning>> = {
  in: 'out',
  out: 'in',
  drain: 'in',
  maint: 'in',
  absent: 'in',
  backup: 'active',
  active: 'backup',
  open: 'open',
};

/** Properties whose value is the state, here or with other tools. */
const stateKeys: ReadonlySet<string> = new Set(
  'state status ensure admin adminstate operstate serverstate mode role'.split(' '),
);

/** A word without case, hyphens and a leading "is". */
function squash(word: string): string {
  const plain = word.replaceAll(/[-_ ]/g, '').toLowerCase();
  return words.has(plain) ? plain : plain.replace(/^is(?=[a-z]{2})/, '');
}

/** What "not", "no" and "un" before a word leave of it; undefined where there is none of them. */
export function withoutNegation(word: string): string | undefined {
  return /^(?:not|non|no|un)[-_]?(.{2,})$/i.exec(word)?.[1];
}

/** What a word says of a server, in any spelling. */
export function meaningOf(word: string): Meaning | undefined {
  const plain = squash(word);
  const known = words.get(plain);
  if (known !== undefined) return known;
  const rest = withoutNegation(plain);
  const positive = rest === undefined ? undefined : words.get(rest);
  return positive === undefined ? undefined : opposites[positive];
}

/** What a key says besides the state, as "disabled-until" does. */
export function detailOf(key: string): string | undefined {
  return /[a-z][-_ ]?(until|reason)$/i.exec(key)?.[1]?.toLowerCase();
}

/** What an unknown property and its value say of a server; undefined where they speak of something else. */
export function meaningOfProperty(key: string, value: unknown): Meaning | undefined {
  const isDetail = detailOf(key) !== undefined;
  const own = meaningOf(isDetail ? key.replace(/[-_ ]?[a-z]+$/i, '') : key);
  const isStateKey = stateKeys.has(squash(key));
  if (own === undefined && !isStateKey) return undefined;
  const said =
    typeof value === 'string' && truthOf(value) === undefined ? meaningOf(value) : undefined;
  if (said !== undefined) return said;
  const truth = truthOf(value);
  if (own === undefined) return /^(mode|role)$/.test(squash(key)) ? undefined : truthMeaning(truth);
  if (truth === undefined) return isDetail && value !== null ? own : 'open';
  return truth ? own : opposites[own];
}

function truthMeaning(truth: boolean | undefined): Meaning {
  if (truth === undefined) return 'open';
  return truth ? 'in' : 'out';
}

/** What to write for a meaning where a server, a host, a pool or something else stands. */
export function writeMeaning(
  meaning: Meaning,
  known: ReadonlySet<string>,
  place: NodeRef,
): string | undefined {
  const isBackup = meaning === 'backup' || meaning === 'active';
  if (known.has('state') || (isBackup && known.has('backup'))) return inServer[meaning];
  if (meaning === 'in' || meaning === 'active') return 'remove the line';
  if (['servers', 'weight', 'balance'].some((name) => known.has(name))) return inPool[meaning];
  if (isBackup || meaning === 'open' || place.path.length === 0) return undefined;
  if (known.has('kind')) return 'write kind: none';
  return `remove ${nameOf(place, 'the')}`;
}

const inServer: Readonly<Record<Meaning, string>> = {
  in: 'remove the line, or write state: ready',
  out: 'write state: maint, or state: drain',
  drain: 'write state: drain',
  maint: 'write state: maint',
  absent: 'remove the server, or write state: maint',
  backup: 'write backup: true',
  active: 'remove the line, or write backup: false',
  open: 'write state: ready, drain or maint',
};

const inPool: Readonly<Record<Meaning, string | undefined>> = {
  in: 'remove the line',
  out: 'write state: maint, or state: drain, in each server; or remove the pool',
  drain: 'write state: drain in each server',
  maint: 'write state: maint in each server, or remove the pool',
  absent: 'remove the pool, or write state: maint in each server',
  backup: 'write backup: true in the server that stands by',
  active: 'remove the line',
  open: 'write state: ready, drain or maint in each server',
};

/** The state that a wrong value of "state" means: one, or several where that is open. */
export function stateHelp(value: unknown): string | undefined {
  const truth = truthOf(value);
  const meaning =
    truth === undefined && typeof value === 'string' ? meaningOf(value) : truthMeaning(truth);
  switch (meaning) {
    case 'in':
      return 'write ready';
    case 'out':
      return 'write maint or drain';
    case 'absent':
      return 'remove the server, or write maint';
    case 'backup':
    case 'active':
      return `write ${meaning === 'backup' ? 'backup: true' : 'ready'} instead`;
    case 'open':
      return 'write ready, drain or maint';
    default:
      return meaning === undefined ? undefined : `did you mean "${meaning}"?`;
  }
}
