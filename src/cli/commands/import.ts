import type { Command } from '../command.ts';
import { UsageError } from '../exit.ts';
import { haproxyOption } from '../haproxy.ts';
import { runImport } from '../import.ts';
import { replaceFile } from '../replace-file.ts';
import { formatOption, quietOption } from '../report.ts';

/** Makes an inventory from an existing configuration. */
export const importCommand: Command = {
  name: 'import',
  operands: 'HAPROXY_CFG...',
  most: 1000,
  summary: 'Make an inventory from an existing haproxy.cfg.',
  example: 'puppetlb import /etc/haproxy/haproxy.cfg -o puppetlb.yaml',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      summary: 'write FILE instead of standard output',
    },
    {
      name: 'fragment',
      summary: "import only Puppet's services; everything else stays in its files",
    },
    { name: 'force', summary: 'replace an existing FILE' },
    { name: 'verbose', short: 'v', summary: 'list each change instead of a count' },
    haproxyOption('off'),
    formatOption,
    quietOption,
  ],
  run(args, io) {
    const target = args.value('output');
    if (args.operands.length === 0) {
      throw new UsageError('import needs a haproxy.cfg, a folder, or - for standard input');
    }
    const isForced = args.flag('force');
    return runImport({ names: args.operands, target, isForced, write: replaceFile }, args, io);
  },
};
