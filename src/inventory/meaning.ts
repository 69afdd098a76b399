import { isMapping } from '../yaml/document.ts';
import type { Path } from '../yaml/path.ts';
import { nameOf } from './describe.ts';
import type { SchemaViolation } from './part.ts';
import type { NodeRef } from './place.ts';
import { isOff, offHelp, offValues, truthOf } from './suggest-off.ts';
import { plainKey, serverOptionHelp } from './suggest-property.ts';

/** What a word of another tool means for a server; `out` may be drain or maint. */
type Meaning = 'in' | 'out' | 'drain' | 'maint' | 'absent' | 'backup' | 'active' | 'open';

interface MeaningWords {
  /** Lower-case words for it, without hyphens and a leading "is". */
  readonly words: string;
  readonly opposite: Meaning;
  /** What to write in a server or a host, in a pool, and as the value of `state`. */
  readonly inServer: string;
  readonly inPool: string;
  readonly asState: string;
}

/** ONE table of what other tools call a state of a server; a help never leads to the opposite. */
const meanings: Readonly<Record<Meaning, MeaningWords>> = {
  in: {
    words: `enabled enable ready up active online inrotation inservice running available alive present
      live on started installed healthy schedulable uncordon uncordoned`,
    opposite: 'out',
    inServer: 'remove the line, or write state: ready',
    inPool: 'remove the line',
    asState: 'write ready',
  },
  out: {
    words: `down offline inactive outofrotation outofservice unavailable out off stopped dead suspended
      paused skip skipped ignore ignored exclude excluded cordon cordoned quarantine quarantined isolated
      failed blocked`,
    opposite: 'in',
    inServer: 'write state: maint, or state: drain',
    inPool: 'write state: maint, or state: drain, in each server; or remove the pool',
    asState: 'write maint or drain',
  },
  drain: {
    words: 'drain drained draining',
    opposite: 'in',
    inServer: 'write state: drain',
    inPool: 'write state: drain in each server',
    asState: 'did you mean "drain"?',
  },
  maint: {
    words: 'maint maintenance inmaintenance maintenancemode disabled disable',
    opposite: 'in',
    inServer: 'write state: maint',
    inPool: 'write state: maint in each server, or remove the pool',
    asState: 'did you mean "maint"?',
  },
  absent: {
    words: 'absent removed deleted purged retired decommissioned',
    opposite: 'in',
    inServer: 'remove the server, or write state: maint',
    inPool: 'remove the pool, or write state: maint in each server',
    asState: 'remove the server, or write maint',
  },
  backup: {
    words: 'backup standby passive secondary spare fallback',
    opposite: 'active',
    inServer: 'write backup: true',
    inPool: 'write backup: true in the standby server',
    asState: 'write backup: true instead',
  },
  active: {
    words: 'primary',
    opposite: 'backup',
    inServer: 'remove the line, or write backup: false',
    inPool: 'remove the line',
    asState: 'write ready instead',
  },
  open: {
    words: '',
    opposite: 'open',
    inServer: 'write state: ready, drain or maint',
    inPool: 'write state: ready, drain or maint in each server',
    asState: 'write ready, drain or maint',
  },
};

const byWord: ReadonlyMap<string, Meaning> = new Map(
  (Object.keys(meanings) as Meaning[]).flatMap(
    (meaning) =>
      meanings[meaning].words.match(/\w+/g)?.map((word) => [word, meaning] as const) ?? [],
  ),
);

/** Properties whose value is the state, here or with other tools. */
const stateKeys = /^(state|status|ensure|admin|adminstate|operstate|serverstate|mode|role)$/;

/** A word without case, hyphens and a leading "is". */
function squash(word: string): string {
  const plain = word.replaceAll(/[-_ ]/g, '').toLowerCase();
  return byWord.has(plain) ? plain : plain.replace(/^is(?=[a-z]{2})/, '');
}

/** What "not", "no" and "un" before a word leave of it; undefined where there is none of them. */
export function withoutNegation(word: string): string | undefined {
  return /^(?:not|non|no|un)[-_]?(.{2,})$/i.exec(word)?.[1];
}

/** What a word means for a server, in any spelling. */
function meaningOf(word: string): Meaning | undefined {
  const plain = squash(word);
  const positive = byWord.get(withoutNegation(plain) ?? '');
  return byWord.get(plain) ?? (positive && meanings[positive].opposite);
}

/** What an unknown property and its value mean for a server; undefined where they mean something else. */
function meaningOfProperty(key: string, value: unknown): Meaning | undefined {
  const isDetail = detailOf(key) !== undefined;
  const own = meaningOf(isDetail ? key.replace(/[-_ ]?[a-z]+$/i, '') : key);
  if (own === undefined && !stateKeys.test(squash(key))) return undefined;
  const truth = truthOf(value);
  const byValue = typeof value === 'string' && truth === undefined ? meaningOf(value) : undefined;
  if (byValue !== undefined) return byValue;
  if (own === undefined) return /^(mode|role)$/.test(squash(key)) ? undefined : ofTruth(truth);
  if (truth === undefined) return isDetail && value !== null ? own : 'open';
  return truth ? own : meanings[own].opposite;
}

/** The detail in a key besides the state, as in "disabled-until". */
function detailOf(key: string): string | undefined {
  return /[a-z][-_ ]?(until|reason)$/i.exec(key)?.[1]?.toLowerCase();
}

function ofTruth(truth: boolean | undefined): Meaning {
  if (truth === undefined) return 'open';
  return truth ? 'in' : 'out';
}

/** The state that a wrong value of "state" means: one, or several where that is open. */
export function stateHelp(value: unknown): string | undefined {
  const truth = truthOf(value);
  const isWord = truth === undefined && typeof value === 'string';
  const meaning = isWord ? meaningOf(value) : ofTruth(truth);
  return meaning && meanings[meaning].asState;
}

/** What to write where the value decides what an unknown property means; never the opposite of it. */
export function helpByValue(
  key: string,
  said: unknown,
  violation: SchemaViolation,
): string | undefined {
  const { known, place } = violation;
  const names = Object.keys(known);
  if (names.includes(plainKey(key))) return undefined;
  const meaning = meaningOfProperty(key, said);
  if (meaning === undefined) {
    const option = names.includes('weight') ? serverOptionHelp(key, said) : undefined;
    return switchHelp(key, said, names, place.path) ?? option;
  }
  const help = alreadyHelp(meaning, violation) ?? writeMeaning(meaning, names, place);
  const detail = meaning === 'in' || typeof said !== 'string' ? undefined : detailOf(key);
  const isTaken = detail !== undefined && names.includes(detail);
  return isTaken ? `${help}; and ${detail}: ${said}` : help;
}

/** What to do where the property that is meant is there as well. */
function alreadyHelp(
  meaning: Meaning,
  { known, present, value }: SchemaViolation,
): string | undefined {
  const isBackup = meaning === 'backup' || meaning === 'active';
  const property = isBackup ? 'backup' : 'state';
  if (!present.has(property) || known[property] === undefined) return undefined;
  const meant = isBackup ? meaning === 'backup' : meaning;
  const agrees = isMapping(value) && value[property] === meant;
  return `remove ${agrees ? 'the line' : 'one of the two'}; "${property}" is already set`;
}

/** What to write for a meaning in a server, a host, a pool or another object. */
function writeMeaning(
  meaning: Meaning,
  known: readonly string[],
  place: NodeRef,
): string | undefined {
  const { inServer, inPool } = meanings[meaning];
  const isBackup = meaning === 'backup' || meaning === 'active';
  if (known.includes('state') || (isBackup && known.includes('backup'))) return inServer;
  if (meaning === 'in' || meaning === 'active') return 'remove the line';
  if (known.some((name) => /^(servers|weight|balance)$/.test(name))) return inPool;
  if (isBackup || meaning === 'open' || place.path.length === 0) return undefined;
  return known.includes('kind') ? 'write kind: none' : `remove ${nameOf(place, 'the')}`;
}

const switchShape =
  /^(?:(not|non|no|un|without|skip|disabled?|ignore)|enabled?|use|with)?-?(.+?)-?(?:(disabled|off)|enabled|on)?$/;

/** What to write where a key and its value switch a property of an owner on or off, as "no-check: true" does. */
function switchHelp(
  key: string,
  value: unknown,
  known: readonly string[],
  path: Path,
): string | undefined {
  const plain = plainKey(key);
  const [, before, word = '', behind] = switchShape.exec(plain) ?? [];
  const isTimeout = path.at(-1) === 'timeouts';
  const name = findNamed(word, known, isTimeout);
  const truth = isOff(value) ? false : (value === null && plain !== word) || truthOf(value);
  if (name === undefined || truth === undefined) return undefined;
  const off = offValues.get(name);
  if (truth !== ((before ?? behind) === undefined)) {
    if (isTimeout) return offHelp([...path, name], false);
    if (off === undefined) return `remove the line, and "${name}" with it`;
    return `write ${name}: ${off}${placeOf(name, known)}`;
  }
  if (off === undefined || name === plain) return undefined;
  return /^(backup|send-proxy|transparent)$/.test(name) ? `write ${name}: true` : 'remove the line';
}

function findNamed(word: string, known: readonly string[], isTimeout: boolean): string | undefined {
  const bare = word
    .replaceAll('-', '')
    .replace(/^(checked|(health)?checks?)$/, 'check')
    .replace(/^logging$/, 'log');
  const isChecked = !isTimeout && known.some((name) => /^(weight|check|rise)$/.test(name));
  const names = isChecked ? [...known, 'check', 'verify'] : known;
  return names.find((one) => one.replaceAll('-', '') === bare);
}

/** Where a check, or its "verify", belongs that its owner does not take. */
function placeOf(name: string, known: readonly string[]): string {
  if (known.includes(name)) return '';
  if (name === 'check') return ' in the pool';
  const isPool = known.includes('check') && !known.includes('state');
  return isPool ? ' below "check"' : ' in the check of the pool';
}
