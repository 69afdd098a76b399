import type { Client } from '../clients/client.ts';
import { hasError } from '../diagnostics/diagnostic.ts';
import { isSame, type Preview, previewOf } from '../diff/preview.ts';
import { isInventory } from '../diff/recognise.ts';
import type { Sides } from '../diff/server-changes.ts';
import { builtSide, fileSide, type Side } from '../diff/side.ts';
import { unifiedDiff } from '../diff/unified.ts';
import { addressesOf } from '../diff/visits.ts';
import type { ConfigurationProblem } from '../haproxy/configuration/configuration.ts';
import { readConfiguration } from '../haproxy/configuration/read.ts';
import { importedSources } from '../import/import.ts';
import type { Inventory } from '../inventory/model.ts';
import { formatPreviewJson } from '../report/preview-json.ts';
import { formatPreview } from '../report/preview-text.ts';
import { type InputFile, lint } from '../rules/lint.ts';
import { untilPassed } from '../rules/until-passed.ts';
import { showUnseen } from '../source/characters.ts';
import { Lines, type SourceText } from '../source/text.ts';
import type { Arguments } from './command.ts';
import { readConfigurationFiles } from './configuration-files.ts';
import { exit } from './exit.ts';
import { readInput } from './files.ts';
import { readRevision } from './git.ts';
import { askAboutFiles } from './haproxy.ts';
import type { Host } from './host.ts';
import { wantsColour, writeReport } from './report.ts';
import { readList } from './route.ts';

/** What is compared. */
export interface Compared {
  readonly name: string;
  /** What is there: a file, a folder or another inventory. */
  readonly file: string | undefined;
  readonly revision: string | undefined;
  readonly today: string | undefined;
}

/** Compares, and writes what would change; returns the exit code. */
export async function runDiff(compared: Compared, args: Arguments, host: Host): Promise<number> {
  const built = buildSide(readInput(host, compared.name), compared.today, args, host);
  const before = readBefore(compared, args, host);
  const clients = readClients(args, host);
  if (built === undefined || before === undefined || clients === 'wrong') return exit.wrong;
  const { side: after, dates, inventory } = built;
  const { running, version } = inventory.haproxy;
  const preview = previewOf(
    { before, after },
    { version: (running ?? version).value, clients, dates },
  );
  host.out(await shown(preview, { before, after }, args, host));
  return isSame(preview) ? exit.fine : exit.differs;
}

/** A preview in the format that was asked for; a comment and a page hold the difference of the texts too. */
async function shown(preview: Preview, sides: Sides, args: Arguments, host: Host): Promise<string> {
  const format = args.value('format') ?? 'text';
  if (format === 'markdown' || format === 'html') {
    const unified = unifiedDiff(sides.before, sides.after).text;
    if (format === 'html') {
      return (await import('../report/preview-page.ts')).formatPreviewPage(preview, { unified });
    }
    const { formatPreviewMarkdown } = await import('../report/preview-markdown.ts');
    return formatPreviewMarkdown(preview, { unified });
  }
  const unified = args.flag('unified') ? unifiedOf(sides, host) : undefined;
  if (format === 'json') return formatPreviewJson(preview, { unified });
  const colour = wantsColour(args, host, 'stdout');
  return formatPreview(preview, { isVerbose: args.flag('verbose'), unified, colour });
}

interface Built {
  readonly side: Side;
  readonly inventory: Inventory;
  readonly dates: readonly string[];
}

/** An inventory as what it builds; undefined where it has an error, which is said. */
function buildSide(
  file: InputFile,
  today: string | undefined,
  args: Arguments,
  host: Host,
): Built | undefined {
  const { inventory, diagnostics } = lint(file, today);
  if (inventory === undefined || hasError(diagnostics)) {
    const format = (name: string) => (name === 'format' ? undefined : args.value(name));
    writeReport(diagnostics, { ...args, value: format }, host, 'stderr');
    return undefined;
  }
  const dates = diagnostics.filter(({ code }) => code === untilPassed.code);
  return {
    side: builtSide(file.name, inventory),
    inventory,
    dates: dates.map(({ message }) => message),
  };
}

function readBefore(
  { name, file = '', revision }: Compared,
  args: Arguments,
  host: Host,
): Side | undefined {
  const files =
    revision === undefined
      ? readConfigurationFiles(host, [file])
      : [readRevision(host, name, revision)];
  const [first] = files;
  const isBuilt = revision !== undefined || (files.length === 1 && isInventory(first));
  if (first !== undefined && isBuilt) return buildSide(first, undefined, args, host)?.side;
  const { sources, diagnostics } = importedSources(files);
  for (const { message, primary } of diagnostics) say(host, primary, message);
  if (sources === undefined) return undefined;
  const { sections, problems } = readConfiguration(sources);
  if (sections.length === 0) {
    say(
      host,
      { source: { name: file, text: '' }, span: { start: 0 } },
      'there is no section in it',
    );
    return undefined;
  }
  sayProblems(problems, host);
  for (const { message, primary, severity } of askAboutFiles(sources, args, host)) {
    if (severity === 'error') say(host, primary, `HAProxy refuses it: ${message}`);
  }
  return fileSide(file === '-' ? '<stdin>' : file, sources);
}

const maxProblems = 20;

/** What HAProxy refuses, or reads otherwise than it looks; it is compared as it is read. */
function sayProblems(problems: readonly ConfigurationProblem[], host: Host): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const { place, message } of errors.slice(0, maxProblems)) say(host, place, message);
  if (errors.length > maxProblems) {
    host.err(`puppetlb: ${errors.length - maxProblems} more lines are refused or read otherwise\n`);
  }
}

interface Said {
  readonly source: SourceText;
  readonly span: { readonly start: number };
}

function say(host: Host, { source, span }: Said, message: string): void {
  const { line, column } = new Lines(source.text).position(span.start);
  host.err(`puppetlb: ${showUnseen(`${source.name}:${line}:${column}: ${message}`)}\n`);
}

function readClients(args: Arguments, host: Host): readonly Client[] | undefined | 'wrong' {
  const name = args.value('clients');
  if (name === undefined) return undefined;
  const listed = readList(name, host);
  if (listed === undefined) return 'wrong';
  const addresses = addressesOf(listed);
  if (addresses !== undefined) return addresses;
  host.err(`puppetlb: ${showUnseen(name)}: its networks hold more than 1,048,576 addresses\n`);
  return 'wrong';
}

/** The difference of the texts; on a terminal without what could steer it. */
function unifiedOf({ before, after }: Sides, host: Host): string {
  const { text, isMasked } = unifiedDiff(before, after);
  if (isMasked)
    host.err('puppetlb: secrets are masked in the difference, and git apply refuses such lines\n');
  if (before.sources.length > 1) {
    host.err('puppetlb: several files are shown as one, and git apply refuses it\n');
  }
  return host.isTerminal('stdout') ? text.split('\n').map(showUnseen).join('\n') : text;
}
