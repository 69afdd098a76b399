import { codes } from '../../rules/codes.ts';
import type { Command } from '../command.ts';
import { exit } from '../exit.ts';

/** Lists every code. */
export const rulesCommand: Command = {
  name: 'rules',
  operands: '',
  most: 0,
  summary: 'List all findings by code.',
  example: 'puppetlb rules',
  operandChoices: () => [],
  options: [],
  run(_, io) {
    const width = Math.max(...codes.map(({ name }) => name.length));
    for (const { code, name, severity, summary } of codes) {
      io.out(`${code}  ${severity.padEnd(7)}  ${name.padEnd(width)}  ${summary}\n`);
    }
    return exit.fine;
  },
};
