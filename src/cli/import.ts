import { resolve } from 'node:path';
import { compareDiagnostics, hasError } from '../findings/diagnostic.ts';
import { importFiles } from '../import/import.ts';
import { lint } from '../rules/lint.ts';
import type { Arguments } from './command.ts';
import { readConfigurationFiles } from './configuration-files.ts';
import { exit, UsageError } from './exit.ts';
import { isSameFile } from './files.ts';
import { askAboutFiles } from './haproxy.ts';
import type { Io } from './io.ts';
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
  const { text, diagnostics, sources } = importFiles(files);
  const result = sources.length === 0 ? [] : askAboutFiles(sources, args, io);
  const bytes = new TextEncoder().encode(text ?? '');
  const linted = text === undefined ? [] : lint({ name: target ?? '<stdout>', bytes }).diagnostics;
  const all = [...diagnostics, ...result].sort(compareDiagnostics).concat(linted);
  writeReport({ diagnostics: all, names: read }, args, io, 'stderr');
  if (text === undefined) return exit.wrong;
  if (target === undefined) io.out(text);
  else write(resolve(io.cwd, target), target, text);
  return hasError(all) ? exit.wrong : exit.fine;
}

function rejectInput(target: string, names: readonly string[], io: Io): void {
  const name = names.find((one) => isSameFile(resolve(io.cwd, target), resolve(io.cwd, one)));
  if (name === undefined) return;
  throw new UsageError(`${target} is what is imported; name another file to write`);
}
