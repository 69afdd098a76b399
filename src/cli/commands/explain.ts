import { codes } from '../../rules/codes.ts';
import { quote } from '../../source/characters.ts';
import { nearest } from '../../source/nearest.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../exit.ts';

/** Says what a code promises, and why. */
export const explainCommand: Command = {
  name: 'explain',
  operands: 'CODE',
  most: 1,
  summary: 'Says what a finding means and why it matters.',
  example: 'puppetlb explain INV102',
  operandChoices: () => codes.map(({ code }) => code),
  options: [],
  run({ operands: [wanted] }, host) {
    if (wanted === undefined) throw new UsageError('explain needs a code, for example INV102');
    const info = codes.find(({ code, name }) => code === wanted.toUpperCase() || name === wanted);
    if (info === undefined) throw unknownCode(wanted);
    const { code, name, severity, summary, why } = info;
    host.out(`${code} ${name} (${severity})\n\n${summary}\n\n${why}\n`);
    return exit.fine;
  },
};

function unknownCode(wanted: string): UsageError {
  const names = codes.flatMap(({ code, name }) => [code, name]);
  const near = nearest(wanted, names);
  const hint = near === undefined ? 'puppetlb rules lists them' : `did you mean ${near}?`;
  return new UsageError(`there is no code ${quote(wanted)}; ${hint}`);
}
