import { existsSync } from 'node:fs';
import { settingsFile } from '../../apply/paths.ts';
import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import type { MergeStates, Merging } from './by-hand.ts';

/** What was set by hand on this balancer, if it is one, and a file is the one that its HAProxy reads. */
export async function findStates(
  merging: Merging | undefined,
  args: Arguments,
  io: Io,
): Promise<MergeStates> {
  if (merging === undefined || !existsSync(settingsFile)) return (inventory) => inventory;
  const { statesByHand } = await import('./by-hand.ts');
  return statesByHand(merging, args, io);
}
