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

/** What one finding, and several of its kind, are called behind their number. */
export type CountedAs = readonly [one: string, several: string];

const inExtra: CountedAs = ['line kept in "extra"', 'lines kept in "extra"'];
const withoutEffect: CountedAs = ['line without effect left out', 'lines without effect left out'];

/** Collects what there is to say of a configuration while it becomes an inventory. */
export class ImportReport {
  readonly #found = new Map<string, ImportFinding>();
  readonly #explained = new Set<FileSection>();

  get diagnostics(): ImportFinding[] {
    return [...this.#found.values()];
  }

  /** Says that HAProxy reads a line otherwise than it looks, or not at all. */
  unreadable(place: FilePlace, message: string, help?: string): void {
    this.#add(importCodes.unreadable, place, message, help);
  }

  /** Says that something is other in what the inventory builds. */
  changed(place: FilePlace, message: string, help?: string): void {
    this.#add(importCodes.changed, place, message, help);
  }

  /** Says that a line is written again as it is, and where. */
  kept(line: FileLine, target: string): void {
    const message = `${quoteLine(line)} is kept in ${target}`;
    this.#add(importCodes.kept, line, message, undefined, inExtra);
  }

  /** Says that a line is left out because HAProxy does nothing with it. */
  idle(line: FileLine, reason: string): void {
    const message = `${quoteLine(line)} ${reason}, and is left out`;
    this.#add(importCodes.kept, line, message, undefined, withoutEffect);
  }

  /** Says that a service says how a check asks, and has no server that is checked. */
  unchecked({ back }: Service): void {
    const line = back.check?.directive?.line;
    if (line === undefined || back.servers.some(({ isChecked }) => isChecked)) return;
    const message = `${quoteLine(line)} checks nobody: no server of ${quote(back.name)} has "check"; left out`;
    this.#add(nobodyChecked, line, message, 'write check behind each server');
  }

  /** Says that a line is left out because HAProxy refuses it, and why. */
  leftOut(line: FileLine, reason: string): void {
    this.unreadable(line, `${quoteLine(line)} is left out: ${reason}`);
  }

  /** Says that a section is none of an inventory's own, and is written again as it is. */
  untouched(section: FileSection): void {
    if (this.#explained.has(section)) return;
    const { opening } = section;
    const [keyword = ''] = textsOf(opening);
    const several = keyword.endsWith('s') ? keyword : `${keyword}s`;
    const message = `${quoteLine(opening)} is copied unchanged to "haproxy.sections"`;
    const countedAs = [`${keyword} not touched`, `${several} not touched`] as const;
    this.#add(importCodes.kept, opening, message, undefined, countedAs);
  }

  /** Says why a service is no pool, and what becomes of it. */
  copied(service: PoolService, { place, reason, isFault }: NoPool, isLeft: boolean): void {
    for (const { section } of sectionsOf(service)) this.#explained.add(section);
    const what = `${service.back.kind} ${quote(service.name)}`;
    const became = isLeft ? 'it stays in its file' : 'copied unchanged to "haproxy.sections"';
    const message = `${what} is not a pool: ${reason}; ${became}`;
    const severity = isFault ? 'warning' : importCodes.kept.severity;
    this.#add({ ...importCodes.kept, severity }, place, message);
  }

  /** Says what reading the files has found. */
  problem({ severity, message, help, place }: ConfigurationProblem): void {
    this.#add(
      severity === 'error' ? importCodes.unreadable : importCodes.note,
      place,
      message,
      help,
    );
  }

  /** One place is said once, however many pools inherit it. */
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
