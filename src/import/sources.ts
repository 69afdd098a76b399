import type { Diagnostic } from '../findings/diagnostic.ts';
import type { SourceText } from '../text/positions.ts';
import { decodeConfiguration } from './decode.ts';
import { findInventory, findTemplate } from './foreign.ts';
import { ImportReport } from './report.ts';

/** A named file as it was read. */
export interface ConfigurationFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The texts of a configuration's files; undefined, and reported, where one is no text, a template or an inventory. */
export function importedSources(files: readonly ConfigurationFile[]): {
  readonly sources: readonly SourceText[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const report = new ImportReport();
  const sources = files.map(({ name, bytes }) => decodeConfiguration(name, bytes, report));
  const read = sources.filter((source) => source !== undefined);
  const foreign = read.flatMap((source) => findInventory(source) ?? findTemplate(source) ?? []);
  for (const { message, help, ...place } of foreign) report.unreadable(place, message, help);
  return {
    sources: read.length < sources.length || foreign.length > 0 ? undefined : read,
    diagnostics: report.diagnostics,
  };
}
