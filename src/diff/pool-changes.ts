import { comparableBinds } from '../haproxy/model/bind.ts';
import { type ComparableService, comparableService } from '../haproxy/model/comparable.ts';
import type { HashType } from '../haproxy/model/hash-type.ts';
import { tcpWords } from '../haproxy/model/http-only.ts';
import type { ProxySection } from '../haproxy/model/proxies.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { FileLine } from '../haproxy/syntax/configuration.ts';
import { type ConfigurationChange, nothing, reload, type Subject } from './change.ts';
import { listChanges, type PlacedLine } from './line-changes.ts';
import type { Sides } from './server-changes.ts';
import type { Value } from './value.ts';

/** A section on both sides, and what it is called. */
export interface SectionPair {
  readonly section: string;
  readonly before: Service;
  readonly after: Service;
  /** Whether a global section has a log, on each side. */
  readonly isLogged: { readonly before: boolean; readonly after: boolean };
}

const atStart = 'HAProxy reads it only at start';

/** What is other about a section, its servers aside. */
export function poolChanges(sides: Sides, pair: SectionPair): ConfigurationChange[] {
  const { section, before, after, isLogged } = pair;
  const one = comparableService(before, isLogged.before);
  const other = comparableService(after, isLogged.after);
  const changes: ConfigurationChange[] = [];
  const add = (
    subject: Subject,
    values: readonly [Value, Value],
    lineOf: (service: Service) => FileLine,
    action = reload(atStart),
  ) => {
    const isName = subject.kind === 'name' || subject.kind === 'frontend';
    changes.push({
      ...{ kind: isName ? 'renamed' : 'changed', section, subject, action },
      ...{ before: values[0], after: values[1] },
      at: {
        before: sides.before.placeOf(lineOf(before)),
        after: sides.after.placeOf(lineOf(after)),
      },
    });
  };
  if (before.name !== after.name) {
    add({ kind: 'name' }, [before.name, after.name], ({ back }) => back.section.opening);
  }
  if (isFrontendOther(pair, one, other)) {
    const names = [one.frontend ?? 'none', other.frontend ?? 'none'] as const;
    add({ kind: 'frontend' }, names, ({ front }) => front.section.opening, reload(atNames));
  }
  for (const { kind, key, of } of parts) {
    if (JSON.stringify(one[key]) === JSON.stringify(other[key])) continue;
    const lineOf = ({ back }: Service) => back[key]?.directive?.line ?? back.section.opening;
    const isUnused = key === 'hashType' && isSameForSource(before, after);
    add({ kind }, [of(before.back), of(after.back)], lineOf, isUnused ? unused : undefined);
  }
  for (const name of new Set([...Object.keys(one.timeouts), ...Object.keys(other.timeouts)])) {
    const [a, b] = [one.timeouts[name], other.timeouts[name]];
    const lineOf = ({ front, back }: Service) =>
      (back.timeouts.get(name) ?? front.timeouts.get(name))?.directive?.line ??
      back.section.opening;
    if (a !== b) add({ kind: 'timeout', name }, [timeValue(a), timeValue(b)], lineOf);
  }
  return [...changes, ...listedChanges(sides, pair, one, other)];
}

const atNames = 'HAProxy reads the name, which logs and statistics show, only at start';
const unused = nothing('balance source does not use the hash function');

/** A frontend has a name of its own in logs and statistics; that of a listen section is the section's. */
function isFrontendOther(
  { before, after }: SectionPair,
  one: ComparableService,
  other: ComparableService,
): boolean {
  if (one.frontend === other.frontend) return false;
  const isSection = [before, after].every(({ front, back }) => front === back);
  return !isSection || one.frontend === undefined || other.frontend === undefined;
}

interface Part {
  readonly kind: Subject['kind'];
  readonly key: 'mode' | 'balance' | 'hashType' | 'check';
  readonly of: (back: ProxySection) => Value;
}

const parts: readonly Part[] = [
  { kind: 'mode', key: 'mode', of: ({ mode }) => mode.value },
  { kind: 'balance', key: 'balance', of: ({ balance }) => wordsValue(balance.value) },
  { kind: 'hash-type', key: 'hashType', of: ({ hashType }) => hashValue(hashType?.value) },
  {
    kind: 'check',
    key: 'check',
    of: ({ check }) => (check ? { kind: 'asks', check: check.value } : 'TCP connect'),
  },
];

function wordsValue(words: readonly string[]): Value {
  return { kind: 'words', words, from: 0 };
}

function hashValue(hashType: HashType | undefined): Value {
  if (hashType === undefined) return 'none';
  const { method, function: name, isAvalanche } = hashType;
  return wordsValue([method, name, ...(isAvalanche ? ['avalanche'] : [])]);
}

/** Whether "balance source" takes two hash types for one. */
function isSameForSource(before: Service, after: Service): boolean {
  const isSource = [before, after].every(({ back }) => back.balance.value[0] === 'source');
  const [one, other] = [before.back.hashType?.value, after.back.hashType?.value];
  return isSource && one?.method === other?.method && one?.isAvalanche === other?.isAvalanche;
}

/** A time; a text where HAProxy reads none in it. */
function timeValue(value: number | string | undefined): Value {
  return typeof value === 'number' ? { kind: 'time', milliseconds: value } : (value ?? null);
}

/** Binds, and lines that the model knows no better: what one side has and the other has not. */
function listedChanges(
  sides: Sides,
  { section, before, after }: SectionPair,
  one: ComparableService,
  other: ComparableService,
): ConfigurationChange[] {
  const [find, findOther] = [lineFinder(before), lineFinder(after)];
  return (['binds', 'settings', 'logs', 'rules'] as const).flatMap((key) =>
    listChanges(
      { section, ordered: key === 'rules' ? key : undefined },
      one[key].map((value) => ({ value, place: () => sides.before.placeOf(find(value)) })),
      other[key].map((value) => ({ value, place: () => sides.after.placeOf(findOther(value)) })),
    ),
  );
}

/** Finds the line that a value of `comparable` was read from; the section's first where there is none. */
function lineFinder({ front, back }: Service): (value: PlacedLine['value']) => FileLine {
  let index: Map<string, FileLine> | undefined;
  return (value) => {
    index ??= indexLines({ front, back });
    return index.get(JSON.stringify(value)) ?? back.section.opening;
  };
}

function indexLines({ front, back }: Pick<Service, 'front' | 'back'>): Map<string, FileLine> {
  const index = new Map<string, FileLine>();
  for (const { words, line } of [...back.directives, ...front.directives]) {
    index.set(JSON.stringify(tcpWords(words)), line);
    index.set(JSON.stringify(words), line);
    // Both sides of it are compared as one.
    if (words[1] === 'srvtcpka') index.set(JSON.stringify(['option', 'tcpka']), line);
  }
  for (const [bind, { line }] of comparableBinds(front.binds)) {
    index.set(JSON.stringify(bind), line);
  }
  return index;
}
