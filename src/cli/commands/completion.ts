import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import { bashCompletion } from '../shells/bash.ts';
import { completed } from '../shells/completed.ts';
import { fishCompletion } from '../shells/fish.ts';
import { zshCompletion } from '../shells/zsh.ts';

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** Prints what a shell needs to complete the program's words. */
export function completionCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    operands: 'SHELL',
    most: 1,
    summary: 'Print the shell completion for bash, zsh or fish.',
    example: 'puppetlb completion bash > /etc/bash_completion.d/puppetlb',
    operandChoices: () => Object.keys(shells),
    options: [],
    run({ operands: [shell] }, io) {
      const known = Object.keys(shells);
      if (shell === undefined)
        throw new UsageError(`completion needs a shell: ${known.join(', ')}`);
      if (!Object.hasOwn(shells, shell)) {
        const near = nearest(shell, known);
        const hint =
          near === undefined ? `write one of ${known.join(', ')}` : `did you mean ${near}?`;
        throw new UsageError(`unknown shell ${quote(shell)}; ${hint}`);
      }
      io.out(shells[shell as keyof typeof shells](completed(commands())));
      return exit.fine;
    },
  };
}
