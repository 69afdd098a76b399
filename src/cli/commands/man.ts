import { quote } from '../../text/characters.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../exit.ts';
import { commandPage, manualPage } from '../man.ts';

/** Prints the manual page of the program, or of one command. */
export function manCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'man',
    operands: '[COMMAND]',
    most: 1,
    summary: 'Print the manual page of puppetlb or of one command.',
    example: 'puppetlb man > /usr/local/share/man/man1/puppetlb.1',
    operandChoices: () => commands().map(({ name }) => name),
    options: [],
    run({ operands: [wanted] }, io) {
      const command = commands().find(({ name }) => name === wanted);
      if (wanted !== undefined && command === undefined) {
        throw new UsageError(`unknown command ${quote(wanted)}; run puppetlb --help`);
      }
      io.out(command === undefined ? manualPage(commands()) : commandPage(command));
      return exit.fine;
    },
  };
}
