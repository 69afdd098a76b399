import { join, resolve } from 'node:path';
import { type BuiltConfiguration, buildConfiguration } from '../../compile/build.ts';
import {
  compareDiagnostics,
  countSeverities,
  type Diagnostic,
  hasError,
} from '../../findings/diagnostic.ts';
import { readProxies } from '../../haproxy/model/read.ts';
import { readConfiguration } from '../../haproxy/syntax/read.ts';
import { mark } from '../../inventory/beside.ts';
import { kindOf } from '../../inventory/check-kinds.ts';
import type { Inventory } from '../../inventory/model.ts';
import { summarize } from '../../report/lint/text.ts';
import type { Linted } from '../../rules/lint.ts';
import { showUnseen } from '../../text/characters.ts';
import { findStates } from '../balancer/find-states.ts';
import {
  preflightOption,
  preflightTarget,
  trialOption,
  withPreflight,
} from '../balancer/wanted.ts';
import type { Arguments, Command } from '../command.ts';
import { compareFile } from '../compare-file.ts';
import { configOptions, lintInventory } from '../configurations.ts';
import { exit, UsageError } from '../exit.ts';
import { inventoryName, isSameFile, readIfThere } from '../files.ts';
import { askHaproxy, haproxyOption } from '../haproxy.ts';
import { type Io, outForPrograms } from '../io.ts';
import { compareTree, outDirTree, puppetModuleTree, type Tree, writeTree } from '../output-dir.ts';
import { rejectExisting, replaceFile } from '../replace-file.ts';
import { formatOption, onlyErrors, quietOption, rejectReports, writeReport } from '../report.ts';
import { oneSite, siteOption } from '../site.ts';

/** Compiles an inventory. */
export const buildCommand: Command = {
  name: 'build',
  operands: '[INVENTORY]',
  most: 1,
  summary: 'Compile an inventory into haproxy.cfg and the health check of each node.',
  example: 'puppetlb build -o /etc/haproxy/haproxy.cfg',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      summary: 'write FILE if it changed, instead of standard output',
    },
    {
      name: 'out-dir',
      value: 'DIR',
      summary: 'write haproxy.cfg and a folder with the health check of each node to DIR',
    },
    {
      name: 'puppet-module',
      value: 'DIR',
      summary: 'write a Puppet module DIR that installs both',
    },
    { name: 'listen-only', summary: 'write only the sections of pools' },
    {
      name: 'check',
      summary: 'write nothing; exit 2 if a file differs',
    },
    { name: 'force', summary: 'replace FILE even if puppetlb did not write it' },
    siteOption,
    haproxyOption('auto'),
    preflightOption,
    trialOption,
    formatOption,
    quietOption,
    ...configOptions,
  ],
  async run(args, io) {
    const target = targetOf(args);
    const name = inventoryName(args.operands[0], io);
    if (target !== undefined) rejectInventory(target, name, io);
    rejectReports(args, io, target === undefined ? [name] : [name, target]);
    const tell = (text: string) => io.err(text);
    const merge = await findStates(
      target === undefined ? undefined : { target, isWritten: true, tell },
      args,
      io,
    );
    const linted = lintInventory(name, args, io, { target });
    const { filter } = linted;
    const names = [linted.source.name];
    if (linted.inventory === undefined || hasError(linted.diagnostics)) {
      reportFindings(linted, names, args, io);
      return exit.wrong;
    }
    const inventory = merge(oneSite(linted.inventory, args));
    const built = buildConfiguration(inventory, args.flag('listen-only') ? 'listen-only' : 'whole');
    const whole = wholeOf(built, inventory, args);
    const machine = preflightTarget(args.value('output'), args, io);
    const asked = askHaproxy(whole, inventory, args, io, 'auto');
    const end = (found: readonly Diagnostic[]): number => {
      const result = filter.filterFindings(found);
      const diagnostics = [...linted.diagnostics, ...result.diagnostics].sort(compareDiagnostics);
      // What is only worth knowing belongs to lint.
      const told = diagnostics.filter(({ severity }) => severity !== 'info');
      const suppressed = [...linted.suppressed, ...result.suppressed];
      reportFindings({ diagnostics: told, suppressed }, names, args, io);
      if (hasError(diagnostics)) return exit.wrong;
      return writeOutput(built, inventory, { name, target }, args, io);
    };
    if (machine === undefined) return end(asked);
    return withPreflight(asked, whole, inventory, machine, io).then(end);
  },
};

/** With --check, and in a hook beside that of lint, the findings are counted and not shown a second time. */
function reportFindings(
  found: Pick<Linted, 'diagnostics' | 'suppressed'>,
  names: readonly string[],
  args: Arguments,
  io: Io,
): void {
  const isBesideLint = args.flag('check') || io.env['PRE_COMMIT'] === '1';
  if (!isBesideLint || args.flag('format')) {
    writeReport({ ...found, names }, args, io, 'stderr');
    return;
  }
  const errors = summarize(countSeverities(onlyErrors(found.diagnostics)));
  if (errors === '') return;
  const [name = ''] = names;
  io.err(`puppetlb: ${showUnseen(name)} has ${errors}; run puppetlb lint ${showUnseen(name)}\n`);
}

/** The haproxy.cfg that is written; none where it goes to standard output. */
function targetOf(args: Arguments): string | undefined {
  const [first, second] = ['output', 'out-dir', 'puppet-module'].filter(
    (name) => args.value(name) !== undefined,
  );
  if (second !== undefined) throw new UsageError(`--${first} and --${second} exclude each other`);
  if (first === undefined && args.flag('check')) {
    throw new UsageError(
      '--check needs --output FILE, --out-dir DIR or --puppet-module DIR to compare with',
    );
  }
  if (first === 'puppet-module' && args.flag('listen-only')) {
    throw new UsageError('--puppet-module and --listen-only exclude each other');
  }
  const folder = args.value('out-dir');
  if (folder !== undefined) return join(folder, 'haproxy.cfg');
  const module = args.value('puppet-module');
  return module === undefined ? args.value('output') : join(module, 'files/haproxy.cfg');
}

/** HAProxy judges a whole file, also where only a part of it is written. */
function wholeOf(
  built: BuiltConfiguration,
  inventory: Inventory,
  args: Arguments,
): BuiltConfiguration {
  return args.flag('listen-only') ? buildConfiguration(inventory, 'whole') : built;
}

/** One slip of tab completion, and the inventory would be gone. */
function rejectInventory(target: string, name: string, io: Io): void {
  if (isSameFile(resolve(io.cwd, target), resolve(io.cwd, name))) {
    throw new UsageError(`${target} is the inventory; name a different output file`);
  }
}

/** Writes what was built, or with --check compares it with what is there. */
function writeOutput(
  built: BuiltConfiguration,
  inventory: Inventory,
  { name, target }: { name: string; target: string | undefined },
  args: Arguments,
  io: Io,
): number {
  const tree = treeOf(built, inventory, args, io);
  if (args.flag('check')) {
    return tree === undefined
      ? compareFile(fileText(built, args), target ?? '', io)
      : compareTree(tree, io);
  }
  if (target !== undefined && !args.flag('force')) {
    rejectExisting(resolve(io.cwd, target), target, `# ${mark}`);
  }
  const isNoted = !args.flag('quiet');
  const existing = target === undefined || !isNoted ? undefined : readIfThere(io, target);
  if (tree !== undefined) writeTree(tree, io);
  else if (target === undefined) outForPrograms(built.text, io);
  else replaceFile(resolve(io.cwd, target), target, fileText(built, args));
  const note = isNoted ? firstNodeChecks(inventory, name, existing) : undefined;
  if (note !== undefined) io.err(note);
  return exit.fine;
}

/** What a file holds: its first line says who made it. */
function fileText({ text }: BuiltConfiguration, args: Arguments): string {
  return args.flag('listen-only') ? `# ${mark}\n${text}` : text;
}

function treeOf(
  { text }: BuiltConfiguration,
  inventory: Inventory,
  args: Arguments,
  io: Io,
): Tree | undefined {
  // A node is asked by the balancers of several sites.
  const whole = inventory.whole ?? inventory;
  const folder = args.value('out-dir');
  if (folder !== undefined) return outDirTree(folder, whole, text, io);
  const module = args.value('puppet-module');
  return module === undefined ? undefined : puppetModuleTree(module, whole, text, io);
}

/** One line where checks of kind node are built for the first time: who must answer before the reload. */
function firstNodeChecks(
  { pools }: Inventory,
  name: string,
  existing: Uint8Array | undefined,
): string | undefined {
  const checked = pools.flatMap(({ servers }) => servers.map(({ check }) => check));
  const ports = new Set(
    checked.flatMap((check) => (kindOf(check).asksScript ? (check.port?.value ?? []) : [])),
  );
  if (ports.size === 0) return undefined;
  const text = existing === undefined ? '' : new TextDecoder().decode(existing);
  const { proxies } = readProxies(readConfiguration([{ name: '', text }]));
  const servers = proxies.flatMap((proxy) => proxy.servers);
  if (servers.some(({ isChecked, options }) => isChecked && options.has('port'))) return undefined;
  const where = [...ports].join(', ');
  return `puppetlb: run puppetlb probe ${name} before you reload: HAProxy marks a server DOWN if its first check on port ${where} fails\n`;
}
