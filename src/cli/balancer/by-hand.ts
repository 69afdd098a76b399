import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { settingsFile } from '../../apply/paths.ts';
import type { Settings } from '../../apply/settings.ts';
import { describeStates, mergeStates, type RecordedState } from '../../apply/states.ts';
import type { Inventory } from '../../inventory/model.ts';
import type { Arguments } from '../command.ts';
import { FileError, isSystemError, RefusedError } from '../exit.ts';
import { isSameFile } from '../files.ts';
import type { Io } from '../io.ts';
import { loadSettings } from './settings.ts';
import { readStates, statesFile } from './states.ts';

/** What an inventory becomes where servers were taken out by hand. */
export type MergeStates = (inventory: Inventory) => Inventory;

/** How a merge is used. */
export interface Merging {
  /** The file that is written or compared with; or its folder. */
  readonly target: string;
  /** Whether it is written: then it must be known what was taken out. */
  readonly isWritten: boolean;
  /** Takes the lines that say what was taken out, before anything else is shown. */
  readonly tell: (text: string) => void;
}

/**
 * Finds what was set by hand, where a file is the one that HAProxy reads on this balancer, and says it; an inventory for
 * any other file stays as it is.
 */
export function statesByHand(merging: Merging, args: Arguments, io: Io): MergeStates {
  const known = lookForStates();
  if (known === 'absent') return (inventory) => inventory;
  const settings = loadSettings(args, io);
  if (settings === undefined) {
    throw new RefusedError(
      `${statesFile} records servers that were drained by hand; fix ${settingsFile} first`,
    );
  }
  if (!isTarget(settings, resolve(io.cwd, merging.target))) return (inventory) => inventory;
  if (known === 'denied') {
    const why = `${statesFile}: permission denied; run as root`;
    if (merging.isWritten) throw new FileError(why);
    io.err(`puppetlb: ${why}; servers that were drained by hand are unknown\n`);
    return (inventory) => inventory;
  }
  const states = readStates();
  for (const line of describeStates(states, new Date())) merging.tell(`${line}\n`);
  return (inventory) => {
    const isOther = inventory.site !== undefined && inventory.site !== settings.site;
    return isOther ? inventory : mergeAndTell(inventory, states, io);
  };
}

/** Merges, and says what the inventory has no server for. */
export function mergeAndTell(
  inventory: Inventory,
  states: readonly RecordedState[],
  io: Io,
): Inventory {
  const merged = mergeStates(inventory, states);
  for (const { proxy, server } of merged.unknown) {
    const name = `${proxy}/${server}`;
    io.err(
      `puppetlb: the inventory has no ${name}, which was drained by hand; run puppetlb ready ${name} to remove its record\n`,
    );
  }
  return merged.inventory;
}

function lookForStates(): 'there' | 'absent' | 'denied' {
  try {
    return lstatSync(statesFile, { throwIfNoEntry: false }) === undefined ? 'absent' : 'there';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'EACCES' ? 'denied' : 'absent';
  }
}

function isTarget({ configuration }: Settings, path: string): boolean {
  return (
    path === configuration ||
    isSameFile(path, configuration) ||
    configuration.startsWith(`${path.replace(/\/$/, '')}/`)
  );
}
