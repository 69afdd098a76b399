import { preflightOption, trialOption } from '../balancer/wanted.ts';
import type { Command } from '../command.ts';
import { configOptions } from '../configurations.ts';
import { UsageError } from '../exit.ts';
import { inventoryName } from '../files.ts';
import { haproxyOption } from '../haproxy.ts';
import { siteOption } from '../site.ts';
import { dayOf } from './lint.ts';

/** Says what changes before HAProxy is reloaded. */
export const diffCommand: Command = {
  name: 'diff',
  operands: '[INVENTORY]',
  most: 1,
  summary: 'Show what a reload would change and which agents would move.',
  example: 'puppetlb diff --against /etc/haproxy/haproxy.cfg --clients agents.csv',
  progress: 'comparing',
  options: [
    {
      name: 'against',
      value: 'FILE',
      summary: 'compare with a haproxy.cfg, a folder of them, or an inventory; - is standard input',
    },
    {
      name: 'against-rev',
      value: 'REV',
      summary: 'compare with the inventory in git revision REV',
    },
    {
      name: 'clients',
      value: 'FILE',
      summary: 'show which of these agents move: lines, CSV, JSON, facts of PuppetDB',
    },
    {
      name: 'state',
      value: 'SOCKET',
      summary:
        'show what a reload undoes: a stats socket, or a file with the output of "show servers state"',
    },
    {
      name: 'today',
      value: 'DATE',
      isValueOptional: true,
      summary: 'check dates against today, or against DATE (YYYY-MM-DD)',
    },
    {
      name: 'verbose',
      summary: 'show each agent that moves, and why each change needs its action',
    },
    { name: 'unified', summary: 'show the text diff too, for git apply' },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json', 'markdown', 'html'],
      summary: 'text, json, markdown (for a comment) or html (a page)',
    },
    siteOption,
    haproxyOption('off'),
    preflightOption,
    trialOption,
    ...configOptions,
  ],
  async run(args, io) {
    const [file, revision] = [args.value('against'), args.value('against-rev')];
    if (file === undefined && revision === undefined) {
      throw new UsageError('diff needs --against FILE or --against-rev REV');
    }
    if (file !== undefined && revision !== undefined) {
      throw new UsageError('--against and --against-rev exclude each other');
    }
    const name = inventoryName(args.operands[0], io);
    const state = args.value('state');
    const streams = [name, file, args.value('clients'), state].filter((one) => one === '-');
    if (streams.length > 1) throw new UsageError('standard input can be used only once');
    const { runDiff } = await import('../diff.ts');
    return runDiff({ name, file, revision, today: dayOf(args, io), state }, args, io);
  },
};
