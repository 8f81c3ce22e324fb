import type { CommandNode, OptionNode } from './command-tree';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const HELP: OptionNode = {
  flags: '-h, --help',
  long: '--help',
  short: '-h',
  takesValue: false,
  choices: [],
  description: 'how it is used',
};

/**
 * @param nodes the command tree, the program first
 * @returns a script for the shell, which knows commands, options and fixed values; it starts no process
 */
export function completionScript(shell: Shell, nodes: readonly CommandNode[]): string {
  switch (shell) {
    case 'bash':
      return bash(nodes);
    case 'zsh':
      return `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash(nodes)}`;
    case 'fish':
      return fish(nodes);
  }
}

function bash(nodes: readonly CommandNode[]): string {
  const globals = [...(nodes[0]?.options ?? []), HELP];
  const steps = nodes.flatMap(({ path, commands }) =>
    commands.map(({ name }) => `      '${path}|${name}') path='${`${path} ${name}`.trim()}' ;;`),
  );
  const words = nodes.map((node) => {
    const own = node.path === '' ? globals : [...node.options, ...globals];
    return `    '${node.path}') words='${[...node.commands.map(({ name }) => name), ...own.map(({ long }) => long)].join(' ')}' ;;`;
  });
  const values = nodes.flatMap(({ path, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(({ long, choices }) => `    '${path}|${long}') values='${choices.join(' ')}' ;;`),
  );
  const taking = [
    ...new Set(nodes.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue).flatMap(namesOf))),
  ];
  return `# Completion of ado. Load it with: source <(ado completion bash)
_ado() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" path='' option='' words='' values='' i word
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      ${taking.join('|')}) option="$word"; continue ;;
      -*) option=''; continue ;;
    esac
    case "$path|$word" in
${steps.join('\n')}
    esac
  done
  case "$path|$option" in
${values.join('\n')}
  esac
  case "$path" in
${words.join('\n')}
  esac
  if [[ "$cur" != -* && -n "$values" ]]; then
    COMPREPLY=($(compgen -W "$values" -- "$cur"))
  elif [[ "$cur" != -* && "\${COMP_WORDS[COMP_CWORD-1]}" == "$option" && -n "$option" ]]; then
    COMPREPLY=($(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}
complete -F _ado ado
`;
}

function fish(nodes: readonly CommandNode[]): string {
  const lines = nodes.flatMap((node) => {
    const at = `-n "__ado_at '${node.path}'"`;
    const commands = node.commands.map(
      ({ name, description }) => `complete -c ado ${at} -a ${name} -d ${quoted(description)}`,
    );
    const options = node.options.map(
      (option) => `complete -c ado${node.path === '' ? '' : ` ${at}`} ${fishOption(option)}`,
    );
    return [...commands, ...options];
  });
  const steps = nodes.flatMap(({ path, commands }) =>
    commands.map(({ name }) => `      case '${path}|${name}'; set path '${`${path} ${name}`.trim()}'`),
  );
  return `# Completion of ado. Load it with: ado completion fish | source
function __ado_at
  set -l path ''
  for word in (commandline -opc)[2..-1]
    switch "$path|$word"
${steps.join('\n')}
    end
  end
  test "$path" = "$argv[1]"
end
complete -c ado -f
complete -c ado ${fishOption(HELP)}
${lines.join('\n')}
`;
}

function fishOption({ long, short, takesValue, choices, description }: OptionNode): string {
  const names = `${short === null ? '' : `-s ${short.slice(1)} `}-l ${long.slice(2)}`;
  const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r -F' : '';
  return `${names}${value} -d ${quoted(description)}`;
}

function namesOf({ long, short }: OptionNode): string[] {
  return short === null ? [long] : [long, short];
}

function quoted(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}
