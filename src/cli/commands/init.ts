import { randomBytes } from 'node:crypto';
import { linkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { startInventory } from '../../generated/start.ts';
import { showUnseen } from '../../text/characters.ts';
import type { Arguments, Command } from '../command.ts';
import { exit, FileError, isSystemError, reasonOf, UsageError } from '../exit.ts';
import { defaultInventory } from '../files.ts';
import { haproxyOption } from '../haproxy.ts';
import { runImport } from '../import.ts';
import type { Io } from '../io.ts';
import { keptError, replaceFile } from '../replace-file.ts';
import { formatOption } from '../report.ts';

/** Writes an inventory to begin with. */
export const initCommand: Command = {
  name: 'init',
  operands: '[FILE]',
  most: 1,
  summary: 'Write an inventory to start with.',
  example: 'puppetlb init',
  options: [
    {
      name: 'from',
      value: 'HAPROXY_CFG',
      repeats: true,
      summary: 'start from an existing haproxy.cfg or folder, like import',
    },
    {
      name: 'apply',
      summary:
        'write /etc/puppetlb/apply.yaml for the HAProxy that runs here; FILE is its inventory',
    },
    { name: 'force', summary: 'replace an existing FILE' },
    haproxyOption('off'),
    formatOption,
  ],
  async run(args, io) {
    if (args.flag('apply')) return initApply(args, io);
    const [name = defaultInventory] = args.operands;
    const names = args.values('from');
    if (names.length > 0) return initFrom(names, name, args, io);
    for (const option of ['haproxy', 'format']) {
      if (args.flag(option)) throw new UsageError(`--${option} needs --from`);
    }
    if (name === '-') {
      io.out(startInventory);
      return exit.fine;
    }
    const write = args.flag('force') ? replaceFile : createFile;
    write(resolve(io.cwd, name), name, startInventory);
    reportNext(name, 'edit', io);
    return exit.fine;
  },
};

async function initApply(args: Arguments, io: Io): Promise<number> {
  for (const option of ['from', 'force']) {
    if (args.flag(option)) throw new UsageError(`--apply and --${option} exclude each other`);
  }
  const { initSettings } = await import('../balancer/init-settings.ts');
  return initSettings(args.operands[0], io);
}

function initFrom(names: readonly string[], name: string, args: Arguments, io: Io): number {
  const target = name === '-' ? undefined : name;
  const isForced = args.flag('force');
  let isWritten = false;
  const write = (path: string, shown: string, text: string): void => {
    if (isForced) replaceFile(path, shown, text);
    else createFile(path, shown, text);
    isWritten = true;
  };
  const code = runImport({ names, target, isForced, write }, args, io);
  if (isWritten) reportNext(name, 'review', io);
  return code;
}

function reportNext(name: string, first: string, io: Io): void {
  const shown = showUnseen(name);
  const operand = name === defaultInventory ? '' : ` ${name.startsWith('-') ? './' : ''}${shown}`;
  io.err(
    `puppetlb: wrote ${shown}; ${first} it, then run puppetlb lint${operand} and puppetlb build${operand}\n`,
  );
}

/** Makes a file that is not there yet, whole or not at all; what is there is never touched. */
function createFile(path: string, name: string, text: string): void {
  const temporary = join(dirname(path), `.puppetlb-${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(temporary, text, { flag: 'wx', flush: true });
    try {
      linkSync(temporary, path);
    } finally {
      unlinkSync(temporary);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') {
      throw keptError(name, 'already exists');
    }
    const isFolderMissing = error.code === 'ENOENT';
    const reason = isFolderMissing ? 'no such folder; create it first' : reasonOf(error);
    throw new FileError(`cannot write ${name}: ${reason}`);
  }
}
