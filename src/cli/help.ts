import type { Command, OptionSpec } from './command.ts';
import { commands } from './commands/list.ts';
import { exitWords } from './exit.ts';
import { defaultInventory } from './files.ts';
import { commonOptions } from './parse.ts';
import { optionUsage, usage } from './usage.ts';

/** The help of the whole program. */
export function generalHelp(): string {
  const width = Math.max(...commands.map((command) => usage(command).length));
  const rows = commands.map((command) => `  ${usage(command).padEnd(width)}  ${command.summary}`);
  return [
    'puppetlb compiles and lints the HAProxy configuration in front of Puppet masters.',
    '',
    'Usage: puppetlb COMMAND [OPTION...] [FILE...]',
    '',
    ...rows,
    '',
    'Run puppetlb COMMAND --help for options, puppetlb --version for the version.',
    `Without INVENTORY, the nearest ${defaultInventory} is read, in this folder or above it; - is standard input.`,
    '',
    'Exit status:',
    ...Object.entries(exitWords).map(([code, words]) => `${code.padStart(4)}  ${words}`),
    '',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const options = [...command.options, ...commonOptions];
  const width = Math.max(...options.map((option) => aligned(option).length));
  const rows = options.map((option) => `  ${aligned(option).padEnd(width)}  ${option.summary}`);
  return [
    `Usage: puppetlb ${name(command)}`,
    '',
    `${command.summary}`,
    '',
    ...rows,
    '',
    'Example:',
    `  ${command.example}`,
    '',
  ].join('\n');
}

function name(command: Command): string {
  return `${command.name} [OPTION...] ${command.operands}`.trimEnd();
}

/** Long options stand below each other, with or without a short one before them. */
function aligned(option: OptionSpec): string {
  return option.short === undefined ? `    ${optionUsage(option)}` : optionUsage(option);
}
