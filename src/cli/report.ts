import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Diagnostic, Suppressed } from '../findings/diagnostic.ts';
import { version } from '../generated/manifest.ts';
import { type Format, formats } from '../report/lint/formats.ts';
import { toPathOf } from '../report/lint/paths.ts';
import { formatReport } from '../report/lint/report.ts';
import { formatText } from '../report/lint/text.ts';
import { codes } from '../rules/codes.ts';
import { showUnseen } from '../text/characters.ts';
import type { Arguments, OptionSpec } from './command.ts';
import { FileError, isSystemError, UsageError } from './exit.ts';
import { hasGit, isSameFile, nearestAbove } from './files.ts';
import type { Io } from './io.ts';
import { followLinks, replaceFile } from './replace-file.ts';

/** The option that chooses how findings are shown, and where. */
export const formatOption: OptionSpec = {
  name: 'format',
  value: 'FORMAT',
  choices: formats,
  takesFile: true,
  repeats: true,
  summary: `format of findings: ${formats.join(', ')}; FORMAT=FILE writes a file; repeatable`,
};

/** The option that leaves out what is no error. */
export const quietOption: OptionSpec = {
  name: 'quiet',
  short: 'q',
  summary: 'show only errors',
};

type Stream = 'stdout' | 'stderr';

/** A report that is asked for; without a file it goes to a stream. */
interface Report {
  readonly format: Format;
  readonly file?: string;
}

/** GitHub Actions reads commands from between other lines: beside the text, where no format is asked for. */
function reportsOf(args: Arguments, io: Io, byDefault: Format = 'text'): readonly Report[] {
  const written = args.values('format');
  if (written.length === 0) {
    const own = { format: byDefault };
    return isGithubStep(io) ? [own, { format: 'github' }] : [own];
  }
  return written.map((value) => {
    const [format = ''] = value.split('=', 1);
    const file = value.slice(format.length + 1);
    return { format: format as Format, ...(file !== '' && file !== '-' && { file }) };
  });
}

/** Whether a format goes to the stream. */
export function isShown(wanted: Format, args: Arguments, io: Io): boolean {
  return reportsOf(args, io).some(({ format, file }) => format === wanted && file === undefined);
}

/** Refuses reports that would spoil each other, or a file that the command itself reads or writes. */
export function rejectReports(args: Arguments, io: Io, names: readonly string[]): void {
  const reports = reportsOf(args, io);
  const streamed = reports.filter(({ file }) => file === undefined).map(({ format }) => format);
  const [first, second, third] = streamed;
  const isRead = (format: Format | undefined) => format === 'text' || format === 'concise';
  const isPair = second === 'github' ? isRead(first) : first === 'github' && isRead(second);
  if (second !== undefined && (third !== undefined || !isPair)) {
    throw new UsageError(
      `--format: ${streamed.join(' and ')} both go to standard output; write one to a file: ${second}=FILE`,
    );
  }
  const files = reports.flatMap(({ file }) => file ?? []);
  for (const [index, file] of files.entries()) {
    const before = [...names, ...files.slice(0, index)];
    const other = before.findIndex((name) => name !== '-' && isOneFile(name, file, io));
    if (other === -1) continue;
    const why =
      other < names.length ? 'is an input or output of this command' : 'is used by two reports';
    throw new UsageError(`--format: ${file} ${why}; name a different file`);
  }
}

function isOneFile(name: string, other: string, { cwd }: Io): boolean {
  const [path, otherPath] = [resolve(cwd, name), resolve(cwd, other)];
  return targetOf(path) === targetOf(otherPath) || isSameFile(path, otherPath);
}

/** Where a file would be written that is not there yet, whatever links lead there. */
function targetOf(path: string): string {
  try {
    const target = followLinks(path);
    return join(realpathSync(dirname(target)), basename(target));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return path;
  }
}

/** What was found, what comments suppress, and the names of the files that were looked at. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed?: readonly Suppressed[];
  readonly names?: readonly string[];
}

function isGithubStep({ env }: Io): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}

/** Writes findings as text. */
export function writeText(findings: Findings, args: Arguments, io: Io, stream: Stream): void {
  const { diagnostics, suppressed = [] } = findings;
  const colour = wantsColour(args, io, stream);
  write(formatText(diagnostics, colour, suppressed.length), io, stream);
}

/**
 * Writes findings as they are asked for: first what goes to the stream, then each file as a whole. One that cannot
 * be written does not keep the others away.
 */
export function writeReport(
  all: Findings,
  args: Arguments,
  io: Io,
  stream: Stream,
  byDefault?: Format,
): void {
  const reports = reportsOf(args, io, byDefault);
  const { diagnostics, names = [] } = all;
  const findings = args.flag('quiet') ? { diagnostics: onlyErrors(diagnostics), names } : all;
  for (const { format, file } of reports) {
    if (file !== undefined) continue;
    if (format === 'text') writeText(findings, args, io, stream);
    else write(toText(format, findings, io), io, stream, format === 'github');
  }
  const files = reports.flatMap(({ format, file }) => (file === undefined ? [] : { format, file }));
  const errors = files.flatMap((one) => writeFile(one, findings, args, io) ?? []);
  const last = errors.pop();
  for (const { message } of errors) io.err(`puppetlb: ${showUnseen(message)}\n`);
  if (last !== undefined) throw last;
}

/** The findings that --quiet shows. */
export function onlyErrors(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** Writes a report into its file; why that cannot be written, where it cannot. */
function writeFile(
  { format, file }: Required<Report>,
  findings: Findings,
  args: Arguments,
  io: Io,
): FileError | undefined {
  const { diagnostics, suppressed = [] } = findings;
  const colour = args.value('color') === 'always';
  const text =
    format === 'text'
      ? formatText(diagnostics, colour, suppressed.length)
      : toText(format, findings, io);
  try {
    replaceFile(resolve(io.cwd, file), file, text);
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
}

/** A report for a service or a program; the bundle for lint alone leaves them out until they are asked for. */
function toText(format: Format, findings: Findings, { cwd }: Io): string {
  const { diagnostics, suppressed = [], names = [] } = findings;
  const pathOf = toPathOf(nearestAbove(cwd, hasGit) ?? cwd, cwd);
  const options = { colour: false, codes, version, suppressed, names, pathOf };
  return formatReport(format, diagnostics, options);
}

/** The commands of a report for a runner are its own. */
function write(text: string, io: Io, stream: Stream, isCommands = false): void {
  if (text === '') return;
  const content = isCommands ? Buffer.from(text) : text;
  if (stream === 'stdout') io.out(content);
  else io.err(content);
}

/** --color over NO_COLOR over FORCE_COLOR over the terminal. */
export function wantsColour(args: Arguments, io: Io, stream: Stream): boolean {
  const when = args.value('color') ?? 'auto';
  if (when !== 'auto') return when === 'always';
  const { NO_COLOR, FORCE_COLOR, TERM } = io.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return TERM !== 'dumb' && io.isTerminal(stream);
}
