import type { Command } from '../command.ts';
import { configOptions } from '../configurations.ts';
import { monitoringOption } from '../outputs.ts';
import { siteOption } from '../site.ts';

/** Asks the check of every server. */
export const probeCommand: Command = {
  name: 'probe',
  operands: '[INVENTORY]',
  most: 1,
  summary: 'Run the check of each server, as HAProxy would.',
  example: 'puppetlb probe',
  progress: 'checking the servers',
  options: [monitoringOption, siteOption, ...configOptions],
  async run(args, io) {
    const { runProbe } = await import('../probe.ts');
    return runProbe(args, io);
  },
};
