import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../support/workspace';
import { type ExampleName, exampleNames } from './examples';

export type Row = Record<ExampleName, string>;

/** The matrix of docs/sellers.md: what happened, by flow and seller. The suite checks that it is true. */
export function documentedMatrix(): Map<string, Row> {
  const lines = readFileSync(join(workspaceRoot, 'docs', 'sellers.md'), 'utf8').split('\n');
  const head = lines.findIndex((line) => cellsOf(line)[0] === 'flow');
  if (head < 0) throw new Error('docs/sellers.md has no table that begins with "flow"');
  const sellers = cellsOf(lines[head] ?? '').slice(1);
  expect(sellers).toEqual(exampleNames);
  const matrix = new Map<string, Row>();
  // Below the head stands the line that separates it from the rows.
  for (const line of lines.slice(head + 2)) {
    const [flow, ...cells] = cellsOf(line);
    if (flow === undefined) break;
    matrix.set(flow, Object.fromEntries(sellers.map((seller, at) => [seller, cells[at] ?? ''])) as Row);
  }
  return matrix;
}

function cellsOf(line: string): string[] {
  if (!line.startsWith('|')) return [];
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.replaceAll('`', '').trim());
}
