import type { Comparable } from '../haproxy/model/comparable-server.ts';
import { type ConfigurationChange, reload } from './change.ts';
import { maskWords } from './secret.ts';
import type { ShownPlace } from './side.ts';

/** A line as it is compared, and where it stands. */
export interface PlacedLine {
  readonly value: Comparable;
  readonly place: () => ShownPlace;
}

interface Listed {
  readonly section: string;
  readonly what: string;
  readonly isOrdered: boolean;
}

const action = reload('HAProxy reads it when it starts');

/**
 * What one list of lines has and the other has not. A line that is gone and one that begins with the
 * same words, where there is one each, are one change.
 */
export function listChanges(
  { section, what, isOrdered }: Listed,
  before: readonly PlacedLine[],
  after: readonly PlacedLine[],
  show: (value: Comparable) => string = showWords,
): ConfigurationChange[] {
  const removed = without(before, after);
  const added = without(after, before);
  const partners = partnersOf(removed, added);
  const taken = new Set(partners.values());
  const shown = (line: PlacedLine, side: 'before' | 'after') => {
    const text = show(line.value);
    const name = Array.isArray(line.value) ? nameOf(line.value.map(String)) : what;
    const value = text.startsWith(`${name} `) ? text.slice(name.length + 1) : text;
    return { what: name, ...(value === name ? {} : { [side]: value }) };
  };
  const changes: ConfigurationChange[] = removed.map((line): ConfigurationChange => {
    const partner = partners.get(line);
    const base = { section, ...shown(line, 'before'), action };
    if (partner === undefined) return { ...base, kind: 'removed', at: { before: line.place() } };
    const at = { before: line.place(), after: partner.place() };
    return { ...base, kind: 'changed', ...shown(partner, 'after'), at };
  });
  for (const line of added.filter((one) => !taken.has(one))) {
    const at = { after: line.place() };
    changes.push({ kind: 'added', section, ...shown(line, 'after'), at, action });
  }
  const [first, other] = [before[0], after[0]];
  if (isOrdered && changes.length === 0 && first !== undefined && other !== undefined) {
    const texts = (lines: readonly PlacedLine[]) =>
      lines.map(({ value }) => show(value)).join('; ');
    if (keysOf(before).join('\n') !== keysOf(after).join('\n')) {
      const at = { before: first.place(), after: other.place() };
      const [a, b] = [texts(before), texts(after)];
      const order = { section, what: `order of ${what}s`, before: a, after: b };
      changes.push({ kind: 'changed', ...order, at, action });
    }
  }
  return changes;
}

function keysOf(lines: readonly PlacedLine[]): string[] {
  return lines.map(({ value }) => JSON.stringify(value));
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
  const byHead = new Map<string, PlacedLine[]>();
  for (const line of added) {
    const head = headOf(line);
    const known = byHead.get(head);
    if (known === undefined) byHead.set(head, [line]);
    else known.push(line);
  }
  const partners = new Map<PlacedLine, PlacedLine>();
  const heads = removed.map(headOf);
  const counts = new Map<string, number>();
  for (const head of heads) counts.set(head, (counts.get(head) ?? 0) + 1);
  for (const [at, line] of removed.entries()) {
    const head = heads[at] ?? '';
    const [partner, ...rivals] = byHead.get(head) ?? [];
    if (partner === undefined || rivals.length > 0 || counts.get(head) !== 1) continue;
    partners.set(line, partner);
  }
  return partners;
}

/** The words that name a line: the first, with a second one where that is a name too. */
function headOf({ value }: PlacedLine): string {
  if (!Array.isArray(value)) {
    const { addresses } = value as { readonly addresses?: Comparable };
    return JSON.stringify(addresses);
  }
  return nameOf(value.map(String));
}

function nameOf([first = '', second = '']: readonly string[]): string {
  const isNamed = /^(option|timeout|stats|user|group|stick|no|setenv|presetenv)$/.test(first);
  return isNamed ? `${first} ${second}` : first;
}

function showWords(value: Comparable): string {
  return Array.isArray(value) ? maskWords(value.map(String)).join(' ') : JSON.stringify(value);
}
