import type { Command } from '../command.ts';

/** Carries out a change of this balancer. */
export const applyCommand: Command = {
  name: 'apply',
  operands: '[PLAN]',
  most: 1,
  summary: 'Apply the inventory to this HAProxy, watch it, and roll back if it fails.',
  example: 'sudo puppetlb apply --dry-run',
  options: [
    { name: 'yes', short: 'y', summary: 'apply without asking' },
    {
      name: 'dry-run',
      summary: 'show the preview and change nothing; exit 2 if there are differences',
    },
    {
      name: 'plan',
      value: 'FILE',
      summary: 'save the plan to FILE; puppetlb apply FILE then does exactly that, or refuses',
    },
    {
      name: 'confirm',
      value: 'TIME',
      summary: 'roll back unless puppetlb confirm is run within TIME, such as 5m',
    },
    { name: 'no-rollback', summary: 'set no rollback timer and never roll back' },
    { name: 'continue', summary: 'finish an interrupted change' },
    { name: 'rollback', summary: 'roll back an interrupted change' },
    {
      name: 'when-due',
      summary: 'with --rollback: wait for the rollback timer; apply starts this itself',
    },
    {
      name: 'lock-wait',
      value: 'TIME',
      summary: 'wait up to TIME for another puppetlb to finish, such as 60s',
    },
    {
      name: 'adopt',
      summary: 'replace a configuration that puppetlb did not write; needed the first time',
    },
    {
      name: 'remove',
      value: 'NAME',
      repeats: true,
      summary: 'allow this change to remove proxy, bind or stats socket NAME; repeatable',
    },
    {
      name: 'allow-empty',
      value: 'POOL',
      repeats: true,
      summary: 'allow POOL to have no server in rotation; repeatable',
    },
    {
      name: 'trial',
      summary: 'start HAProxy with the new file in separate namespaces first',
    },
    { name: 'alone', summary: 'do not check the other balancer of the pair' },
    {
      name: 'in-place',
      summary: 'overwrite a file that is a mount of its own; it cannot be replaced by renaming',
    },
    { name: 'ticket', value: 'TEXT', summary: 'the ticket of the change, for the log' },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      summary: 'text, or json (one object per line, the result last)',
    },
  ],
  async run(args, io) {
    const { runApply } = await import('../apply/enter.ts');
    return runApply(args, io);
  },
};
