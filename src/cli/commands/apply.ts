import type { Command } from '../command.ts';

/** Carries out a change of this balancer. */
export const applyCommand: Command = {
  name: 'apply',
  operands: '[PLAN]',
  most: 1,
  summary: 'Applies the inventory to this HAProxy, watches it, rolls back what does not serve.',
  example: 'sudo puppetlb apply --dry-run',
  options: [
    { name: 'yes', short: 'y', summary: 'apply without a question' },
    { name: 'dry-run', summary: 'stop after the preview; exit 2 where something would change' },
    {
      name: 'plan',
      value: 'FILE',
      summary: 'save what would be done; puppetlb apply FILE does exactly that, or refuses',
    },
    {
      name: 'confirm',
      value: 'TIME',
      summary: 'roll back unless puppetlb confirm is run within TIME, such as 5m',
    },
    { name: 'no-rollback', summary: 'set no rollback timer, and undo nothing' },
    { name: 'continue', summary: 'go on with a change that was interrupted' },
    { name: 'rollback', summary: 'undo a change that was interrupted' },
    {
      name: 'when-due',
      summary: 'with --rollback: wait until that is due; apply starts this itself',
    },
    { name: 'lock-wait', value: 'TIME', summary: 'wait so long for another puppetlb to end' },
    {
      name: 'adopt',
      summary: 'the first time: take over a configuration that puppetlb does not know',
    },
    {
      name: 'remove',
      value: 'NAME',
      repeats: true,
      summary: 'the proxy, bind or stats socket that is removed on purpose',
    },
    {
      name: 'allow-empty',
      value: 'POOL',
      repeats: true,
      summary: 'the pool that may have no server in rotation',
    },
    {
      name: 'trial',
      summary: 'start the new file in namespaces of its own first, where nobody sees it',
    },
    { name: 'alone', summary: 'do not ask the other balancer of a pair' },
    { name: 'in-place', summary: 'write a file in place that is mounted by itself' },
    { name: 'ticket', value: 'TEXT', summary: 'what the log of the machine says it is for' },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      summary: 'how progress is shown: text, or json: one object a line, the result last',
    },
  ],
  async run(args, io) {
    const { runApply } = await import('../apply/enter.ts');
    return runApply(args, io);
  },
};
