import { type CompletedCommand, inSingleQuotes } from './completed.ts';

/** Completion for bash 4 and later. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = [...commands.map(({ name }) => name), '--help', '--version'];
  return `# Completion of puppetlb for bash: source this file, or keep it as
# /usr/share/bash-completion/completions/puppetlb
_puppetlb() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} choices=
  [[ $word == = ]] && word=
  [[ $before == = ]] && before=\${COMP_WORDS[COMP_CWORD - 2]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    choices=${inSingleQuotes(names.join(' '))}
  else
    case "\${COMP_WORDS[1]} $before" in
${commands.flatMap(values).join('\n')}
      *)
        case "\${COMP_WORDS[1]}" in
${commands.map(words).join('\n')}
        esac
        ;;
    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word")
}
complete -o bashdefault -o default -F _puppetlb puppetlb
`;
}

/** After an option that takes a value: its choices, or a file where it has none. */
function values({ name, options }: CompletedCommand): string[] {
  return options
    .filter(({ value }) => value !== undefined)
    .map(({ names, choices }) => {
      const pattern = names.map((option) => inSingleQuotes(`${name} ${option}`)).join(' | ');
      return `      ${pattern}) choices=${inSingleQuotes(choices.join(' '))} ;;`;
    });
}

/** Options after a dash; otherwise operands, or files where there are none. */
function words({ name, options, operands = [] }: CompletedCommand): string {
  const all = options.flatMap(({ names }) => names).join(' ');
  return `          ${name})
            choices=${inSingleQuotes(operands.join(' '))}
            [[ $word == -* ]] && choices=${inSingleQuotes(all)}
            ;;`;
}
