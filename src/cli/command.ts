import type { Io } from './io.ts';

/** An option of a command. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What the value is called in the help; without it the option takes none. */
  readonly value?: string;
  /** Whether the option may stand alone; its value then follows "=". */
  readonly isValueOptional?: true;
  readonly choices?: readonly string[];
  /** Whether a choice may be followed by "=" and a file. */
  readonly takesFile?: true;
  /** Whether it may be given several times. */
  readonly repeats?: true;
  readonly summary: string;
}

/** The command line of one command, once it is understood. */
export interface Arguments {
  readonly operands: readonly string[];
  flag(name: string): boolean;
  value(name: string): string | undefined;
  /** Every value of an option that may be given several times. */
  values(name: string): readonly string[];
}

/** A command: what it is called, what it takes, and what it does. */
export interface Command {
  readonly name: string;
  /** The operands as the help shows them. */
  readonly operands: string;
  /** The most operands it takes. */
  readonly most: number;
  readonly summary: string;
  readonly example: string;
  /** What its operands can be, where they are no files. */
  operandChoices?(): readonly string[];
  readonly options: readonly OptionSpec[];
  /** What a person is told it does where that takes longer than a second. */
  readonly progress?: string;
  /** Runs the command; returns the exit code. */
  run(args: Arguments, io: Io): number | Promise<number>;
}
