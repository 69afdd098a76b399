import { existsSync, readFileSync } from 'node:fs';
import { journalFile } from '../../apply/paths.ts';
import type { Settings } from '../../apply/settings.ts';
import { differInStates, mergeStates, type RecordedState } from '../../apply/states.ts';
import { buildConfiguration } from '../../compile/build.ts';
import { mark } from '../../inventory/beside.ts';
import { FileError, isSystemError } from '../exit.ts';
import { replaceFile } from '../replace-file.ts';
import type { OwnInventory } from './own-inventory.ts';

/** Whether the file that HAProxy reads says what was set by hand, or why it does not. */
export type StateInFile =
  | { readonly kind: 'same' | 'written' }
  | { readonly kind: 'left'; readonly why: string };

/**
 * Makes the next reload start with the states that were set by hand. Only the word "disabled" is changed, in a file that
 * is otherwise what the inventory builds; every other difference is left to whoever looks at it first.
 */
export function writeStatesToFile(
  { configuration }: Settings,
  { inventory, problem }: OwnInventory,
  states: readonly RecordedState[],
): StateInFile {
  if (inventory === undefined) return { kind: 'left', why: problem };
  if (existsSync(journalFile)) return { kind: 'left', why: 'an apply is not confirmed yet' };
  const existing = read(configuration);
  if (existing === undefined) return { kind: 'left', why: `${configuration} cannot be read` };
  const { text } = buildConfiguration(mergeStates(inventory, states).inventory, 'whole');
  if (existing === text) return { kind: 'same' };
  if (!existing.startsWith(`# ${mark}`)) {
    return { kind: 'left', why: `${configuration} was not made by puppetlb` };
  }
  if (!differInStates(existing, text)) {
    const why = `${configuration} differs from what the inventory builds in more than this; puppetlb diff shows it`;
    return { kind: 'left', why };
  }
  try {
    replaceFile(configuration, configuration, text);
    return { kind: 'written' };
  } catch (error) {
    if (error instanceof FileError) return { kind: 'left', why: error.message };
    throw error;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
