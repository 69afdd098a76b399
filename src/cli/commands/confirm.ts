import type { Command } from '../command.ts';

/** Keeps a change that waits for a person. */
export const confirmCommand: Command = {
  name: 'confirm',
  operands: '',
  most: 0,
  summary: 'Keep the change that apply --confirm made.',
  example: 'sudo puppetlb confirm',
  options: [],
  async run(args, io) {
    const { answerChange } = await import('../apply/enter.ts');
    return answerChange('confirm', args, io);
  },
};
