import { counted } from '../words';
import type { Output } from './output';

/** Says to a person that a list is empty, or not whole. Programs read `has_more`. */
export function tellMore(out: Output, { items, hasMore }: { items: readonly unknown[]; hasMore: boolean }): void {
  if (out.isJson) return;
  if (items.length === 0 && out.isTerminal) out.remark('There is nothing.');
  if (hasMore)
    out.remark(`There are more than these ${counted(items.length, 'item')}: --limit shows more, filters fewer.`);
}
