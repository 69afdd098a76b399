import type { CompletedCommand, CompletedOption } from './completed.ts';

/** Completion for fish 3 and later. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => [
    `complete -c puppetlb -f -n __fish_use_subcommand -a ${command.name} -d ${quoted(command.summary)}`,
    ...command.options.map((option) => `${on(command)} ${optionWords(option)}`),
    ...operandLines(command),
  ]);
  return `# Completion of puppetlb for fish: keep this file as
# ~/.config/fish/completions/puppetlb.fish
${lines.join('\n')}
`;
}

function on({ name }: CompletedCommand): string {
  return `complete -c puppetlb -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
}

function operandLines(command: CompletedCommand): string[] {
  const { operands } = command;
  if (operands === undefined) return [];
  return [`${on(command)} -f${operands.length > 0 ? ` -a ${quoted(operands.join(' '))}` : ''}`];
}

function optionWords({ names, summary, value, choices }: CompletedOption): string {
  const words = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  if (value !== undefined) {
    words.push(choices.length > 0 ? `-x -a ${quoted(choices.join(' '))}` : '-r');
  }
  return `${words.join(' ')} -d ${quoted(summary)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
