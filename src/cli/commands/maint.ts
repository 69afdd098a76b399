import { stateCommandOf } from '../balancer/state-request.ts';
import type { Command } from '../command.ts';

/** Sets a server to maintenance. */
export const maintCommand: Command = stateCommandOf(
  'maint',
  'Take a server out of rotation and stop its checks.',
  "puppetlb maint compile03 --reason 'new disk'",
);
