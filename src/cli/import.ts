import { resolve } from 'node:path';
import { subjectText } from '../diff/change.ts';
import { compareSides } from '../diff/compare.ts';
import { builtSide, fileSide } from '../diff/side.ts';
import { compareDiagnostics, hasError } from '../findings/diagnostic.ts';
import { type Imported, type ImportTally, importFiles } from '../import/import.ts';
import type { Inventory } from '../inventory/model.ts';
import { lint } from '../rules/lint.ts';
import { showUnseen } from '../text/characters.ts';
import type { Arguments } from './command.ts';
import { readConfigurationFiles } from './configuration-files.ts';
import { exit, UsageError } from './exit.ts';
import { isSameFile } from './files.ts';
import { askAboutFiles } from './haproxy.ts';
import { type Io, outForPrograms } from './io.ts';
import { rejectExisting } from './replace-file.ts';
import { rejectReports, writeReport } from './report.ts';

/** What is imported, and where the inventory goes; standard output where nothing is named. */
export interface Import {
  readonly names: readonly string[];
  readonly target: string | undefined;
  /** Whether a file that is there may be replaced. */
  readonly isForced: boolean;
  write(path: string, name: string, text: string): void;
}

/** Makes an inventory from a configuration, reports what it could not say, and writes it. Returns the exit code. */
export function runImport(
  { names, target, isForced, write }: Import,
  args: Arguments,
  io: Io,
): number {
  const files = readConfigurationFiles(io, names);
  const read = files.map(({ name }) => name);
  rejectReports(args, io, target === undefined ? read : [...read, target]);
  if (target !== undefined) {
    rejectInput(target, read, io);
    if (!isForced) rejectExisting(resolve(io.cwd, target), target);
  }
  const imported = importFiles(files);
  const { text, diagnostics, sources } = imported;
  const asked = sources.length === 0 ? [] : askAboutFiles(sources, args, io);
  const bytes = new TextEncoder().encode(text ?? '');
  const linted = text === undefined ? undefined : lint({ name: target ?? '<stdout>', bytes });
  const found = [...diagnostics, ...asked].sort(compareDiagnostics);
  const all = found.concat(linted?.diagnostics ?? []);
  writeReport({ diagnostics: all, names: read }, args, io, 'stderr');
  if (text === undefined) return exit.wrong;
  if (target === undefined) outForPrograms(text, io);
  else write(resolve(io.cwd, target), target, text);
  const isSame = reportOutcome(imported, linted?.inventory, io);
  return isSame && !hasError(all) ? exit.fine : exit.wrong;
}

/** Says what the inventory builds otherwise, and what became of the services; whether nothing changed. */
function reportOutcome(imported: Imported, inventory: Inventory | undefined, io: Io): boolean {
  if (inventory === undefined) return false;
  const changes = changesOf(imported, inventory);
  for (const change of changes) io.err(`puppetlb: ${showUnseen(change)}\n`);
  io.err(`${formatTally(imported.tally)}\n`);
  return changes.length === 0;
}

/** What the inventory builds that the configuration does not say, or the other way round; compared as diff does. */
function changesOf({ sources, proxies }: Imported, inventory: Inventory): string[] {
  const sides = { before: { ...fileSide('', sources), proxies }, after: builtSide('', inventory) };
  const { version } = inventory.haproxy;
  return compareSides(sides, version.value).changes.map(
    ({ kind, section, server, subject }) =>
      `${section}${server === undefined ? '' : `/${server}`}: ${subjectText(subject)} ${kind}`,
  );
}

function formatTally({ services, pools, copied, changed }: ImportTally): string {
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const became = `${pools} of ${services} TCP services became pools`;
  return `${became}, ${count(copied, 'section')} copied, ${count(changed, 'line')} changed`;
}

function rejectInput(target: string, names: readonly string[], io: Io): void {
  const name = names.find((one) => isSameFile(resolve(io.cwd, target), resolve(io.cwd, one)));
  if (name === undefined) return;
  throw new UsageError(`${target} is what is imported; name another file to write`);
}
