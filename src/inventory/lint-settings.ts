import type { SeveritySetting } from '../findings/diagnostic.ts';
import type { MappingReader } from './mapping-reader.ts';
import { below, type NodeRef } from './place.ts';

/** The severity that a file sets for a code, or for the name of one, as it is written. */
export interface SeverityEntry {
  readonly name: string;
  readonly level: SeveritySetting;
  readonly place: NodeRef;
}

/** The settings of `lint`. */
export interface LintSettings {
  readonly severities: readonly SeverityEntry[];
}

/** Reads `lint`, of an inventory or of a configuration file. */
export function readLintSettings(lint: MappingReader): LintSettings {
  const severities = lint.inside('severities');
  const settings = Object.keys(severities.values).flatMap((name) => {
    const level = severities.word<SeveritySetting>(name)?.value;
    return level === undefined ? [] : { name, level, place: below(severities.place, name) };
  });
  return { severities: settings };
}
