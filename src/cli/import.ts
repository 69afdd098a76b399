import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { compareDiagnostics, hasError } from '../findings/diagnostic.ts';
import { importCodes } from '../findings/import-codes.ts';
import { valueCodes } from '../findings/value-codes.ts';
import { importFiles } from '../import/import.ts';
import { type Linted, lint } from '../rules/lint.ts';
import { readBeside } from './beside.ts';
import type { Arguments } from './command.ts';
import { readConfigurationFiles } from './configuration-files.ts';
import { exit, UsageError } from './exit.ts';
import { isSameFile } from './files.ts';
import { askAboutFiles } from './haproxy.ts';
import { changesOf } from './import-changes.ts';
import { formatTally, nextStep, reportFindings } from './import-report.ts';
import { type Io, outForPrograms } from './io.ts';
import { rejectExisting } from './replace-file.ts';
import { rejectReports } from './report.ts';

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
  if (target !== undefined) rejectTarget(target, read, isForced, io);
  const beside = args.flag('fragment') ? besideNames(names, target) : undefined;
  const imported = importFiles(files, beside);
  const { text, sources } = imported;
  const asked = sources.length === 0 ? [] : askAboutFiles(sources, args, io);
  const bytes = new TextEncoder().encode(text ?? '');
  const { inventory, diagnostics: linted } =
    text === undefined ? nothing : lintWritten(target, bytes, io);
  const isAlone = linted.some(({ code }) => code === valueCodes.beside.code);
  const changes = changesOf(imported, isAlone ? undefined : inventory);
  const found = [...imported.diagnostics, ...asked, ...changes].sort(compareDiagnostics);
  reportFindings({ found, linted, names: read }, args, io);
  if (text === undefined) return exit.wrong;
  if (target === undefined) outForPrograms(text, io);
  else write(resolve(io.cwd, target), target, text);
  const changed = found.filter(({ code }) => code === importCodes.changed.code).length;
  io.err(`${formatTally(imported.tally, changed)}\n`);
  if (!args.flag('quiet') && !isAlone)
    io.err(nextStep(imported.tally, names, beside !== undefined));
  return hasError([...found, ...linted]) || changed > 0 ? exit.wrong : exit.fine;
}

const nothing = { inventory: undefined, diagnostics: [] };

function lintWritten(target: string | undefined, bytes: Uint8Array, io: Io): Linted {
  const beside = readBeside(io, target ?? '-', bytes);
  return lint({ name: target ?? '<stdout>', bytes, beside });
}

function rejectTarget(target: string, names: readonly string[], isForced: boolean, io: Io): void {
  const path = resolve(io.cwd, target);
  if (names.some((name) => isSameFile(path, resolve(io.cwd, name)))) {
    throw new UsageError(`${target} is the input; name a different output file`);
  }
  if (!isForced) rejectExisting(path, target);
}

/** The files as the inventory names them: relative to its own folder, unless they are named from the root. */
function besideNames(names: readonly string[], target: string | undefined): string[] {
  if (names.includes('-')) {
    throw new UsageError('--fragment needs files, not standard input: the inventory names them');
  }
  const folder = target === undefined ? '.' : dirname(target);
  return names.map((name) => (isAbsolute(name) ? name : relative(folder, name) || '.'));
}
