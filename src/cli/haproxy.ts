import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { BuiltConfiguration } from '../compile/build.ts';
import { toFindings } from '../compile/haproxy-findings.ts';
import { isOfOthers, wholeConfiguration } from '../compile/whole.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import { type HaproxyMessage, isAccepted, readMessages } from '../haproxy/process/messages.ts';
import { checkFiles } from '../import/check-files.ts';
import type { Inventory } from '../inventory/model.ts';
import type { SourceText } from '../text/positions.ts';
import type { Arguments, OptionSpec } from './command.ts';
import { FileError, isSystemError, reasonOf } from './exit.ts';
import type { Io } from './io.ts';

/** The option that says whether the real HAProxy is asked. */
export function haproxyOption(byDefault: 'auto' | 'off'): OptionSpec {
  const summary = `run haproxy -c too: PATH, "auto" (if installed) or "off"; default: ${byDefault}`;
  return { name: 'haproxy', value: 'PATH', summary };
}

/** Asks the real HAProxy, where that is wanted, what it says of a configuration. */
export function askHaproxy(
  built: BuiltConfiguration,
  inventory: Inventory,
  args: Arguments,
  io: Io,
  byDefault: 'auto' | 'off',
): Diagnostic[] {
  const whole = wholeConfiguration(built, inventory);
  return askAbout(whole.text, args, io, byDefault, ({ messages, file }) => {
    const own = messages.filter((message) => !isOfOthers(message, whole, inventory));
    return toFindings(own, whole, inventory, file);
  });
}

/** Asks the real HAProxy, where that is wanted, what it says of existing files. */
export function askAboutFiles(
  sources: readonly SourceText[],
  args: Arguments,
  io: Io,
): Diagnostic[] {
  const text = sources.map((source) => source.text.replace(/\n?$/, '\n')).join('');
  return askAbout(text, args, io, 'off', ({ messages }) => checkFiles(messages, sources));
}

/** What the real HAProxy said of a text, which it read in a file. */
interface HaproxyOutput {
  readonly messages: readonly HaproxyMessage[];
  readonly file: string;
}

function askAbout(
  text: string,
  args: Arguments,
  io: Io,
  byDefault: 'auto' | 'off',
  check: (output: HaproxyOutput) => Diagnostic[],
): Diagnostic[] {
  const wanted = args.value('haproxy') ?? byDefault;
  const program = wanted === 'auto' ? findHaproxy(io) : resolve(io.cwd, wanted);
  if (wanted === 'off' || program === undefined) return [];
  const folder = inTemporary(() => mkdtempSync(join(tmpdir(), 'puppetlb-')));
  try {
    const file = join(folder, 'haproxy.cfg');
    inTemporary(() => writeFileSync(file, text));
    const { status, stderr } = runHaproxy(program, wanted, file);
    const messages = readMessages(stderr, file);
    const diagnostics = check({ messages, file });
    const isExplained = isAccepted(status, messages) || diagnostics.length > 0;
    if (!isExplained)
      throw new FileError(`${program} -c exited with ${status} and printed nothing`);
    return diagnostics;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Does something in the system's folder for such, which may be missing or full. */
function inTemporary<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new FileError(`cannot write to ${tmpdir()} (TMPDIR): ${reasonOf(error)}`);
  }
}

/** The HAProxy that is installed. */
export function findHaproxy({ env }: Io): string | undefined {
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin'];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'haproxy'))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function runHaproxy(
  program: string,
  wanted: string,
  file: string,
): { status: number | null; stderr: string } {
  const { error, status, stderr } = spawnSync(program, ['-c', '-dW', '-f', file], {
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error === undefined) return { status, stderr };
  if (!isSystemError(error)) throw error;
  const reason = error.code === 'ETIMEDOUT' ? 'it did not end within 120 s' : reasonOf(error);
  throw new FileError(`cannot run HAProxy (--haproxy ${wanted}): ${reason}`);
}
