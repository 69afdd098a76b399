import type { Command, OptionSpec } from './command.ts';

/** A command with its operands. */
export function usage({ name, operands }: Command): string {
  return `${name} ${operands}`.trimEnd();
}

/** An option with its short name and its value. */
export function optionUsage({ name, short, value, isValueOptional }: OptionSpec): string {
  const shown = isValueOptional === true ? `[=${value}]` : ` ${value}`;
  const long = `--${name}${value === undefined ? '' : shown}`;
  return short === undefined ? long : `-${short}, ${long}`;
}
