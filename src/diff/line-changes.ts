import type { ComparableBind } from '../haproxy/model/bind.ts';
import { withPlainTimes } from '../haproxy/model/plain-times.ts';
import { groupBy } from '../text/group-by.ts';
import { type ConfigurationChange, reload } from './change.ts';
import type { ShownPlace } from './side.ts';
import type { Value } from './value.ts';

/** A line as it is compared, by its words or as a bind, and where it stands. */
export interface PlacedLine {
  readonly value: readonly string[] | ComparableBind;
  readonly place: () => ShownPlace;
}

interface Listed {
  readonly section: string;
  /** What lines are called whose order counts. */
  readonly ordered?: 'rules' | 'lines' | undefined;
}

const action = reload('HAProxy reads it only at start');

/**
 * What one list of lines has and the other has not. A line that is gone and one that begins with the
 * same words, where there is one each, are one change.
 */
export function listChanges(
  { section, ordered }: Listed,
  before: readonly PlacedLine[],
  after: readonly PlacedLine[],
): ConfigurationChange[] {
  const removed = without(before, after);
  const added = without(after, before);
  const partners = partnersOf(removed, added);
  const taken = new Set(partners.values());
  const changes: ConfigurationChange[] = removed.map((line): ConfigurationChange => {
    const partner = partners.get(line);
    const base = { section, ...sideOf(line, 'before'), action };
    if (partner === undefined) return { ...base, kind: 'removed', at: { before: line.place() } };
    const at = { before: line.place(), after: partner.place() };
    return { ...base, kind: 'changed', ...sideOf(partner, 'after'), at };
  });
  for (const line of added.filter((one) => !taken.has(one))) {
    const at = { after: line.place() };
    changes.push({ kind: 'added', section, ...sideOf(line, 'after'), at, action });
  }
  const [first, other] = [before[0], after[0]];
  const isSame = ordered === undefined || changes.length > 0 || isAlike(before, after);
  if (!isSame && first !== undefined && other !== undefined) {
    const at = { before: first.place(), after: other.place() };
    const subject = { kind: 'order', name: ordered } as const;
    const order = { section, subject, before: wordsOf(before), after: wordsOf(after) };
    changes.push({ kind: 'changed', ...order, at, action });
  }
  return changes;
}

/** What a line is called, and what it says beside that. */
function sideOf({ value: line }: PlacedLine, side: 'before' | 'after') {
  if ('addresses' in line) {
    return { subject: { kind: 'bind' }, [side]: { kind: 'bind', bind: line } } as const;
  }
  const name = nameOf(line);
  const value: Value = { kind: 'words', words: line, from: name.length };
  const subject = { kind: 'line', name: name.join(' ') } as const;
  return line.length > name.length ? { subject, [side]: value } : { subject };
}

function wordsOf(lines: readonly PlacedLine[]): Value {
  return {
    kind: 'lines',
    lines: lines.map(({ value }) => ('addresses' in value ? [] : value)),
  };
}

function isAlike(before: readonly PlacedLine[], after: readonly PlacedLine[]): boolean {
  return keysOf(before).join('\n') === keysOf(after).join('\n');
}

function keysOf(lines: readonly PlacedLine[]): string[] {
  return lines.map(({ value }) =>
    JSON.stringify('addresses' in value ? value : withPlainTimes(value)),
  );
}

function without(lines: readonly PlacedLine[], others: readonly PlacedLine[]): PlacedLine[] {
  const counts = new Map<string, number>();
  for (const key of keysOf(others)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const keys = keysOf(lines);
  return lines.filter((_, at) => {
    const key = keys[at] ?? '';
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left <= 0;
  });
}

/** Lines that begin alike: a setting with another value. */
function partnersOf(
  removed: readonly PlacedLine[],
  added: readonly PlacedLine[],
): Map<PlacedLine, PlacedLine> {
  const [gone, come] = [groupBy(removed, headOf), groupBy(added, headOf)];
  const pairs = [...gone].flatMap(([head, [line, ...others]]) => {
    const [partner, ...rivals] = come.get(head) ?? [];
    const isSole = others.length + rivals.length === 0;
    return line && partner && isSole ? [[line, partner] as const] : [];
  });
  return new Map(pairs);
}

function headOf({ value }: PlacedLine): string {
  return JSON.stringify('addresses' in value ? value.addresses : nameOf(value));
}

/** The words that name a line: the first, with a second one where that is a name too. */
function nameOf(words: readonly string[]): readonly string[] {
  const isNamed = /^(option|timeout|stats|user|group|stick|no|setenv|presetenv)$/.test(
    words[0] ?? '',
  );
  return words.slice(0, isNamed ? 2 : 1);
}
