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
  summary: 'Says what a reload would change, and which agents it would move.',
  example: 'puppetlb diff --against /etc/haproxy/haproxy.cfg --clients agents.csv',
  progress: 'comparing',
  options: [
    {
      name: 'against',
      value: 'FILE',
      summary:
        'what is there: a haproxy.cfg, a folder of them, another inventory; - is standard input',
    },
    {
      name: 'against-rev',
      value: 'REV',
      summary: 'what is there: the inventory as it is in a revision of git',
    },
    {
      name: 'clients',
      value: 'FILE',
      summary: 'say of these agents who moves: lines, CSV, JSON, facts of PuppetDB',
    },
    {
      name: 'state',
      value: 'SOCKET',
      summary:
        'say what a reload undoes: of a stats socket, or a file with an answer to "show servers state"',
    },
    {
      name: 'today',
      value: 'DATE',
      isValueOptional: true,
      summary: 'judge dates: by the clock, or as on a day written YYYY-MM-DD',
    },
    {
      name: 'verbose',
      summary: 'show each agent that moves, and why each change needs what it needs',
    },
    { name: 'unified', summary: 'show the difference of the texts too, as git apply takes it' },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json', 'markdown', 'html'],
      summary: 'how the preview is shown: text, json, markdown (a comment) or html (a page)',
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
      throw new UsageError('diff needs --against FILE or --against-rev REV to compare with');
    }
    if (file !== undefined && revision !== undefined) {
      throw new UsageError('--against and --against-rev exclude each other');
    }
    const name = inventoryName(args.operands[0], io);
    const state = args.value('state');
    const streams = [name, file, args.value('clients'), state].filter((one) => one === '-');
    if (streams.length > 1) throw new UsageError('standard input can be read once only');
    const { runDiff } = await import('../diff.ts');
    return runDiff({ name, file, revision, today: dayOf(args, io), state }, args, io);
  },
};
