import type { Command } from '../command.ts';

/** Undoes a change that is under way. */
export const abortCommand: Command = {
  name: 'abort',
  operands: '',
  most: 0,
  summary: 'Undo the change that apply is making, or an unconfirmed change.',
  example: 'sudo puppetlb abort',
  options: [],
  async run(args, io) {
    const { answerChange } = await import('../apply/enter.ts');
    return answerChange('abort', args, io);
  },
};
