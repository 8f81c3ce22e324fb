import { client, dataOf } from '../../../api/client';
import type { Schemas } from '../../../api/types';
import { moneySum } from '../../../parts/money-sum';
import type { Chosen } from './use-selection';

export type Bulk = Schemas['Bulk'];
export type BulkAction = Bulk['action'];
type Item = Schemas['BulkItem'];

/** What is asked for, without the operations that it is asked for. */
export type Asked =
  | { action: 'poll' }
  | { action: 'cancel' }
  | { action: 'retry'; accept_double_booking: boolean }
  | { action: 'acknowledge'; note: string }
  | { action: 'resolve'; status: 'failed' | 'rejected' | 'canceled'; note: string };

const ITEMS = 200;
/** A job has at most 10,000 operations. */
const MOST_PAGES = 50;
const LOOK_EVERY_MS = 400;

export function startBulk(asked: Asked, ids: readonly string[], isDry: boolean, key: string): Promise<Bulk> {
  const body = { ...asked, ids: [...ids], dry_run: isDry };
  return dataOf(client.POST('/v1/bulk', { body, params: { header: { 'Idempotency-Key': key } } }));
}

export function readBulk(id: string): Promise<Bulk> {
  return dataOf(client.GET('/v1/bulk/{id}', { params: { path: { id } } }));
}

/** Operations to which the same happens. */
export interface Fate {
  count: number;
  /** The money of them all. */
  money: string;
  detail: string;
}

export interface Foreseen {
  possible: readonly Fate[];
  refused: readonly Fate[];
  /** Those for which it is possible. */
  ids: readonly string[];
  money: string;
}

/** Finds out what an action would do to each, and to how much money, without doing it. */
export async function foresee(
  asked: Asked,
  chosen: ReadonlyMap<string, Chosen>,
  key: string,
  signal: AbortSignal,
): Promise<Foreseen> {
  let job = await startBulk(asked, [...chosen.keys()], true, key);
  while (job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    signal.throwIfAborted();
    job = await readBulk(job.id);
  }
  const items = await readItems(job.id, {}, signal);
  const possible = items.filter(({ status }) => status === 'done');
  return {
    possible: fatesOf(possible, chosen),
    refused: fatesOf(
      items.filter(({ status }) => status === 'refused'),
      chosen,
    ),
    ids: possible.map(({ operation_id: id }) => id),
    money: moneyOf(possible, chosen),
  };
}

export async function readItems(id: string, query: { status?: Item['status'] }, signal: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found: { items: Item[]; next_cursor: string | null } = await dataOf(
      client.GET('/v1/bulk/{id}/items', {
        params: { path: { id }, query: { ...query, limit: ITEMS, ...(cursor === null ? {} : { cursor }) } },
        signal,
      }),
    );
    items.push(...found.items);
    cursor = found.next_cursor;
    if (cursor === null) break;
  }
  return items;
}

/** @returns what happens, each thing once, the most frequent first */
export function fatesOf(items: readonly Item[], chosen: ReadonlyMap<string, Chosen>): Fate[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const what = item.detail ?? item.problem ?? '';
    const those = groups.get(what);
    if (those === undefined) groups.set(what, [item]);
    else those.push(item);
  }
  return [...groups]
    .map(([detail, those]) => ({ detail, count: those.length, money: moneyOf(those, chosen) }))
    .sort((one, other) => other.count - one.count);
}

function moneyOf(items: readonly Item[], chosen: ReadonlyMap<string, Chosen>): string {
  return moneySum(items.map(({ operation_id: id }) => chosen.get(id)?.summary.total_budget ?? null));
}
