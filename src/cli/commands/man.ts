import type { Command } from '../command.ts';
import { exit } from '../exit.ts';
import { manualPage } from '../man.ts';

/** Prints the manual page. */
export function manCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'man',
    operands: '',
    most: 0,
    summary: 'Prints the manual page.',
    example: 'puppetlb man > /usr/local/share/man/man1/puppetlb.1',
    operandChoices: () => [],
    options: [],
    run(_args, io) {
      io.out(manualPage(commands()));
      return exit.fine;
    },
  };
}
