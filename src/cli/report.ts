import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { version } from '../generated/manifest.ts';
import { type Format, formatReport, formats } from '../report/report.ts';
import { codes } from '../rules/codes.ts';
import type { Arguments, OptionSpec } from './command.ts';
import type { Host } from './host.ts';

/** The option that chooses how findings are shown. */
export const formatOption: OptionSpec = {
  name: 'format',
  value: 'FORMAT',
  choices: formats,
  summary: `how findings are shown: ${formats.join(', ')}`,
};

/** Writes findings to a stream in the format that was asked for. */
export function writeReport(
  diagnostics: readonly Diagnostic[],
  args: Arguments,
  host: Host,
  stream: 'stdout' | 'stderr',
): void {
  const format = (args.value('format') ?? 'text') as Format;
  if (format === 'text' && diagnostics.length === 0) return;
  const colour = wantsColour(args, host, stream);
  const text = formatReport(format, diagnostics, { colour, codes, version });
  if (text === '') return;
  if (stream === 'stdout') host.out(text);
  else host.err(text);
}

/** --color over NO_COLOR over FORCE_COLOR over the terminal. */
export function wantsColour(args: Arguments, host: Host, stream: 'stdout' | 'stderr'): boolean {
  const when = args.value('color') ?? 'auto';
  if (when !== 'auto') return when === 'always';
  const { NO_COLOR, FORCE_COLOR, TERM } = host.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return TERM !== 'dumb' && host.isTerminal(stream);
}
