import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kindOf, operationStatuses, transitions } from '@adcp-orchestrator/domain';

const target = join(__dirname, '..', 'docs', 'state-diagram.md');

/** The document that shows the transition table, printed from the table itself. */
export function stateDiagram(): string {
  const moves = operationStatuses.flatMap((from) => transitions[from].map((to) => `  ${from} --> ${to}`));
  const ends = operationStatuses
    .filter((status) => kindOf(status) === 'settled' && transitions[status].length === 0)
    .map((status) => `  ${status} --> [*]`);
  const rows = operationStatuses.map(
    (status) =>
      `| \`${status}\` | ${kindOf(status)} | ${transitions[status].map((to) => `\`${to}\``).join(', ') || 'none'} |`,
  );
  return [
    '# The states of an operation',
    '',
    'Printed from `libs/domain/src/operation/transitions.ts` by `npm run docs:states`; a test keeps them equal.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> requested',
    ...moves,
    ...ends,
    '```',
    '',
    '| status | kind | may become |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** @returns whether the document on disk is the one that the table prints */
export async function diagramIsCurrent(): Promise<boolean> {
  return (await readFile(target, 'utf8')) === stateDiagram();
}

if (require.main === module) void writeFile(target, stateDiagram());
