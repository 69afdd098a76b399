import { isUtf8 } from 'node:buffer';
import { buildConfiguration } from '../compile/build.ts';
import { isInventory } from '../diff/detect-file-kind.ts';
import { hasDrift, isSame, previewOf } from '../diff/preview.ts';
import { builtSide, fileSide } from '../diff/side.ts';
import { hasError } from '../findings/diagnostic.ts';
import type { Running } from '../haproxy/process/running.ts';
import type { ConfigurationProblem } from '../haproxy/syntax/configuration.ts';
import { readAsMeant } from '../haproxy/syntax/old-syntax.ts';
import { readConfiguration } from '../haproxy/syntax/read.ts';
import { unknownLines } from '../haproxy/syntax/unknown-lines.ts';
import { importedSources } from '../import/sources.ts';
import type { Beside } from '../inventory/beside.ts';
import type { Inventory } from '../inventory/model.ts';
import { viewsOf } from '../inventory/sites.ts';
import { addressesOf } from '../predict/client-moves.ts';
import type { Client } from '../predict/clients/client.ts';
import { maskMentions } from '../report/secrets.ts';
import { type Linted, lint } from '../rules/lint.ts';
import { untilPassed } from '../rules/until-passed.ts';
import { showUnseen } from '../text/characters.ts';
import { Lines, type SourceText } from '../text/positions.ts';
import type { MergeStates } from './balancer/by-hand.ts';
import { findStates } from './balancer/find-states.ts';
import { preflightTarget, withPreflight } from './balancer/wanted.ts';
import { readBeside, wholeBefore } from './beside.ts';
import type { Arguments } from './command.ts';
import { readConfigurationFiles } from './configuration-files.ts';
import { lintInventory } from './configurations.ts';
import { exit, UsageError } from './exit.ts';
import { readRevision } from './git.ts';
import { askAboutFiles } from './haproxy.ts';
import type { Io } from './io.ts';
import { type Before, showPreview } from './preview.ts';
import { writeText } from './report.ts';
import { readList } from './route.ts';
import { chosenSites } from './site.ts';
import { pairSites, siteHeading } from './site-pairs.ts';

/** What is compared. */
export interface Compared {
  readonly name: string;
  /** What is there: a file, a folder or another inventory. */
  readonly file: string | undefined;
  readonly revision: string | undefined;
  readonly today: string | undefined;
  /** What runs: a stats socket, or a file. */
  readonly state: string | undefined;
}

/** Compares, and writes what would change; returns the exit code. */
export async function runDiff(compared: Compared, args: Arguments, io: Io): Promise<number> {
  const merge = await statesFor(compared, args, io);
  const linted = lintInventory(compared.name, args, io, { today: compared.today });
  const built = buildSides(
    linted,
    (inventory) => chosenSites(inventory, args).map(merge),
    args,
    io,
  );
  const old = readBefore(compared, linted.inventory?.beside, args, io);
  const clients = readClients(args, io);
  const running = await readState(compared, io);
  const isWrong = built === undefined || old === undefined;
  if (isWrong || clients === 'wrong' || running === 'wrong') return exit.wrong;
  const { pairs, isComplete } = pairSites(old, built, args, io);
  let code: number = isComplete ? exit.fine : exit.differs;
  for (const { before, after } of pairs) {
    const { side, dates, haproxy } = after;
    const preview = previewOf(
      { before: before.side, after: side },
      { version: (haproxy.running ?? haproxy.version).value, clients, dates, running },
    );
    if (built.length > 1) io.out(siteHeading(after, built, args));
    io.out(await showPreview(preview, before, side, args, io));
    if (!isSame(preview) || hasDrift(preview)) code = exit.differs;
  }
  return (await canStart(compared, linted, args, io)) ? code : exit.wrong;
}

/** Whether nothing is known that keeps what is built from starting on this machine, which is said. */
async function canStart(
  { file, name }: Compared,
  { inventory, filter, source }: Linted,
  args: Arguments,
  io: Io,
): Promise<boolean> {
  const target = preflightTarget(file, args, io);
  if (target === undefined || inventory === undefined) return true;
  const [view, ...others] = chosenSites(inventory, args);
  if (view === undefined || others.length > 0) {
    if (!args.flag('preflight')) return true;
    throw new UsageError(`--preflight checks one site; add --site NAME of ${name}`);
  }
  const built = buildConfiguration(view, 'whole');
  const found = filter.filterFindings(await withPreflight([], built, view, target, io));
  if (found.diagnostics.length > 0) {
    writeText({ ...found, names: [source.name] }, args, io, 'stderr');
  }
  return !hasError(found.diagnostics);
}

/** What was taken out by hand is shown first; a format for programs keeps to itself. */
function statesFor({ file: target }: Compared, args: Arguments, io: Io): Promise<MergeStates> {
  const isText = (args.value('format') ?? 'text') === 'text';
  const tell = (text: string) => (isText ? io.out(text) : io.err(text));
  return findStates(
    target === undefined ? undefined : { target, isWritten: false, tell },
    args,
    io,
  );
}

async function readState({ state }: Compared, io: Io): Promise<Running | undefined | 'wrong'> {
  if (state === undefined) return undefined;
  const { readRunning } = await import('./running-state.ts');
  return (await readRunning(state, io)) ?? 'wrong';
}

/** What an inventory builds, for one site where it has several. */
export interface Built extends Before {
  readonly haproxy: Inventory['haproxy'];
  readonly dates: readonly string[];
}

/** An inventory as what it builds for each site; undefined where it has an error, which is said. */
function buildSides(
  linted: Linted,
  views: (inventory: Inventory) => readonly Inventory[],
  args: Arguments,
  io: Io,
): readonly Built[] | undefined {
  const { source, inventory, diagnostics } = linted;
  if (inventory === undefined || hasError(diagnostics)) {
    writeText(linted, args, io, 'stderr');
    return undefined;
  }
  const dates = diagnostics.filter(({ code }) => code === untilPassed.code);
  return views(inventory).map((view) => ({
    side: builtSide(source.name, view),
    isUtf8: true,
    site: view.site,
    haproxy: view.haproxy,
    dates: dates.map(({ message }) => message),
  }));
}

function readBefore(
  { name, file = '', revision }: Compared,
  beside: Beside | undefined,
  args: Arguments,
  io: Io,
): readonly Before[] | undefined {
  const files =
    revision === undefined
      ? readConfigurationFiles(io, [file])
      : [readRevision(io, name, revision)];
  const [first] = files;
  const isRevision = revision !== undefined;
  const isBuilt = isRevision || (files.length === 1 && isInventory(first));
  if (first !== undefined && isBuilt) {
    const beside = readBeside(io, isRevision ? name : file, first.bytes);
    return buildSides(lint({ ...first, beside }), viewsOf, args, io);
  }
  const { sources, diagnostics } = importedSources(files);
  for (const { message, primary } of diagnostics) say(io, primary, message);
  if (sources === undefined) return undefined;
  const { sections, problems } = readAsMeant(readConfiguration(sources));
  if (sections.length === 0) {
    say(io, { source: { name: file, text: '' }, span: { start: 0 } }, 'it has no section');
    return undefined;
  }
  reportProblems([...problems, ...unknownLines(sections)], io);
  for (const { message, primary, severity } of askAboutFiles(sources, args, io)) {
    if (severity === 'error') say(io, primary, `HAProxy rejects it: ${message}`);
  }
  const side = fileSide(file === '-' ? '<stdin>' : file, wholeBefore(sources, beside, io));
  return [{ side, isUtf8: files.every(({ bytes }) => isUtf8(bytes)), site: undefined }];
}

const maxProblems = 20;

/** What HAProxy refuses, or reads otherwise than it looks; it is compared as it is read. */
function reportProblems(problems: readonly ConfigurationProblem[], io: Io): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const { place, message } of errors.slice(0, maxProblems)) say(io, place, message);
  if (errors.length > maxProblems) {
    io.err(`puppetlb: ${errors.length - maxProblems} more lines have errors\n`);
  }
}

interface Said {
  readonly source: SourceText;
  readonly span: { readonly start: number };
}

function say(io: Io, { source, span }: Said, message: string): void {
  const lines = new Lines(source.text);
  const { line, column } = lines.position(span.start);
  const { start, end } = lines.span(line);
  const said = maskMentions(message, source.text.slice(start, end));
  io.err(`puppetlb: ${showUnseen(`${source.name}:${line}:${column}: ${said}`)}\n`);
}

function readClients(args: Arguments, io: Io): readonly Client[] | undefined | 'wrong' {
  const name = args.value('clients');
  if (name === undefined) return undefined;
  const listed = readList(name, io);
  if (listed === undefined) return 'wrong';
  const addresses = addressesOf(listed);
  if (addresses !== undefined) return addresses;
  io.err(`puppetlb: ${showUnseen(name)}: its networks have more than 1,048,576 addresses\n`);
  return 'wrong';
}
