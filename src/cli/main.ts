import { version } from '../generated/manifest.ts';
import { showUnseen } from '../text/characters.ts';
import type { Command } from './command.ts';
import { commands } from './commands/list.ts';
import { exit, FileError, isSystemError, reasonOf, UsageError } from './exit.ts';
import { commandHelp, generalHelp } from './help.ts';
import type { Host } from './host.ts';
import { parseArguments } from './parse.ts';
import { unknownCommand } from './unknown.ts';

/** Runs the program on the words of a command line; returns the exit code. */
export async function main(words: readonly string[], host: Host): Promise<number> {
  try {
    return await run(words, host);
  } catch (error) {
    return report(error, words, host);
  }
}

function run(words: readonly string[], host: Host): number | Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined) throw new UsageError('no command is given; puppetlb --help lists them');
  if (name === 'help' && rest[0] !== undefined) {
    host.out(commandHelp(commandOf(rest[0])));
    return exit.fine;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    host.out(generalHelp());
    return exit.fine;
  }
  if (name === '--version' || name === '-V' || name === 'version') {
    host.out(`puppetlb ${version}\n`);
    return exit.fine;
  }
  const command = commandOf(name);
  const args = parseArguments(command, rest);
  if (args.flag('help')) {
    host.out(commandHelp(command));
    return exit.fine;
  }
  return command.run(args, host);
}

function commandOf(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw unknownCommand(name, commands);
  return command;
}

function report(error: unknown, words: readonly string[], host: Host): number {
  if (error instanceof UsageError) return say(host, error.message, exit.usage);
  if (error instanceof FileError) return say(host, error.message, exit.file);
  if (isSystemError(error) && error.syscall === 'write') {
    return say(host, `standard output cannot be written: ${reasonOf(error)}`, exit.file);
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const line = `an error of puppetlb itself, please report it: ${message} (--debug shows where)`;
  if (!words.includes('--debug')) return say(host, line, exit.bug);
  return say(host, (stack ?? message).split('\n'), exit.bug);
}

/** Says one line, whatever stands in the name of a file, or the lines of a trace. */
function say(host: Host, message: string | readonly string[], code: number): number {
  const text = [message].flat().map(showUnseen).join('\n');
  try {
    host.err(`puppetlb: ${text}\n`);
  } catch {
    // Nobody hears it; the exit code still says it.
  }
  return code;
}
