import { existsSync, lstatSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { compareDiagnostics, type Diagnostic } from '../findings/diagnostic.ts';
import {
  configurationName,
  type LintConfiguration,
  readLintConfiguration,
} from '../rules/configuration.ts';
import { type InputFile, type Linted, lint } from '../rules/lint.ts';
import type { SeveritySettings } from '../rules/suppression/apply-severities.ts';
import { showUnseen } from '../text/characters.ts';
import { readBeside } from './beside.ts';
import type { Arguments, OptionSpec } from './command.ts';
import { FileError, isSystemError, UsageError } from './exit.ts';
import { nearestAbove, readInput } from './files.ts';
import type { Io } from './io.ts';
import { rejectReports } from './report.ts';

/** The options that choose a configuration file. */
export const configOptions: readonly OptionSpec[] = [
  {
    name: 'config',
    value: 'FILE',
    summary: `read severities from FILE, not from the nearest ${configurationName}`,
  },
  { name: 'no-config', summary: `ignore every ${configurationName}` },
];

/** What people also call a configuration file; it is not read, and that is said. */
const misnamed = configurationName.replace(/yaml$/, 'yml');

/** Finds and reads the configuration file of each inventory; each file is read, and judged, once. */
export class Configurations {
  readonly #args: Arguments;
  readonly #host: Io;
  readonly #chosen: string | undefined;
  readonly #isOff: boolean;
  readonly #pathByFolder = new Map<string, string | undefined>();
  readonly #byPath = new Map<string, LintConfiguration>();
  readonly #misnamed = new Set<string>();

  constructor(args: Arguments, io: Io) {
    this.#args = args;
    this.#host = io;
    this.#chosen = args.value('config');
    this.#isOff = args.flag('no-config');
    if (this.#isOff && this.#chosen !== undefined) {
      throw new UsageError('--config and --no-config exclude each other');
    }
    if (this.#chosen === '-') throw new UsageError('--config needs a file');
    if (this.#chosen !== undefined) this.#read(this.#chosen);
  }

  /** What is wrong with the configuration files that were read. */
  get found(): readonly Diagnostic[] {
    return [...this.#byPath.values()].flatMap(({ diagnostics }) => diagnostics);
  }

  /** Reads an inventory with what its configuration file says, and what stands beside the file that is written; undefined where it is such a file itself. */
  readInventory(name: string, target?: string): InputFile | undefined {
    if (basename(name) === configurationName) {
      this.#read(name);
      return undefined;
    }
    if (basename(name) === misnamed) this.#sayMisnamed(name);
    const input = readInput(this.#host, name);
    const beside = readBeside(this.#host, name, input.bytes, target);
    return { ...input, levels: this.levelsFor(name), beside };
  }

  /** What the configuration file of an inventory says of severities; undefined where there is none. */
  levelsFor(name: string): SeveritySettings | undefined {
    const configuration = this.#nameFor(name);
    return configuration === undefined ? undefined : this.#read(configuration).levels;
  }

  #nameFor(name: string): string | undefined {
    if (this.#isOff) return undefined;
    if (this.#chosen !== undefined) return this.#chosen;
    const { cwd } = this.#host;
    const folder = name === '-' ? cwd : dirname(resolve(cwd, name));
    if (!this.#pathByFolder.has(folder)) this.#pathByFolder.set(folder, this.#find(folder));
    const path = this.#pathByFolder.get(folder);
    return path === undefined ? undefined : relative(cwd, path);
  }

  #find(folder: string): string | undefined {
    const { path, others } = findUpwards(folder);
    for (const other of others) this.#sayMisnamed(relative(this.#host.cwd, other));
    return path;
  }

  #sayMisnamed(name: string): void {
    const path = resolve(this.#host.cwd, name);
    if (this.#misnamed.has(path)) return;
    this.#misnamed.add(path);
    const said = `${name} is ignored; rename it to ${configurationName}`;
    this.#host.err(`puppetlb: ${showUnseen(said)}\n`);
  }

  #read(name: string): LintConfiguration {
    const path = resolve(this.#host.cwd, name);
    let configuration = this.#byPath.get(path);
    if (configuration === undefined) {
      rejectReports(this.#args, this.#host, [name]);
      if (name !== this.#chosen) rejectOther(path, name);
      configuration = readLintConfiguration(readInput(this.#host, name));
      this.#byPath.set(path, configuration);
    }
    return configuration;
  }
}

interface Found {
  readonly path: string | undefined;
  /** Files that were probably meant as configurations, on the way to it. */
  readonly others: readonly string[];
}

/** The nearest configuration file, from a folder up to the root of its git repository or of the disk. */
function findUpwards(start: string): Found {
  const others: string[] = [];
  const found = nearestAbove(start, (folder) => {
    if (isTaken(join(folder, configurationName))) return true;
    if (existsSync(join(folder, misnamed))) others.push(join(folder, misnamed));
    return false;
  });
  return { path: found === undefined ? undefined : join(found, configurationName), others };
}

/** Whether something has a name, be it a link that leads nowhere: what was meant to hold is not passed over. */
function isTaken(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** A pipe that nobody named would be waited for without an end. */
function rejectOther(path: string, name: string): void {
  try {
    const stats = statSync(path);
    if (stats.isFile() || stats.isDirectory()) return;
  } catch (error) {
    // Reading it says why.
    if (isSystemError(error)) return;
    throw error;
  }
  throw new FileError(`${name}: not a regular file`);
}

/** What an inventory is linted for: a day, and the file that is written or compared with. */
export interface LintedFor {
  readonly today?: string | undefined;
  readonly target?: string | undefined;
}

/** Lints the one inventory that a command is about, as its configuration file says. */
export function lintInventory(
  name: string,
  args: Arguments,
  io: Io,
  { today, target }: LintedFor = {},
): Linted {
  const configurations = new Configurations(args, io);
  const file = configurations.readInventory(name, target);
  if (file === undefined) throw new UsageError(`${name} is a configuration, not an inventory`);
  const linted = lint(file, today);
  const diagnostics = [...linted.diagnostics, ...configurations.found].sort(compareDiagnostics);
  return { ...linted, diagnostics };
}
