import { version } from '../generated/manifest.ts';
import type { Command, OptionSpec } from './command.ts';
import { exitWords } from './exit.ts';
import { commonOptions } from './parse.ts';
import { optionUsage, usage } from './usage.ts';

/** The manual page of the program, for man(1). */
export function manualPage(commands: readonly Command[]): string {
  return `${heading('puppetlb')}
.SH NAME
puppetlb \\- compile, lint and preview the HAProxy configuration in front of Puppet masters
.SH SYNOPSIS
.B puppetlb
.I COMMAND
.RI [ OPTION ...]
.RI [ FILE ...]
.SH DESCRIPTION
One YAML inventory of Puppet (or OpenVox) masters becomes an haproxy.cfg and the health check of every master.
Mistakes are reported with line and column of the inventory.
The default inventory is
.I puppetlb.yaml
in the folder, or in the nearest one above it in the same git repository;
.B \\-
is standard input.
.SH COMMANDS
${commands.map(oneCommand).join('\n')}
.SH COMMON OPTIONS
${commonOptions.map(oneOption).join('\n')}
${exitStatus}
.SH ENVIRONMENT
.TP
.B NO_COLOR
If set and not empty, reports have no colour;
.B \\-\\-color
takes precedence.
.TP
.B XDG_CACHE_HOME
The folder for caches, ~/.cache by default. puppetlb keeps its compiled code in
.I puppetlb
below it, for a faster start; you can remove it at any time. For root it keeps none.
`;
}

/** The manual page of one command, which is called puppetlb-COMMAND. */
export function commandPage(command: Command): string {
  const summary = command.summary.replace(/\.$/, '');
  return `${heading(`puppetlb-${command.name}`)}
.SH NAME
puppetlb\\-${command.name} \\- ${roff(summary.charAt(0).toLowerCase() + summary.slice(1))}
.SH SYNOPSIS
.B puppetlb ${command.name}
.RI [ OPTION ...]
.I ${roff(command.operands)}
.SH OPTIONS
${[...command.options, ...commonOptions].map(oneOption).join('\n')}
.SH EXAMPLE
${example(command)}
${exitStatus}
.SH SEE ALSO
.BR puppetlb (1),
.BR haproxy (1)
`.replace('\n.I \n', '\n');
}

const exitStatus = ['.SH EXIT STATUS']
  .concat(Object.entries(exitWords).map(([code, words]) => `.TP\n.B ${code}\n${roff(words)}`))
  .join('\n');

function heading(name: string): string {
  return `.TH ${name.toUpperCase()} 1 "" "puppetlb ${version}" "User Commands"`;
}

function oneCommand(command: Command): string {
  return `.SS "${roff(usage(command))}"
${[command.summary].map(roff).concat(command.options.map(oneOption)).join('\n')}
.PP
Example:
.PP
${example(command)}`;
}

function example(command: Command): string {
  return `.RS\n.EX\n${roff(command.example)}\n.EE\n.RE`;
}

function oneOption(option: OptionSpec): string {
  return `.TP\n.B ${roff(optionUsage(option))}\n${roff(option.summary)}`;
}

/** Text of a page: a hyphen that can be copied, no control line by accident. */
function roff(text: string): string {
  const plain = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
