import { resolve } from 'node:path';
import type { Arguments, OptionSpec } from './command.ts';
import { FileError, RefusedError, UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { replaceFile } from './replace-file.ts';

/** Where a format goes. */
export interface Output {
  readonly format: string;
  /** Undefined where it goes to standard output. */
  readonly file: string | undefined;
}

/** The option that chooses formats, those of monitoring among them. */
export const monitoringOption: OptionSpec = {
  name: 'format',
  value: 'FORMAT',
  choices: ['text', 'json', 'nagios', 'prometheus'],
  takesFile: true,
  repeats: true,
  summary:
    'text, json, nagios (one line, exit status 0 to 3) or prometheus; FORMAT=FILE writes a file',
};

/** The formats that are asked for; text where none is. Only one can go to standard output. */
export function outputsOf(args: Arguments): readonly Output[] {
  const written = args.values('format');
  const outputs = (written.length === 0 ? ['text'] : written).map((value): Output => {
    const [format = ''] = value.split('=', 1);
    const file = value.slice(format.length + 1);
    return { format, file: file === '' || file === '-' ? undefined : file };
  });
  const [first, second] = outputs.filter(({ file }) => file === undefined);
  if (first === undefined || second === undefined) return outputs;
  throw new UsageError(
    `--format: ${first.format} and ${second.format} would be written into each other; give one a file, ${second.format}=FILE`,
  );
}

/** Writes one format where it goes, a file whole or not at all. */
export function writeTo({ file }: Output, text: string, io: Io): void {
  if (file === undefined) io.out(text);
  else replaceFile(resolve(io.cwd, file), file, text);
}

/** Writes that nothing is known where metrics go: those of a moment before would go on saying that all is well. */
export function writeDown(outputs: readonly Output[], metrics: string, io: Io): void {
  for (const output of outputs) if (output.format === 'prometheus') writeTo(output, metrics, io);
}

/** Whether an error says that something outside puppetlb is wrong, which monitoring calls unknown. */
export function isUnknown(error: unknown): error is Error {
  return error instanceof FileError || error instanceof RefusedError || error instanceof UsageError;
}
