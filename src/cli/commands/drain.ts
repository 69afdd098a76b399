import { stateCommandOf } from '../balancer/state-request.ts';
import type { Command } from '../command.ts';

/** Drains a server. */
export const drainCommand: Command = stateCommandOf(
  'drain',
  'Take a server out of rotation; its connections go on.',
  "puppetlb drain compile03 --reason 'upgrade to 8.7' --until 06:00 --wait",
);
