import { version } from '../generated/manifest.ts';
import { showUnseen } from '../text/characters.ts';
import type { Arguments, Command } from './command.ts';
import { commands } from './commands/list.ts';
import {
  exit,
  FileError,
  isSystemError,
  LockedError,
  RefusedError,
  reasonOf,
  UsageError,
} from './exit.ts';
import { commandHelp, generalHelp } from './help.ts';
import { guardStreams, type Io, isWatched } from './io.ts';
import { parseArguments } from './parse.ts';
import { wantsColour } from './report.ts';
import { unknownCommand } from './suggestions.ts';

/** Runs the program on the words of a command line; returns the exit code. */
export async function main(words: readonly string[], io: Io): Promise<number> {
  try {
    return await run(words, io);
  } catch (error) {
    return report(
      error,
      words,
      guardStreams(io, () => false),
    );
  }
}

function run(words: readonly string[], io: Io): number | Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined) throw new UsageError('missing command; run puppetlb --help');
  if (name === 'help' && rest[0] !== undefined) {
    io.out(commandHelp(commandOf(rest[0])));
    return exit.fine;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(generalHelp());
    return exit.fine;
  }
  if (name === '--version' || name === '-V' || name === 'version') {
    io.out(`puppetlb ${version}\n`);
    return exit.fine;
  }
  const command = commandOf(name);
  const args = parseArguments(command, rest);
  if (args.flag('help')) {
    io.out(commandHelp(command));
    return exit.fine;
  }
  const guarded = guardStreams(io, (stream) => wantsColour(args, io, stream));
  if (command.progress === undefined || !isWatched(io)) return command.run(args, guarded);
  return runWatched(command, args, guarded);
}

async function runWatched(command: Command, args: Arguments, io: Io): Promise<number> {
  const { startProgress } = await import('./progress.ts');
  const progress = startProgress(`puppetlb: ${command.progress} ...`, io);
  try {
    return await command.run(args, progress.io);
  } finally {
    progress.end();
  }
}

function commandOf(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw unknownCommand(name, commands);
  return command;
}

/** Says why a run failed; returns the exit code. */
export function report(error: unknown, words: readonly string[], io: Io): number {
  if (error instanceof UsageError) return say(io, error.message, exit.usage);
  if (error instanceof FileError) return say(io, error.message, exit.file);
  if (error instanceof LockedError) return say(io, error.message, exit.pending);
  if (error instanceof RefusedError) {
    const [first = '', ...others] = error.lines;
    return say(io, [first, ...others.map((line) => `puppetlb: ${line}`)], exit.wrong);
  }
  if (isSystemError(error) && error.syscall === 'write') {
    // A reader such as head has what it wants.
    if (error.code === 'EPIPE') return exit.file;
    return say(io, `cannot write to standard output: ${reasonOf(error)}`, exit.file);
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const line = `internal error, please report it: ${message} (--debug prints the stack trace)`;
  if (!words.includes('--debug')) return say(io, line, exit.bug);
  return say(io, (stack ?? message).split('\n'), exit.bug);
}

/** Says one line, whatever stands in the name of a file, or the lines of a trace. */
function say(io: Io, message: string | readonly string[], code: number): number {
  const text = [message].flat().map(showUnseen).join('\n');
  try {
    io.err(`puppetlb: ${text}\n`);
  } catch {
    // Nobody hears it; the exit code still says it.
  }
  return code;
}
