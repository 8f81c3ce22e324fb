import { type Amount, type AttentionGroup, largestOf } from '../../api/work';

/** A line of the list: one operation, or many that have one cause. */
export interface AttentionLine {
  /** The same while the line stands for the same: the operation's id, or reason and publisher. */
  key: string;
  reason: AttentionGroup['reason'];
  sellerId: string;
  operations: number;
  money: Amount[];
  since: string;
  /** The operation, when it is one. */
  one: AttentionGroup['oldest'][number] | null;
}

/** One cause holds all of them, and one deed frees all of them. */
const ofOneCause: ReadonlySet<AttentionGroup['reason']> = new Set(['credential_refused', 'version_unsupported']);
/** So few are shown one by one: each has a question of its own. */
const FEW = 3;

export const sorts = ['oldest', 'largest'] as const;
export type AttentionSort = (typeof sorts)[number];

/** @returns the lines, the oldest first, or the most money; what is equal by the other */
export function linesOf(groups: readonly AttentionGroup[], sort: AttentionSort): AttentionLine[] {
  const lines = groups.flatMap((group): AttentionLine[] => {
    const { reason, seller_id: sellerId, operations, money, since, oldest } = group;
    const most = ofOneCause.has(reason) ? 1 : FEW;
    if (operations > most || oldest.length < operations) {
      return [{ key: `${reason}@${sellerId}`, reason, sellerId, operations, money, since, one: null }];
    }
    return oldest.map((one) => ({
      key: one.id,
      reason,
      sellerId,
      operations: 1,
      money: one.total_budget === null ? [] : [one.total_budget],
      since: one.since,
      one,
    }));
  });
  const byAge = (one: AttentionLine, other: AttentionLine): number => Date.parse(one.since) - Date.parse(other.since);
  const byMoney = (one: AttentionLine, other: AttentionLine): number => largestOf(other.money) - largestOf(one.money);
  return lines.sort(
    sort === 'oldest'
      ? (one, other) => byAge(one, other) || byMoney(one, other)
      : (one, other) => byMoney(one, other) || byAge(one, other),
  );
}

/**
 * Lines as they stood when somebody began to work in them: those that went are gone, those that came wait.
 * @param order the keys of that moment; null: nobody works in them
 */
export function steady(
  lines: AttentionLine[],
  order: readonly string[] | null,
): { shown: AttentionLine[]; waiting: number } {
  if (order === null) return { shown: lines, waiting: 0 };
  const known = new Map(lines.map((line) => [line.key, line]));
  const shown = order.flatMap((key) => known.get(key) ?? []);
  return { shown, waiting: lines.length - shown.length };
}
