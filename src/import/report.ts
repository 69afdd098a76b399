import { diagnose } from '../findings/diagnose.ts';
import type { CodeInfo, Diagnostic } from '../findings/diagnostic.ts';
import { importCodes } from '../findings/import-codes.ts';
import type { Service } from '../haproxy/model/services.ts';
import type { ConfigurationProblem, FilePlace } from '../haproxy/syntax/configuration.ts';
import type { NoPool } from './pool-draft.ts';

/** Collects what there is to say of a configuration while it becomes an inventory. */
export class ImportReport {
  readonly #found = new Map<string, Diagnostic>();

  get diagnostics(): Diagnostic[] {
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

  /** Says what is written again as it is. */
  kept(place: FilePlace, message: string): void {
    this.#add(importCodes.kept, place, message);
  }

  /** Says why a service is no pool, and what becomes of it. */
  copied({ place, reason }: NoPool, { keyword, name }: { keyword: string; name: string }): void {
    this.kept(place, `${keyword} "${name}" is not a pool: ${reason}; copied to "haproxy.sections"`);
  }

  /** How many places mean something else from now on. */
  get changes(): number {
    return this.diagnostics.filter(({ code }) => code === importCodes.changed.code).length;
  }

  /** Says that a frontend and its backend become one section, and whose name is lost. */
  renamed({ front, back }: Service): void {
    if (front === back) return;
    const joined = `"${front.name}" and "${back.name}" become one section, "${back.name}"`;
    const lost = front.name === back.name ? '' : `: logs and statistics lose "${front.name}"`;
    this.changed(front.section.opening, `${joined}${lost}`);
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
  #add(code: CodeInfo, { source, span }: FilePlace, message: string, help?: string): void {
    const key = `${source.name} ${span.start} ${span.end} ${message}`;
    if (this.#found.has(key)) return;
    this.#found.set(key, diagnose(code, source, span, message, { help }));
  }
}
