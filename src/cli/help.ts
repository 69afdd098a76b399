import type { Command, OptionSpec } from './command.ts';
import { commands } from './commands/list.ts';
import { commonOptions } from './parse.ts';

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
    'puppetlb COMMAND --help says more. INVENTORY is puppetlb.yaml where none is given, - is standard input.',
    'Exit: 0 fine, 1 something is wrong, 2 differs, 64 wrong usage, 70 our own error, 74 a file.',
    '',
  ].join('\n');
}

function usage({ name, operands }: Command): string {
  return `${name} ${operands}`.trimEnd();
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const options = [...command.options, ...commonOptions];
  const width = Math.max(...options.map((option) => optionUsage(option).length));
  const rows = options.map((option) => `  ${optionUsage(option).padEnd(width)}  ${option.summary}`);
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

function optionUsage({ name: option, short, value, isValueOptional }: OptionSpec): string {
  const shown = isValueOptional === true ? `[=${value}]` : ` ${value}`;
  const long = `--${option}${value === undefined ? '' : shown}`;
  return short === undefined ? `    ${long}` : `-${short}, ${long}`;
}
