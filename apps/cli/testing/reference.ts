import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type CommandNode, commandTree } from '../src/commands/completion/command-tree';
import { Context } from '../src/context';
import { makeProgram } from '../src/program';

export const root = join(__dirname, '../../..');
export const documentPath = join(root, 'docs/command-line.md');
export const BEGIN = '<!-- commands: written by npm run docs:commands -->';
export const END = '<!-- end of commands -->';

/** @returns the real tree of commands */
export function realTree(): CommandNode[] {
  const silent = { write: () => true };
  return commandTree(
    makeProgram(
      new Context({
        env: {},
        stdin: Readable.from([]),
        stdout: silent,
        stderr: silent,
        home: '/nowhere',
        signal: new AbortController().signal,
        now: () => new Date(0),
      }),
    ),
  );
}

/** A row of the table in the document: command, what it does, its own options. */
export type ReferenceRow = [command: string, words: string, options: string];

/** @returns a row for each command that does something by itself, and for the program its global options */
export function referenceRows(tree: readonly CommandNode[]): ReferenceRow[] {
  return tree
    .filter(({ path, commands }) => path === '' || commands.length === 0)
    .map(({ path, description, arguments: args, options }) => [
      `\`${['ado', path, ...args.map(({ name }) => name)].filter((part) => part !== '').join(' ')}\``,
      path === '' ? 'every command' : description,
      options.map(({ long }) => `\`${long}\``).join(' '),
    ]);
}

/** @returns the rows of a table in Markdown, without its head */
export function rowsOf(table: string): string[][] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** @returns the Markdown files below a folder of the repository */
export function documentsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return documentsBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}
