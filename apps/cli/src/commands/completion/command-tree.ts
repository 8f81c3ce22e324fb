import type { Command, Option } from 'commander';

/** A command as completion and the documentation see it. */
export interface CommandNode {
  /** What follows `ado`: `sellers list`; empty for the program itself. */
  path: string;
  description: string;
  /** What stands behind it: `<operation>`, `[ids...]`. */
  arguments: { name: string; description: string }[];
  options: OptionNode[];
  commands: { name: string; description: string }[];
}

export interface OptionNode {
  /** As help shows them: `-n, --limit <count>`. */
  flags: string;
  long: string;
  short: string | null;
  takesValue: boolean;
  choices: readonly string[];
  description: string;
}

/** @returns every command, the program first, each before those below it */
export function commandTree(command: Command, path = ''): CommandNode[] {
  const visible = command.commands.filter((child) => child.name() !== 'help');
  const node: CommandNode = {
    path,
    description: command.description(),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.required ? `<${argument.name()}>` : `[${argument.name()}${argument.variadic ? '...' : ''}]`,
      description: argument.description,
    })),
    options: command.options.filter(({ hidden }) => !hidden).map(optionNode),
    commands: visible.map((child) => ({ name: child.name(), description: child.description() })),
  };
  return [node, ...visible.flatMap((child) => commandTree(child, `${path} ${child.name()}`.trim()))];
}

function optionNode({ flags, long, short, required, optional, argChoices, description }: Option): OptionNode {
  return {
    flags,
    long: long ?? '',
    short: short ?? null,
    takesValue: required || optional,
    choices: argChoices ?? [],
    description,
  };
}
