import { hasError } from '../../findings/diagnostic.ts';
import { planProbe, type Target } from '../../probe/probe-plan.ts';
import type { ProbeAnswer } from '../../probe/prober.ts';
import { isFailure, jsonLine, summarize, textLines } from '../../probe/report.ts';
import { escapeJson } from '../../report/lint/json-text.ts';
import type { Arguments, Command } from '../command.ts';
import { configOptions, lintInventory } from '../configurations.ts';
import { exit } from '../exit.ts';
import { inventoryName } from '../files.ts';
import type { Io } from '../io.ts';
import { readContexts } from '../probe-contexts.ts';
import { writeReport } from '../report.ts';
import { oneSite, siteOption } from '../site.ts';

/** Asks the check of every server. */
export const probeCommand: Command = {
  name: 'probe',
  operands: '[INVENTORY]',
  most: 1,
  summary: "Asks every server's check as HAProxy would.",
  example: 'puppetlb probe',
  progress: 'asking the servers',
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      summary: 'how answers are shown: text, or json: one object a line',
    },
    siteOption,
    ...configOptions,
  ],
  async run(args, io) {
    const linted = lintInventory(inventoryName(args.operands[0], io), args, io);
    const { inventory } = linted;
    if (inventory === undefined || hasError(linted.diagnostics)) {
      writeReport(linted, args, io, 'stderr');
      return exit.wrong;
    }
    const answers = await ask(
      planProbe(args.flag('site') ? oneSite(inventory, args) : inventory),
      args,
      io,
    );
    return answers.some(isFailure) ? exit.wrong : exit.fine;
  },
};

async function ask(targets: readonly Target[], args: Arguments, io: Io): Promise<ProbeAnswer[]> {
  const isJson = args.value('format') === 'json';
  const format = isJson
    ? (answer: ProbeAnswer) => escapeJson(jsonLine(answer))
    : textLines(targets);
  const answers: ProbeAnswer[] = [];
  const { askAll } = await import('../../probe/prober.ts');
  await askAll(targets, await readContexts(targets, io), (answer) => {
    answers.push(answer);
    io.out(format(answer));
  });
  if (!isJson) io.out(summarize(answers));
  return answers;
}
