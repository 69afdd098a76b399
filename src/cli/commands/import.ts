import { resolve } from 'node:path';
import { compareDiagnostics, hasError } from '../../diagnostics/diagnostic.ts';
import { importFiles } from '../../import/import.ts';
import { lint } from '../../rules/lint.ts';
import type { Command } from '../command.ts';
import { readConfigurationFiles } from '../configuration-files.ts';
import { exit, UsageError } from '../exit.ts';
import { isSameFile } from '../files.ts';
import { askAboutFiles, haproxyOption } from '../haproxy.ts';
import type { Host } from '../host.ts';
import { replaceFile } from '../replace-file.ts';
import { formatOption, refuseReports, writeReport } from '../report.ts';

/** Makes an inventory from an existing configuration. */
export const importCommand: Command = {
  name: 'import',
  operands: 'HAPROXY_CFG...',
  most: 1000,
  summary: 'Makes an inventory from an existing haproxy.cfg.',
  example: 'puppetlb import /etc/haproxy/haproxy.cfg -o puppetlb.yaml',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      summary: 'replace FILE, where it changed, instead of writing to standard output',
    },
    haproxyOption('off'),
    formatOption,
  ],
  async run(args, host) {
    const target = args.value('output');
    if (args.operands.length === 0) {
      throw new UsageError('import needs a haproxy.cfg, a folder, or - for standard input');
    }
    const files = readConfigurationFiles(host, args.operands);
    const names = files.map(({ name }) => name);
    refuseReports(args, host, target === undefined ? names : [...names, target]);
    if (target !== undefined) {
      refuseInput(target, names, host);
    }
    const { text, diagnostics, sources } = importFiles(files);
    const judged = sources.length === 0 ? [] : askAboutFiles(sources, args, host);
    const bytes = new TextEncoder().encode(text ?? '');
    const linted =
      text === undefined ? [] : lint({ name: target ?? '<stdout>', bytes }).diagnostics;
    const all = [...diagnostics, ...judged].sort(compareDiagnostics).concat(linted);
    await writeReport(all, args, host, 'stderr', names);
    if (text === undefined) return exit.wrong;
    if (target === undefined) host.out(text);
    else replaceFile(resolve(host.cwd, target), target, text);
    return hasError(all) ? exit.wrong : exit.fine;
  },
};

function refuseInput(target: string, names: readonly string[], host: Host): void {
  const name = names.find((one) => isSameFile(resolve(host.cwd, target), resolve(host.cwd, one)));
  if (name === undefined) return;
  throw new UsageError(`${target} is what is imported; name another file to write`);
}
