import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildConfiguration } from '../../compile/build.ts';
import {
  compareDiagnostics,
  countSeverities,
  type Diagnostic,
  hasError,
} from '../../findings/diagnostic.ts';
import { viewsOf } from '../../inventory/sites.ts';
import { parseDate } from '../../inventory/values/date.ts';
import { summarize } from '../../report/lint/text.ts';
import { identityOf } from '../../rules/engine.ts';
import { type InputFile, lint, lintTogether } from '../../rules/lint.ts';
import type { Filtered } from '../../rules/suppression/finding-filter.ts';
import { showUnseen } from '../../text/characters.ts';
import { isError } from '../../text/result.ts';
import type { Arguments, Command } from '../command.ts';
import { Configurations, configOptions } from '../configurations.ts';
import { exit, FileError, UsageError } from '../exit.ts';
import { inventoriesIn, inventoryName } from '../files.ts';
import { askHaproxy, haproxyOption } from '../haproxy.ts';
import type { Io } from '../io.ts';
import {
  formatOption,
  isShown,
  onlyErrors,
  quietOption,
  rejectReports,
  writeReport,
} from '../report.ts';

/** Says what is wrong with inventories. */
export const lintCommand: Command = {
  name: 'lint',
  operands: '[FILE|FOLDER...]',
  most: 10_000,
  summary: 'Check an inventory and report mistakes with line and column.',
  example: 'puppetlb lint --max-warnings 0',
  options: [
    formatOption,
    quietOption,
    ...configOptions,
    { name: 'max-warnings', value: 'N', summary: 'exit 1 if there are more than N warnings' },
    {
      name: 'today',
      value: 'DATE',
      isValueOptional: true,
      summary: 'check dates against today, or against DATE (YYYY-MM-DD)',
    },
    { name: 'fix', summary: 'fix what has only one possible fix; - goes to standard output' },
    { name: 'diff', summary: 'with --fix: show the fixes as a patch and write nothing' },
    {
      name: 'together',
      summary: 'check the pools of all inventories together: they share a balancer',
    },
    haproxyOption('off'),
  ],
  async run(args, io) {
    rejectLoneDiff(args);
    const limit = maxWarnings(args);
    const asked = args.operands.length === 0 ? [inventoryName(undefined, io)] : args.operands;
    const names = asked.flatMap((name) => inventoriesIn(name, io));
    rejectRepeated(names, io);
    rejectReports(args, io, names);
    const today = dayOf(args, io);
    const configurations = new Configurations(args, io);
    const read = readAll(names, configurations, io);
    const { files, isChanged, isLost } = await repair(read, { args, host: io, today });
    const filtered = args.flag('together')
      ? [lintTogether(files, today)]
      : files.map((file) => lintOne(file, { args, host: io, today }));
    const diagnostics = [...filtered.map((one) => one.diagnostics), configurations.found]
      .flat()
      .sort(compareDiagnostics);
    const findings = {
      diagnostics,
      suppressed: filtered.flatMap((one) => one.suppressed),
      names: files.map(({ name }) => name),
    };
    const isPatch = args.flag('diff');
    const isTaken = args.flag('fix') && names.includes('-');
    if (isPatch) reportRemaining(diagnostics, io);
    else writeReport(findings, args, io, isTaken ? 'stderr' : 'stdout');
    if (!args.flag('fix') && isShown('text', args, io)) tellFixable(diagnostics, args, io);
    if (isLost) return exit.file;
    const isWrong = hasError(diagnostics) || countSeverities(diagnostics).warning > limit;
    return isWrong || (isPatch && isChanged) ? exit.wrong : exit.fine;
  },
};

function rejectLoneDiff(args: Arguments): void {
  if (!args.flag('diff')) return;
  if (!args.flag('fix')) throw new UsageError('--diff shows what --fix would do; add --fix');
  if (args.value('format') === undefined) return;
  throw new UsageError('--diff shows a patch and no report; leave --format out');
}

/** The files after their repairs, where those are wanted. */
async function repair(
  { files, isMissing }: ReturnType<typeof readAll>,
  { args, host: io, today }: Asked,
): Promise<{ files: readonly InputFile[]; isChanged: boolean; isLost: boolean }> {
  if (!args.flag('fix')) return { files, isChanged: false, isLost: isMissing };
  const { fixFiles } = await import('../fix.ts');
  const { isUnwritten, ...fixed } = fixFiles(files, {
    host: io,
    today,
    isPatch: args.flag('diff'),
  });
  return { ...fixed, isLost: isMissing || isUnwritten };
}

/** Places after repairs that nobody made are found nowhere: beside a patch there are only numbers. */
function reportRemaining(diagnostics: readonly Diagnostic[], io: Io): void {
  const counts = summarize(countSeverities(diagnostics));
  if (counts !== '') io.err(`puppetlb: not fixed: ${counts}\n`);
}

/** One line that leads to --fix, where that repairs something. */
function tellFixable(diagnostics: readonly Diagnostic[], args: Arguments, io: Io): void {
  const shown = args.flag('quiet') ? onlyErrors(diagnostics) : diagnostics;
  const fixable = shown.filter(({ fixes }) => fixes.some(({ isCertain }) => isCertain === true));
  if (fixable.length > 0) io.out(`${fixable.length} fixable with --fix\n`);
}

/** Reads what can be read; a file that cannot is said at once, and does not hide the others. */
function readAll(
  names: readonly string[],
  configurations: Configurations,
  io: Io,
): { files: InputFile[]; isMissing: boolean } {
  let isMissing = false;
  const files = names.flatMap((name) => {
    try {
      return configurations.readInventory(name) ?? [];
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      io.err(`puppetlb: ${showUnseen(error.message)}\n`);
      isMissing = true;
      return [];
    }
  });
  return { files, isMissing };
}

interface Asked {
  readonly args: Arguments;
  readonly host: Io;
  readonly today: string | undefined;
}

function lintOne(file: InputFile, { args, host: io, today }: Asked): Filtered {
  const linted = lint(file, today);
  const { inventory, diagnostics, suppressed, filter } = linted;
  const wanted = args.value('haproxy') ?? 'off';
  if (wanted === 'off' || inventory === undefined || hasError(diagnostics)) return linted;
  const asked = viewsOf(inventory).flatMap((view) =>
    askHaproxy(buildConfiguration(view, 'whole'), view, args, io, 'off'),
  );
  const unique = new Map(asked.map((found) => [identityOf(found), found]));
  const result = filter.filterFindings([...unique.values()]);
  return {
    diagnostics: [...diagnostics, ...result.diagnostics],
    suppressed: [...suppressed, ...result.suppressed],
  };
}

/** The day as of which dates are judged; undefined where they are not. */
export function dayOf(args: Arguments, io: Io): string | undefined {
  if (!args.flag('today')) return undefined;
  const text = args.value('today') ?? '';
  if (text === '') return io.today();
  const day = parseDate(text);
  if (isError(day)) throw new UsageError(`--today: ${day.message}; write --today=YYYY-MM-DD`);
  return day.value;
}

function maxWarnings(args: Arguments): number {
  const text = args.value('max-warnings');
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  throw new UsageError('--max-warnings needs a whole number');
}

function rejectRepeated(names: readonly string[], io: Io): void {
  const seen = new Set<string>();
  for (const name of names) {
    const path = name === '-' ? name : realPath(resolve(io.cwd, name));
    if (seen.has(path)) throw new UsageError(`${name} is given twice`);
    seen.add(path);
  }
}

/** Two names of one file are one file; one that is not there is reported when it is read. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
