import { quote } from '../text/characters.ts';
import { nearest } from '../text/nearest.ts';
import type { Arguments, Command, OptionSpec } from './command.ts';
import { UsageError } from './exit.ts';
import { unknownOption } from './suggestions.ts';

/** Options that every command takes. */
export const commonOptions: readonly OptionSpec[] = [
  {
    name: 'color',
    value: 'WHEN',
    choices: ['always', 'never', 'auto'],
    summary: 'colour the report: always, never or auto (a terminal)',
  },
  { name: 'debug', summary: 'print the stack trace of an internal error' },
  { name: 'help', short: 'h', summary: 'show this help' },
];

/** Reads the words after a command's name. */
export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      operands.push(...rest);
      break;
    }
    if (word === '-' || !word.startsWith('-')) operands.push(word);
    else readOption(command, word, rest, values);
  }
  if (operands.length > command.most && !values.has('help')) {
    const extra = operands[command.most] ?? '';
    throw new UsageError(`${command.name}: unexpected argument ${quote(extra)}`);
  }
  if (operands.includes('')) {
    throw new UsageError(`${command.name}: an argument is empty; is a shell variable unset?`);
  }
  return {
    operands,
    flag: (name) => values.has(name),
    value: (name) => values.get(name)?.[0],
    values: (name) => values.get(name) ?? [],
  };
}

function readOption(
  command: Command,
  word: string,
  rest: string[],
  values: Map<string, string[]>,
): void {
  const { written, attached } = split(word);
  const known = [...command.options, ...commonOptions];
  const spec = known.find(({ name, short }) => written === `--${name}` || written === `-${short}`);
  if (spec === undefined) throw unknownOption(command, written, known);
  const earlier = values.get(spec.name);
  if (earlier !== undefined && spec.repeats !== true) {
    throw new UsageError(`${written} is given twice`);
  }
  if (spec.value === undefined && attached !== undefined) {
    throw new UsageError(`${written} takes no value`);
  }
  const isAlone = spec.isValueOptional === true && attached === undefined;
  if (spec.value === undefined || isAlone) {
    values.set(spec.name, []);
    return;
  }
  const value = attached ?? rest.shift();
  if (value === undefined || value === '') throw new UsageError(`${written} needs ${spec.value}`);
  rejectOther(value, written, spec);
  values.set(spec.name, [...(earlier ?? []), value]);
}

function rejectOther(value: string, written: string, spec: OptionSpec): void {
  const { name, choices, takesFile } = spec;
  if (choices === undefined) return;
  const [choice = ''] = takesFile === true ? value.split('=', 1) : [value];
  if (choices.includes(choice)) {
    if (value === `${choice}=`) throw new UsageError(`${written} ${value} needs a file name`);
    return;
  }
  const [before = ''] = value.split('=', 1);
  if (name === 'format' && choices.includes(before)) {
    throw new UsageError(`${written} takes no file here; write ${written} ${before} > FILE`);
  }
  const near = nearest(choice, choices);
  const hint = near === undefined ? `write one of ${choices.join(', ')}` : `did you mean ${near}?`;
  throw new UsageError(`${written}: invalid value ${quote(choice)}; ${hint}`);
}

/** `--name=value`, `-ovalue`, or an option alone. */
function split(word: string): { written: string; attached?: string } {
  if (!word.startsWith('--')) {
    return word.length > 2
      ? { written: word.slice(0, 2), attached: word.slice(2) }
      : { written: word };
  }
  const at = word.indexOf('=');
  return at === -1
    ? { written: word }
    : { written: word.slice(0, at), attached: word.slice(at + 1) };
}
