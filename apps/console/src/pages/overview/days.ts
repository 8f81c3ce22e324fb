import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { OperationFilters } from '../../api/operations';
import type { Schemas } from '../../api/types';

export type DayStats = Schemas['Stats'];

/** The last thirty days, one by one: the service's own range. Its days are those of UTC. */
export const daysQuery = queryOptions({
  queryKey: keys.stats.days,
  queryFn: ({ signal }) => dataOf(client.GET('/v1/stats', { params: { query: { group_by: 'day' } }, signal })),
});

export interface Day {
  /** `2026-03-30`. */
  day: string;
  ended: number;
  rejected: number;
  others: number;
  /** In seconds; null on a day without approvals. */
  p50: number | null;
  p90: number | null;
}

const DAY_MS = 86_400_000;

/** @returns every day of the range, also those on which nothing ended */
export function daysOf({ from, to, groups }: DayStats): Day[] {
  const known = new Map((groups ?? []).map((group) => [group.key, group]));
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.parse(from) + index * DAY_MS).toISOString().slice(0, 10);
    const group = known.get(day);
    const ended = group?.ended ?? 0;
    const rejected = Math.round((group?.rejection_rate ?? 0) * ended);
    const { approval_p50_seconds: p50 = null, approval_p90_seconds: p90 = null } = group ?? {};
    return { day, ended, rejected, others: ended - rejected, p50, p90 };
  });
}

/** @returns the filters of the list of what ended on the day, or from it to the end of another */
export function endedOn(day: string, last = day): OperationFilters {
  const after = new Date(Date.parse(last) + DAY_MS).toISOString();
  return { status: 'settled', settled_after: `${day}T00:00:00.000Z`, settled_before: after };
}
