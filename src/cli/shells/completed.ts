import type { Command, OptionSpec } from '../command.ts';
import { commonOptions } from '../parse.ts';

/** An option as a shell completes it. */
export interface CompletedOption {
  readonly names: readonly string[];
  readonly summary: string;
  /** What its value is called; none where it takes no value that must follow. */
  readonly value: string | undefined;
  readonly choices: readonly string[];
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Undefined where the operands are files. */
  readonly operands: readonly string[] | undefined;
}

/** What there is to complete of each command. */
export function completed(commands: readonly Command[]): readonly CompletedCommand[] {
  return commands.map((command) => ({
    name: command.name,
    summary: command.summary,
    options: [...command.options, ...commonOptions].map(completedOption),
    operands: command.operandChoices?.(),
  }));
}

function completedOption(option: OptionSpec): CompletedOption {
  const { name, short, summary, value, isValueOptional, choices = [] } = option;
  return {
    names: short === undefined ? [`--${name}`] : [`-${short}`, `--${name}`],
    summary,
    value: isValueOptional === true ? undefined : value,
    choices,
  };
}

/** A text in single quotes, as sh, bash and zsh read it. */
export function inSingleQuotes(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
