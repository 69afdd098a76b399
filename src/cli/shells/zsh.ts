import { type CompletedCommand, type CompletedOption, inSingleQuotes } from './completed.ts';

/** Completion for zsh's compsys. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef puppetlb
# Completion of puppetlb for zsh: keep this file as _puppetlb in a folder of $fpath.
_puppetlb() {
  if ((CURRENT == 2)); then
    local -a commands=(
${commands.map(({ name, summary }) => `      ${inSingleQuotes(`${name}:${summary}`)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT -= 1))
  case $command in
${commands.map(oneCommand).join('\n')}
  esac
}
if [[ $funcstack[1] == _puppetlb ]]; then
  _puppetlb "$@"
else
  compdef _puppetlb puppetlb
fi
`;
}

function oneCommand({ name, options, operands }: CompletedCommand): string {
  const rest = operands === undefined ? '*:file:_files' : `*:operand:(${operands.join(' ')})`;
  const specs = [...options.flatMap(specsOf), rest];
  return `    ${name})
      _arguments \\
${specs.map((spec) => `        ${inSingleQuotes(spec)}`).join(' \\\n')}
      ;;`;
}

function specsOf({ names, summary, value, choices }: CompletedOption): string[] {
  const description = `[${summary.replaceAll(/[\\[\]:]/g, '\\$&')}]`;
  const action = choices.length === 0 ? '_files' : `(${choices.join(' ')})`;
  const argument = value === undefined ? '' : `:${value}:${action}`;
  return names.map((name) => {
    const sign = value === undefined ? '' : name.startsWith('--') ? '=' : '+';
    return `${name}${sign}${description}${argument}`;
  });
}
