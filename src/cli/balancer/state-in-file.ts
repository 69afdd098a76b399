import { existsSync, readFileSync } from 'node:fs';
import type { PoolServer } from '../../apply/choose-servers.ts';
import { journalFile } from '../../apply/paths.ts';
import type { Settings } from '../../apply/settings.ts';
import { differInStates, mergeStates, type RecordedState } from '../../apply/states.ts';
import { buildConfiguration } from '../../compile/build.ts';
import { readProxies } from '../../haproxy/model/read.ts';
import { readConfiguration } from '../../haproxy/syntax/read.ts';
import { mark } from '../../inventory/beside.ts';
import type { State } from '../../inventory/model.ts';
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
  { servers, state }: StatesOfServers,
): StateInFile {
  const existing = read(configuration);
  if (existing === undefined) return { kind: 'left', why: `cannot read ${configuration}` };
  const text =
    inventory && buildConfiguration(mergeStates(inventory, states).inventory, 'whole').text;
  if (existing === text) return { kind: 'same' };
  const why = problem ?? whyLeft(configuration, existing, text ?? '');
  if (why !== undefined)
    return says(existing, servers, state) ? { kind: 'same' } : { kind: 'left', why };
  try {
    replaceFile(configuration, configuration, text ?? existing);
    return { kind: 'written' };
  } catch (error) {
    if (error instanceof FileError) return { kind: 'left', why: error.message };
    throw error;
  }
}

/** The servers that are changed, and to what. */
interface StatesOfServers {
  readonly servers: readonly PoolServer[];
  readonly state: State;
}

function whyLeft(name: string, existing: string, text: string): string | undefined {
  if (existsSync(journalFile)) return 'an apply is not confirmed yet';
  if (!existing.startsWith(`# ${mark}`)) return `${name} was not made by puppetlb`;
  if (differInStates(existing, text)) return undefined;
  return `${name} differs from what the inventory builds in more than this; puppetlb diff shows it`;
}

/** Whether a start with a file gives servers such a state, or the maintenance that "disabled" means. */
function says(text: string, servers: readonly PoolServer[], state: State): boolean {
  const { proxies } = readProxies(readConfiguration([{ name: '', text }]));
  return servers.every((one) => {
    const proxy = proxies.find(({ name }) => name === one.proxy);
    const found = proxy?.servers.find(({ name }) => name === one.server);
    return found !== undefined && found.isDisabled === (state !== 'ready');
  });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}
