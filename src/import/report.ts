import { diagnose } from '../findings/diagnose.ts';
import type { CodeInfo, Diagnostic } from '../findings/diagnostic.ts';
import { importCodes } from '../findings/import-codes.ts';
import { readableWords } from '../haproxy/model/directive.ts';
import type { Service } from '../haproxy/model/services.ts';
import {
  type ConfigurationProblem,
  type FileLine,
  type FilePlace,
  type FileSection,
  textsOf,
} from '../haproxy/syntax/configuration.ts';
import { nobodyChecked } from '../rules/nobody-checked.ts';
import { quote } from '../text/characters.ts';
import { type PoolService, sectionsOf } from './frontends.ts';
import type { NoPool } from './pool-draft.ts';

/** A finding of an import; one that loses nothing is counted with others of its kind until a list is asked for. */
export interface ImportFinding extends Diagnostic {
  readonly countedAs?: CountedAs | undefined;
}

/** What one finding, and several of its kind, are called after their number. */
export type CountedAs = readonly [one: string, several: string];

const inExtra: CountedAs = ['line copied to "extra"', 'lines copied to "extra"'];
const withoutEffect: CountedAs = [
  'line without effect not imported',
  'lines without effect not imported',
];

/** Collects the findings of an import. */
export class ImportReport {
  readonly #found = new Map<string, ImportFinding>();
  readonly #explained = new Set<FileSection>();

  get diagnostics(): ImportFinding[] {
    return [...this.#found.values()];
  }

  /** Reports a line that HAProxy reads differently than it looks, or not at all. */
  unreadable(place: FilePlace, message: string, help?: string): void {
    this.#add(importCodes.unreadable, place, message, help);
  }

  /** Reports a difference between the configuration and what the inventory builds. */
  changed(place: FilePlace, message: string, help?: string): void {
    this.#add(importCodes.changed, place, message, help);
  }

  /** Reports a line that is copied as it is, and where to. */
  kept(line: FileLine, target: string): void {
    const message = `${quoteLine(line)} has no property; copied to ${target}`;
    this.#add(importCodes.kept, line, message, undefined, inExtra);
  }

  /** Reports a line that is not imported because it has no effect. */
  idle(line: FileLine, reason: string): void {
    const message = `${quoteLine(line)} ${reason}; not imported`;
    this.#add(importCodes.kept, line, message, undefined, withoutEffect);
  }

  /** Reports a service with a check but without a checked server. */
  unchecked({ back }: Service): void {
    const line = back.check?.directive?.line;
    if (line === undefined || back.servers.some(({ isChecked }) => isChecked)) return;
    const message = `${quoteLine(line)} has no effect: no server of ${quote(back.name)} has "check"; not imported`;
    this.#add(nobodyChecked, line, message, 'add check to each server line');
  }

  /** Reports a line that is not imported because HAProxy refuses it, and why. */
  leftOut(line: FileLine, reason: string): void {
    this.unreadable(line, `${quoteLine(line)} is not imported: ${reason}`);
  }

  /** Reports a section that has no place of its own in an inventory, and is copied as it is. */
  untouched(section: FileSection): void {
    if (this.#explained.has(section)) return;
    const { opening } = section;
    const [keyword = ''] = textsOf(opening);
    const several = keyword.endsWith('s') ? keyword : `${keyword}s`;
    const message = `${quoteLine(opening)} is copied unchanged to "haproxy.sections"`;
    const countedAs = [`${keyword} copied unchanged`, `${several} copied unchanged`] as const;
    this.#add(importCodes.kept, opening, message, undefined, countedAs);
  }

  /** Reports why a service is not a pool, and what happens to it. */
  copied(service: PoolService, { place, reason, isFault }: NoPool, isLeft: boolean): void {
    for (const { section } of sectionsOf(service)) this.#explained.add(section);
    const what = `${service.back.kind} ${quote(service.name)}`;
    const became = isLeft ? 'it stays in its file' : 'copied unchanged to "haproxy.sections"';
    const message = `${what} is not a pool: ${reason}; ${became}`;
    const severity = isFault ? 'warning' : importCodes.kept.severity;
    this.#add({ ...importCodes.kept, severity }, place, message);
  }

  /** Reports a problem found while reading the files. */
  problem({ severity, message, help, place }: ConfigurationProblem): void {
    this.#add(
      severity === 'error' ? importCodes.unreadable : importCodes.note,
      place,
      message,
      help,
    );
  }

  /** Each place is reported once, however many pools inherit it. */
  #add(
    code: CodeInfo,
    { source, span }: FilePlace,
    message: string,
    help?: string,
    countedAs?: CountedAs,
  ): void {
    const key = `${source.name} ${span.start} ${span.end} ${message}`;
    if (this.#found.has(key)) return;
    this.#found.set(key, { ...diagnose(code, source, span, message, { help }), countedAs });
  }
}

function quoteLine(line: FileLine): string {
  return quote(readableWords(line).join(' '));
}
