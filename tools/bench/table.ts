import Table from 'cli-table3';
import type { Figure } from './figure';

const words = new Map([
  [true, 'yes'],
  [false, 'NO'],
  [null, 'not measured'],
]);

/** Goals and figures side by side. */
export function goalTable(figures: readonly Figure[]): string {
  const table = new Table({ head: ['what', 'goal', 'figure', 'reached'], style: { head: [], border: [] } });
  for (const { what, goal, figure, reached } of figures) table.push([what, goal, figure, words.get(reached) ?? '']);
  return table.toString();
}
