import { hasError } from '../findings/diagnostic.ts';
import { planProbe, type Target } from '../probe/probe-plan.ts';
import type { ProbeAnswer } from '../probe/prober.ts';
import { isFailure, jsonLine, summarize, textLines } from '../probe/report.ts';
import { escapeJson } from '../report/lint/json-text.ts';
import { nagiosLine, nagiosStates } from '../report/monitoring.ts';
import { probeNagios, probePrometheus, probeState } from '../report/probe-monitoring.ts';
import type { Arguments } from './command.ts';
import { lintInventory } from './configurations.ts';
import { exit } from './exit.ts';
import { inventoryName } from './files.ts';
import type { Io } from './io.ts';
import { isUnknown, type Output, outputsOf, writeDown, writeTo } from './outputs.ts';
import { readContexts } from './probe-contexts.ts';
import { writeText } from './report.ts';
import { oneSite } from './site.ts';

/** Asks every server, and shows the answers in each format that is asked for; returns the exit status. */
export async function runProbe(args: Arguments, io: Io): Promise<number> {
  const outputs = outputsOf(args);
  const isNagios = outputs.some(({ format }) => format === 'nagios');
  const unknown = (message: string): number => {
    writeDown(outputs, probePrometheus(undefined, new Date()), io);
    if (!isNagios) return exit.wrong;
    io.out(nagiosLine('PUPPETLB PROBE', 'UNKNOWN', message));
    return nagiosStates.UNKNOWN;
  };
  try {
    const name = inventoryName(args.operands[0], io);
    const linted = lintInventory(name, args, io);
    const { inventory } = linted;
    if (inventory === undefined || hasError(linted.diagnostics)) {
      writeText(linted, args, io, 'stderr');
      return unknown(`${name} has errors`);
    }
    const targets = planProbe(args.flag('site') ? oneSite(inventory, args) : inventory);
    const answers = await ask(targets, outputs, io);
    if (isNagios) return nagiosStates[probeState(answers)];
    return answers.some(isFailure) ? exit.wrong : exit.fine;
  } catch (error) {
    if (isNagios && isUnknown(error)) return unknown(error.message);
    writeDown(outputs, probePrometheus(undefined, new Date()), io);
    throw error;
  }
}

/** What is for people, or a line each, is shown while others are still asked. */
async function ask(
  targets: readonly Target[],
  outputs: readonly Output[],
  io: Io,
): Promise<ProbeAnswer[]> {
  const answers: ProbeAnswer[] = [];
  const shown = outputs.find(({ file }) => file === undefined)?.format;
  const line = lineOf(shown, targets);
  const { askAll } = await import('../probe/prober.ts');
  await askAll(targets, await readContexts(targets, io), (answer) => {
    answers.push(answer);
    if (line !== undefined) io.out(line(answer));
  });
  if (shown === 'text') io.out(summarize(answers));
  for (const output of outputs) {
    if (output.file !== undefined || line === undefined) {
      writeTo(output, wholeText(output.format, answers, targets), io);
    }
  }
  return answers;
}

type Line = (answer: ProbeAnswer) => string;

function lineOf(format: string | undefined, targets: readonly Target[]): Line | undefined {
  if (format === 'json') return (answer) => escapeJson(jsonLine(answer));
  return format === 'text' ? textLines(targets) : undefined;
}

function wholeText(
  format: string,
  answers: readonly ProbeAnswer[],
  targets: readonly Target[],
): string {
  if (format === 'nagios') return probeNagios(answers);
  if (format === 'prometheus') return probePrometheus(answers, new Date());
  const line = lineOf(format, targets);
  const lines = line === undefined ? '' : answers.map(line).join('');
  return format === 'text' ? lines + summarize(answers) : lines;
}
