import { join, resolve } from 'node:path';
import { type BuiltConfiguration, buildConfiguration } from '../../compile/build.ts';
import { compareDiagnostics, hasError } from '../../findings/diagnostic.ts';
import { readProxies } from '../../haproxy/model/read.ts';
import { readConfiguration } from '../../haproxy/syntax/read.ts';
import { kindOf } from '../../inventory/check-kinds.ts';
import type { Inventory } from '../../inventory/model.ts';
import { showUnseen } from '../../text/characters.ts';
import type { Arguments, Command } from '../command.ts';
import { configOptions, lintInventory } from '../configurations.ts';
import { exit, UsageError } from '../exit.ts';
import { defaultInventory, isSameFile, readIfThere } from '../files.ts';
import { askHaproxy, haproxyOption } from '../haproxy.ts';
import type { Io } from '../io.ts';
import { compareTree, outDirTree, puppetModuleTree, type Tree, writeTree } from '../output-dir.ts';
import { replaceFile } from '../replace-file.ts';
import { formatOption, rejectReports, writeReport } from '../report.ts';

/** Compiles an inventory. */
export const buildCommand: Command = {
  name: 'build',
  operands: '[INVENTORY]',
  most: 1,
  summary: 'Compiles an inventory into haproxy.cfg, and the check of every node.',
  example: 'puppetlb build -o /etc/haproxy/haproxy.cfg',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      summary: 'replace FILE, where it changed, instead of writing to standard output',
    },
    {
      name: 'out-dir',
      value: 'DIR',
      summary: 'write haproxy.cfg and a folder for the check of each node into DIR',
    },
    {
      name: 'puppet-module',
      value: 'DIR',
      summary: 'write a Puppet module of that name, which installs both',
    },
    { name: 'listen-only', summary: 'write the listen sections alone' },
    {
      name: 'check',
      summary: 'write nothing; exit 2 when a file differs from what would be written',
    },
    haproxyOption('auto'),
    formatOption,
    ...configOptions,
  ],
  run(args, io) {
    const target = targetOf(args);
    const name = args.operands[0] ?? defaultInventory;
    if (target !== undefined) rejectInventory(target, name, io);
    rejectReports(args, io, target === undefined ? [name] : [name, target]);
    const linted = lintInventory(name, args, io);
    const { inventory, filter } = linted;
    const names = [linted.source.name];
    if (inventory === undefined || hasError(linted.diagnostics)) {
      writeReport({ ...linted, names }, args, io, 'stderr');
      return exit.wrong;
    }
    const built = buildConfiguration(inventory, args.flag('listen-only') ? 'listen-only' : 'whole');
    const result = filter.filterFindings(
      askHaproxy(wholeOf(built, inventory, args), inventory, args, io, 'auto'),
    );
    const diagnostics = [...linted.diagnostics, ...result.diagnostics].sort(compareDiagnostics);
    // What is only worth knowing belongs to lint.
    const told = diagnostics.filter(({ severity }) => severity !== 'info');
    const suppressed = [...linted.suppressed, ...result.suppressed];
    writeReport({ diagnostics: told, suppressed, names }, args, io, 'stderr');
    if (hasError(diagnostics)) return exit.wrong;
    return writeOutput(built, inventory, { name, target }, args, io);
  },
};

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
    throw new UsageError(`${target} is the inventory itself; name another file to write`);
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
    return tree === undefined ? compare(built, target ?? '', io) : compareTree(tree, io);
  }
  const existing = target === undefined ? undefined : readIfThere(io, target);
  if (tree !== undefined) writeTree(tree, io);
  else if (target === undefined) io.out(built.text);
  else replaceFile(resolve(io.cwd, target), target, built.text);
  const note = firstNodeChecks(inventory, name, existing);
  if (note !== undefined) io.err(note);
  return exit.fine;
}

function treeOf(
  { text }: BuiltConfiguration,
  inventory: Inventory,
  args: Arguments,
  io: Io,
): Tree | undefined {
  const folder = args.value('out-dir');
  if (folder !== undefined) return outDirTree(folder, inventory, text, io);
  const module = args.value('puppet-module');
  return module === undefined ? undefined : puppetModuleTree(module, inventory, text, io);
}

function compare({ text }: BuiltConfiguration, target: string, io: Io): number {
  const existing = readIfThere(io, target);
  if (existing === undefined) {
    io.err(`puppetlb: ${target} is not there yet\n`);
    return exit.differs;
  }
  const lines = new TextDecoder().decode(existing).split('\n');
  const wanted = text.split('\n');
  const at = Math.max(wanted.length, lines.length);
  const first = Array.from({ length: at }).findIndex((_, index) => wanted[index] !== lines[index]);
  if (first === -1) return exit.fine;
  const shown = [lines[first], wanted[first]].map((line, index) =>
    line === undefined ? '' : `${index === 0 ? '-' : '+'} ${showUnseen(line)}\n`,
  );
  const where = `from line ${first + 1} on`;
  io.err(
    `puppetlb: ${target} differs from what the inventory builds, ${where}:\n${shown.join('')}`,
  );
  return exit.differs;
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
  return `puppetlb: before the reload every master must answer on port ${where}, or HAProxy takes it out at once; puppetlb probe ${name} asks them\n`;
}
