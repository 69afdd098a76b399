import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  compareDiagnostics,
  countSeverities,
  type Diagnostic,
  hasError,
} from '../../diagnostics/diagnostic.ts';
import { isRefusal } from '../../haproxy/judged.ts';
import { parseDate } from '../../inventory/date.ts';
import { buildConfiguration } from '../../render/build.ts';
import { type InputFile, lint, lintTogether } from '../../rules/lint.ts';
import { showUnseen } from '../../source/characters.ts';
import type { Arguments, Command } from '../command.ts';
import { exit, FileError, UsageError } from '../exit.ts';
import { defaultInventory, readInput } from '../files.ts';
import { askHaproxy, haproxyOption } from '../haproxy.ts';
import type { Host } from '../host.ts';
import { formatOption, refuseReports, writeReport } from '../report.ts';

/** Says what is wrong with inventories. */
export const lintCommand: Command = {
  name: 'lint',
  operands: '[FILE...]',
  most: 10_000,
  summary: 'Says what is wrong with an inventory, and where.',
  example: 'puppetlb lint --max-warnings 0',
  options: [
    formatOption,
    { name: 'max-warnings', value: 'N', summary: 'exit 1 with more than N warnings' },
    {
      name: 'today',
      value: 'DATE',
      isValueOptional: true,
      summary: 'judge dates: by the clock, or as on a day written YYYY-MM-DD',
    },
    { name: 'together', summary: 'the inventories share a balancer: judge their pools together' },
    haproxyOption('off'),
  ],
  run(args, host) {
    const limit = maxWarnings(args);
    const names = args.operands.length === 0 ? [defaultInventory] : args.operands;
    refuseRepeated(names, host);
    refuseReports(args, host, names);
    const today = dayOf(args, host);
    const { files, isMissing } = readAll(names, host);
    const diagnostics = args.flag('together')
      ? lintTogether(files, today)
      : files.flatMap((file) => lintOne(file, { args, host, today })).sort(compareDiagnostics);
    const looked = files.map(({ name }) => name);
    writeReport(diagnostics, args, host, 'stdout', looked);
    if (isMissing) return exit.file;
    const isWrong = hasError(diagnostics) || countSeverities(diagnostics).warning > limit;
    return isWrong ? exit.wrong : exit.fine;
  },
};

/** Reads what can be read; a file that cannot is said at once, and does not hide the others. */
function readAll(names: readonly string[], host: Host): { files: InputFile[]; isMissing: boolean } {
  let isMissing = false;
  const files = names.flatMap((name) => {
    try {
      return readInput(host, name);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      host.err(`puppetlb: ${showUnseen(error.message)}\n`);
      isMissing = true;
      return [];
    }
  });
  return { files, isMissing };
}

interface Asked {
  readonly args: Arguments;
  readonly host: Host;
  readonly today: string | undefined;
}

function lintOne(file: InputFile, { args, host, today }: Asked): readonly Diagnostic[] {
  const { inventory, diagnostics } = lint(file, today);
  const wanted = args.value('haproxy') ?? 'off';
  if (wanted === 'off' || inventory === undefined || hasError(diagnostics)) return diagnostics;
  const built = buildConfiguration(inventory, 'whole');
  return [...diagnostics, ...askHaproxy(built, inventory, args, host, 'off')];
}

/** The day as of which dates are judged; undefined where they are not. */
export function dayOf(args: Arguments, host: Host): string | undefined {
  if (!args.flag('today')) return undefined;
  const text = args.value('today') ?? '';
  if (text === '') return host.today();
  const day = parseDate(text);
  if (isRefusal(day)) throw new UsageError(`--today: ${day.message}; write --today=YYYY-MM-DD`);
  return day.value;
}

function maxWarnings(args: Arguments): number {
  const text = args.value('max-warnings');
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  throw new UsageError('--max-warnings needs a whole number');
}

function refuseRepeated(names: readonly string[], host: Host): void {
  const seen = new Set<string>();
  for (const name of names) {
    const path = name === '-' ? name : realPath(resolve(host.cwd, name));
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
