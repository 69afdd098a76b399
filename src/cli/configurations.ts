import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import {
  type Configuration,
  configurationName,
  readLintConfiguration,
} from '../rules/configuration.ts';
import { type InputFile, type Linted, lint } from '../rules/lint.ts';
import type { Levels } from '../rules/suppression/apply-levels.ts';
import type { Arguments, OptionSpec } from './command.ts';
import { UsageError } from './exit.ts';
import { readInput } from './files.ts';
import type { Host } from './host.ts';

/** The options that choose a configuration file. */
export const configOptions: readonly OptionSpec[] = [
  {
    name: 'config',
    value: 'FILE',
    summary: `take severities from FILE, not from the nearest ${configurationName}`,
  },
  { name: 'no-config', summary: `look for no ${configurationName}` },
];

/** Finds and reads the configuration file of each inventory; each file is read, and judged, once. */
export class Configurations {
  readonly #host: Host;
  readonly #chosen: string | undefined;
  readonly #isOff: boolean;
  readonly #pathByFolder = new Map<string, string | undefined>();
  readonly #byPath = new Map<string, Configuration>();

  constructor(args: Arguments, host: Host) {
    this.#host = host;
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

  /** Reads an inventory with what its configuration file says; undefined where it is such a file itself. */
  readInventory(name: string): InputFile | undefined {
    if (basename(name) === configurationName) {
      this.#read(name);
      return undefined;
    }
    return { ...readInput(this.#host, name), levels: this.levelsFor(name) };
  }

  /** What the configuration file of an inventory says of severities; undefined where there is none. */
  levelsFor(name: string): Levels | undefined {
    const configuration = this.#nameFor(name);
    return configuration === undefined ? undefined : this.#read(configuration).levels;
  }

  #nameFor(name: string): string | undefined {
    if (this.#isOff) return undefined;
    if (this.#chosen !== undefined) return this.#chosen;
    const { cwd } = this.#host;
    const folder = name === '-' ? cwd : dirname(resolve(cwd, name));
    if (!this.#pathByFolder.has(folder)) this.#pathByFolder.set(folder, findUpwards(folder));
    const path = this.#pathByFolder.get(folder);
    return path === undefined ? undefined : relative(cwd, path);
  }

  #read(name: string): Configuration {
    const path = resolve(this.#host.cwd, name);
    let configuration = this.#byPath.get(path);
    if (configuration === undefined) {
      configuration = readLintConfiguration(readInput(this.#host, name));
      this.#byPath.set(path, configuration);
    }
    return configuration;
  }
}

/** The nearest configuration file, from a folder up to the root of its git repository or of the disk. */
function findUpwards(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, configurationName);
    if (existsSync(path)) return path;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

/** Lints the one inventory that a command is about, as its configuration file says. */
export function lintInventory(name: string, args: Arguments, host: Host, today?: string): Linted {
  const configurations = new Configurations(args, host);
  const file = configurations.readInventory(name);
  if (file === undefined) throw new UsageError(`${name} is a configuration, not an inventory`);
  const linted = lint(file, today);
  const diagnostics = [...linted.diagnostics, ...configurations.found].sort(compareDiagnostics);
  return { ...linted, diagnostics };
}
