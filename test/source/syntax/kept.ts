import { readFileSync } from 'node:fs';
import { applyEdits } from '../../../src/fix/apply.ts';
import { lint } from '../../../src/rules/lint.ts';
import { Lines } from '../../../src/text/positions.ts';
import { tables } from './tables.ts';

/** An error of a text: its place, the help, and the text after the fix, as far as there is one. */
interface Told {
  readonly place: string;
  readonly code: string;
  readonly help: string;
  readonly fixed?: string;
}

/** The errors of each case, by table and name. */
export type Recorded = Readonly<Record<string, readonly Told[]>>;

const fixture = new URL('../../fixtures/rules/YML001-yaml-syntax/bad.yaml', import.meta.url);

/** What is reported today for each case of the tables, and for the fixture of the code. */
export function recordCases(): Recorded {
  const recorded: Record<string, readonly Told[]> = {};
  for (const [table, cases] of Object.entries(tables)) {
    for (const { name, input } of cases) recorded[`${table}: ${name}`] = tell(input);
  }
  recorded['fixture'] = tell(readFileSync(fixture));
  return recorded;
}

function tell(input: string | Uint8Array): Told[] {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const { diagnostics } = lint({ name: 'inventory.yaml', bytes });
  const errors = diagnostics.filter(
    ({ severity, code }) => severity === 'error' && /^YML/.test(code),
  );
  return errors.map(({ code, help = '', primary: { source, span }, fixes: [fix] }) => {
    const { line, column } = new Lines(source.text).position(span.start);
    const fixed = fix?.isCertain === true ? applyEdits(source.text, fix.edits).text : undefined;
    return {
      place: `${line}:${column}`,
      code,
      help,
      ...(fixed === undefined ? {} : { fixed }),
    };
  });
}

/** How many of the recorded errors are still reported, and which are not. */
export interface Kept {
  readonly of: number;
  readonly lost: readonly string[];
}

/** Compares the recorded errors with those of today, by line, by the repair that a help names, by what a fix makes. */
export function compareCases(
  before: Recorded,
  after: Recorded,
): Readonly<Record<'lines' | 'columns' | 'helps' | 'fixes' | 'added', Kept>> {
  const kinds = { lines: count(), columns: count(), helps: count(), fixes: count() };
  const added = count();
  for (const [name, told] of Object.entries(before)) {
    const now = after[name] ?? [];
    for (const one of told) {
      const where = `${name} ${one.place}`;
      const onLine = now.filter(({ place }) => lineOf(place) === lineOf(one.place));
      add(kinds.lines, onLine.length > 0, where);
      add(
        kinds.columns,
        onLine.some(({ place }) => place === one.place),
        where,
      );
      const helps = onLine.map(({ help }) => help);
      add(
        kinds.helps,
        helps.some((help) => namesRepair(help, one.help)),
        `${where}: ${one.help} -> ${helps}`,
      );
      if (one.fixed !== undefined) {
        add(
          kinds.fixes,
          onLine.some(({ fixed }) => fixed === one.fixed),
          where,
        );
      }
    }
    const lines = new Set(told.map(({ place }) => lineOf(place)));
    for (const { place, help } of now) {
      add(added, lines.has(lineOf(place)), `${name} ${place}: ${help}`);
    }
  }
  return { ...kinds, added };
}

function count(): { of: number; lost: string[] } {
  return { of: 0, lost: [] };
}

function add(kept: { of: number; lost: string[] }, isKept: boolean, where: string): void {
  kept.of += 1;
  if (!isKept) kept.lost.push(where);
}

function lineOf(place: string): string {
  return place.slice(0, place.indexOf(':'));
}

/** Whether a help says what the first clause of another one says to do, whatever it says besides. */
function namesRepair(help: string, before: string): boolean {
  const [clause = ''] = before.split(/;|, (?:or|and) | or (?=[a-z]+ )/);
  return help.includes(clause.trim());
}
