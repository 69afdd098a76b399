import { quote } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import type { Command, OptionSpec } from './command.ts';
import { UsageError } from './exit.ts';

/** What other programs call what a command does. */
const otherWords: Readonly<Record<string, string>> = {
  check: 'lint',
  validate: 'lint',
  verify: 'lint',
  test: 'lint',
  fix: 'lint --fix',
  plan: 'diff',
  preview: 'diff',
  compile: 'build',
  generate: 'build',
  render: 'build',
  new: 'init',
  '-v': '--version',
};

/** Refuses the first word of a command line, which is no command, and says which one is meant. */
export function unknownCommand(word: string, commands: readonly Command[]): UsageError {
  const names = commands.map(({ name }) => name);
  const known = word.startsWith('-') ? ['--help', '--version'] : [...names, 'help', 'version'];
  const other = Object.hasOwn(otherWords, word) ? otherWords[word] : undefined;
  const near = other ?? nearest(word, known);
  if (near !== undefined) return new UsageError(`${what(word)}; did you mean ${near}?`);
  return new UsageError(`${what(word)}; run puppetlb --help`);
}

function what(word: string): string {
  return word.startsWith('-') ? `unknown option ${quote(word)}` : `unknown command ${quote(word)}`;
}

/** Refuses an option that a command does not have, and says which one is meant. */
export function unknownOption(
  command: Command,
  written: string,
  known: readonly OptionSpec[],
): UsageError {
  const names = known.map(({ name }) => `--${name}`);
  const near =
    nearest(written, names) ??
    names.find((name) => written.length > 3 && name.startsWith(written)) ??
    listOf(written.replace(/^--/, ''), known);
  const hint = near === undefined ? `run puppetlb ${command.name} --help` : `did you mean ${near}?`;
  return new UsageError(`${command.name}: unknown option ${quote(written)}; ${hint}`);
}

/** `--json` means `--format json`. */
function listOf(word: string, known: readonly OptionSpec[]): string | undefined {
  const option = known.find(({ choices }) => choices?.includes(word));
  return option === undefined ? undefined : `--${option.name} ${word}`;
}
