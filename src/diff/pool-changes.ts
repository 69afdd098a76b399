import { type ComparableService, comparableService } from '../haproxy/model/comparable.ts';
import { tcpWords } from '../haproxy/model/http-only.ts';
import type { EffectiveHashType, ProxyCheck } from '../haproxy/model/proxies.ts';
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

const atStart = 'HAProxy reads it when it starts';

/** What is other about a section, its servers aside. */
export function poolChanges(sides: Sides, pair: SectionPair): ConfigurationChange[] {
  const one = comparableService(pair.before, pair.isLogged.before);
  const other = comparableService(pair.after, pair.isLogged.after);
  return [
    ...nameChange(sides, pair),
    ...frontendChange(sides, pair, one, other),
    ...valueChanges(sides, pair, one, other),
    ...timeoutChanges(sides, pair, one, other),
    ...listedChanges(sides, pair, one, other),
  ];
}

function nameChange(sides: Sides, { section, before, after }: SectionPair): ConfigurationChange[] {
  if (before.name === after.name) return [];
  return [
    {
      kind: 'renamed',
      section,
      subject: { kind: 'name' },
      before: before.name,
      after: after.name,
      at: placesOf(sides, before.back.section.opening, after.back.section.opening),
      action: reload(atStart),
    },
  ];
}

/** A frontend has a name of its own in logs and statistics; that of a listen section is the section's. */
function frontendChange(
  sides: Sides,
  { section, before, after }: SectionPair,
  one: ComparableService,
  other: ComparableService,
): ConfigurationChange[] {
  if (one.frontend === other.frontend) return [];
  const isSection = [before, after].every(({ front, back }) => front === back);
  if (isSection && one.frontend !== undefined && other.frontend !== undefined) return [];
  return [
    {
      kind: 'renamed',
      section,
      subject: { kind: 'frontend' },
      before: one.frontend ?? 'none',
      after: other.frontend ?? 'none',
      at: placesOf(sides, before.front.section.opening, after.front.section.opening),
      action: reload(
        'logs, statistics and monitoring call it by its name, which is read at the start',
      ),
    },
  ];
}

function placesOf(
  { before, after }: Sides,
  one: FileLine,
  other: FileLine,
): ConfigurationChange['at'] {
  return { before: before.placeOf(one), after: after.placeOf(other) };
}

function valueChanges(
  sides: Sides,
  pair: SectionPair,
  one: ComparableService,
  other: ComparableService,
): ConfigurationChange[] {
  const { section, before, after } = pair;
  const isSourceHash = [before, after].every(({ back }) => back.balance.value[0] === 'source');
  const isOneHash = isSourceHash && isSameForSource(before, after);
  const changes: ConfigurationChange[] = [];
  const compare = (
    kind: Subject['kind'],
    key: 'mode' | 'balance' | 'hashType' | 'check',
    of: (service: Service) => Value,
    action = reload(atStart),
  ) => {
    if (JSON.stringify(one[key]) === JSON.stringify(other[key])) return;
    const at = placesOf(sides, lineOf(before, key), lineOf(after, key));
    const values = { before: of(before), after: of(after) };
    changes.push({ kind: 'changed', section, subject: { kind }, ...values, at, action });
  };
  compare('mode', 'mode', ({ back }) => back.mode.value);
  compare('balance', 'balance', ({ back }) => {
    return { kind: 'words', words: back.balance.value, from: 0 };
  });
  const unused = nothing('balance source never calls the hash function');
  const hash = isOneHash ? unused : reload(atStart);
  compare('hash-type', 'hashType', ({ back }) => hashValue(back.hashType?.value), hash);
  compare('check', 'check', ({ back }) => checkValue(back.check?.value));
  return changes;
}

function hashValue(hashType: EffectiveHashType | undefined): Value {
  if (hashType === undefined) return 'none';
  const { method, function: name, isAvalanche } = hashType;
  const words = [method, name, ...(isAvalanche ? ['avalanche'] : [])];
  return { kind: 'words', words, from: 0 };
}

function checkValue(check: ProxyCheck | undefined): Value {
  return check === undefined ? 'connects' : { kind: 'asks', check };
}

function isSameForSource(before: Service, after: Service): boolean {
  const [one, other] = [before.back.hashType?.value, after.back.hashType?.value];
  return one?.method === other?.method && one?.isAvalanche === other?.isAvalanche;
}

function lineOf({ back }: Service, key: 'mode' | 'balance' | 'hashType' | 'check'): FileLine {
  return back[key]?.directive?.line ?? back.section.opening;
}

function timeoutChanges(
  sides: Sides,
  { section, before, after }: SectionPair,
  one: ComparableService,
  other: ComparableService,
): ConfigurationChange[] {
  const names = new Set([...Object.keys(one.timeouts), ...Object.keys(other.timeouts)]);
  return [...names].flatMap((name): ConfigurationChange[] => {
    const [a, b] = [one.timeouts[name], other.timeouts[name]];
    if (a === b) return [];
    const line = ({ front, back }: Service) =>
      (back.timeouts.get(name) ?? front.timeouts.get(name))?.directive?.line ??
      back.section.opening;
    return [
      {
        kind: 'changed',
        section,
        subject: { kind: 'timeout', name },
        before: timeValue(a),
        after: timeValue(b),
        at: placesOf(sides, line(before), line(after)),
        action: reload(atStart),
      },
    ];
  });
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
  }
  for (const { addresses, options, line } of front.binds) {
    const places = addresses.map(({ host, first, last }) => ({ ...host, first, last }));
    index.set(JSON.stringify({ addresses: places, options }), line);
  }
  return index;
}
