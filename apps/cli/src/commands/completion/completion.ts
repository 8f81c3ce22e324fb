import { Argument, type Command } from 'commander';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { commandTree } from './command-tree';
import { type Shell, completionScript, shells } from './scripts';

export function addCompletion(program: Command, context: Context): void {
  program
    .command('completion')
    .description('a script by which a shell completes commands, options and values')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .addHelpText(
      'after',
      examples([
        'source <(ado completion bash)                                   # in ~/.bashrc',
        'source <(ado completion zsh)                                    # in ~/.zshrc',
        'ado completion fish > ~/.config/fish/completions/ado.fish',
      ]),
    )
    .action((shell: Shell) => {
      const script = completionScript(shell, commandTree(program));
      context.out.answer({ shell, script }, () => {
        context.world.stdout.write(script);
      });
    });
}
