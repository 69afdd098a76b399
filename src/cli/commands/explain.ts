import { type CodeInfo, severityText } from '../../findings/diagnostic.ts';
import { codes, whyNotSuppressible } from '../../rules/codes.ts';
import { quote } from '../../text/characters.ts';
import { nearest } from '../../text/nearest.ts';
import type { Command } from '../command.ts';
import { exit, UsageError } from '../exit.ts';

/** Shows what a code reports, and why. */
export const explainCommand: Command = {
  name: 'explain',
  operands: 'CODE',
  most: 1,
  summary: 'Explain what a finding means and why it matters.',
  example: 'puppetlb explain INV102',
  operandChoices: () => codes.map(({ code }) => code),
  options: [],
  run({ operands: [wanted] }, io) {
    if (wanted === undefined) throw new UsageError('explain needs a code, for example INV102');
    const info = codes.find(({ code, name }) => code === wanted.toUpperCase() || name === wanted);
    if (info === undefined) throw unknownCode(wanted);
    const { code, name, summary, why } = info;
    io.out(
      `${code} ${name} (${severityText(info)})\n\n${summary}\n\n${why}\n\n${howToSuppress(info)}\n`,
    );
    return exit.fine;
  },
};

/** How a finding can be suppressed, or that it cannot. */
function howToSuppress(info: CodeInfo): string {
  const setting = `lint: { severities: { ${info.code}: off } }`;
  switch (whyNotSuppressible(info)) {
    case 'error':
      return 'It is an error and cannot be suppressed.';
    case 'import':
      return 'Only import reports it. It cannot be suppressed.';
    case 'suppression':
      return `A comment cannot suppress it. To turn it off, write ${setting}.`;
    case undefined:
      return `${info.severity === 'error' ? 'As a warning it can be suppressed, as an error it cannot.\n' : ''}To suppress it, write "# puppetlb-disable-next-line ${info.code} -- reason" above it,\nor ${setting} in the inventory or in puppetlb.config.yaml.`;
  }
}

function unknownCode(wanted: string): UsageError {
  const names = codes.flatMap(({ code, name }) => [code, name]);
  const near = nearest(wanted, names);
  const hint = near === undefined ? 'run puppetlb rules for a list' : `did you mean ${near}?`;
  return new UsageError(`unknown code ${quote(wanted)}; ${hint}`);
}
