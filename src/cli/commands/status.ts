import type { Command } from '../command.ts';
import { configOptions } from '../configurations.ts';
import { monitoringOption } from '../outputs.ts';

/** Compare inventory, file and runtime of this balancer. */
export const statusCommand: Command = {
  name: 'status',
  operands: '[INVENTORY]',
  most: 1,
  summary: 'Compare inventory, file and runtime of this balancer.',
  example: 'puppetlb status',
  progress: 'asking HAProxy',
  options: [monitoringOption, ...configOptions],
  async run(args, io) {
    const { showStatus } = await import('../show-status.ts');
    return showStatus(args, io);
  },
};
