import type { Level } from '../findings/diagnostic.ts';
import type { MappingReader } from './mapping-reader.ts';
import { below, type Place } from './place.ts';

/** The severity that a file sets for a code, or for the name of one, as it is written. */
export interface SeveritySetting {
  readonly name: string;
  readonly level: Level;
  readonly place: Place;
}

/** What `lint` says. */
export interface LintSettings {
  readonly severities: readonly SeveritySetting[];
}

/** Reads `lint`, of an inventory or of a configuration file. */
export function readLintSettings(lint: MappingReader): LintSettings {
  const severities = lint.inside('severities');
  const settings = Object.keys(severities.values).flatMap((name) => {
    const level = severities.word<Level>(name)?.value;
    return level === undefined ? [] : { name, level, place: below(severities.place, name) };
  });
  return { severities: settings };
}
