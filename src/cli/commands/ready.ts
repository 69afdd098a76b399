import { stateCommandOf } from '../balancer/state-request.ts';
import type { Command } from '../command.ts';

/** Puts a server back into rotation. */
export const readyCommand: Command = stateCommandOf(
  'ready',
  'Put a server back into rotation, if its check succeeds.',
  'puppetlb ready compile03',
);
