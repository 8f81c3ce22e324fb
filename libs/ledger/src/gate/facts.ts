import type { Pool } from 'pg';
import {
  CallFate,
  type Facts,
  type Lookups,
  type Observation,
  type Operation,
  heard,
  lookupsFor,
} from '@adcp-orchestrator/domain';
import { databaseText } from '../database/database-json';
import { badEndList } from '../schema/operation-table';

/** An observation with the operation that it is about. */
export interface Word {
  observation: Observation;
  operation: Operation;
}

/** The columns alone do not tell of a call before a person's retry that was answered since. */
const rival = `o.tenant_id = w.tenant_id AND o.seller_id = w.seller_id AND o.id <> w.operation_id
    AND o.type = 'create_media_buy' AND o.status IN (${badEndList})
    AND (o.call_started_at IS NOT NULL OR o.may_have_executed
      OR EXISTS (SELECT FROM jsonb_array_elements(o.calls) c WHERE c ->> 'fate' <> '${CallFate.notExecuted}'))`;

/**
 * Reads what other rows say of the tasks, buys and references that observations name. Most observations ask for nothing
 * and cost no query. The facts are read after the rows. So whatever changes in between makes the write fail: it has
 * raised the row's version, or holds the buy or the number. Then everything is read and decided again.
 * @param lostBefore these operations have lost a write, perhaps because another one has booked the buy
 * @returns the facts by the operation's id
 */
export async function readFacts(
  pool: Pool,
  words: readonly Word[],
  lostBefore: boolean,
): Promise<ReadonlyMap<string, Facts>> {
  const wanted = words.flatMap(({ observation, operation }) => {
    const lookups = lookupsFor(operation, heard(observation), lostBefore);
    return Object.keys(lookups).length === 0 ? [] : [{ operation, lookups }];
  });
  const facts = new Map<string, FactsRead>();
  if (wanted.length === 0) return facts;
  const { rows } = await pool.query<FactRow>({
    name: 'gate-facts',
    text: `
SELECT w.place::int AS place,
  EXISTS (SELECT FROM former_tasks f WHERE f.tenant_id = w.tenant_id AND f.seller_id = w.seller_id
    AND f.task_id = w.task_id AND f.operation_id = w.operation_id AND f.request_key IS DISTINCT FROM w.request_key) AS former_task,
  EXISTS (SELECT FROM operations o WHERE o.tenant_id = w.tenant_id AND o.seller_id = w.seller_id
    AND o.task_id = w.task_id AND o.id <> w.operation_id)
  OR EXISTS (SELECT FROM former_tasks f WHERE f.tenant_id = w.tenant_id AND f.seller_id = w.seller_id
    AND f.task_id = w.task_id AND f.operation_id <> w.operation_id) AS other_task,
  (SELECT m.operation_id FROM media_buys m WHERE m.tenant_id = w.tenant_id AND m.seller_id = w.seller_id
    AND m.media_buy_id = w.media_buy_id AND m.operation_id <> w.operation_id) AS holder,
  EXISTS (SELECT FROM operations o WHERE o.po_number = w.po_number AND ${rival})
  OR EXISTS (SELECT FROM operations o WHERE o.buyer_ref = w.buyer_ref AND ${rival}) AS rivals,
  (SELECT o.id FROM operations o WHERE o.tenant_id = w.tenant_id AND o.seller_id = w.seller_id
    AND o.po_number = w.freed_number AND o.holds_po_number) AS number_holder,
  w.asked_key IS NOT NULL AND EXISTS (SELECT FROM timeline t WHERE t.tenant_id = w.tenant_id
    AND t.operation_id = w.operation_id AND t.detail #>> '{asked,key}' = w.asked_key) AS key_used
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[])
  WITH ORDINALITY AS w(tenant_id, seller_id, operation_id, request_key, task_id, media_buy_id, po_number, buyer_ref,
    freed_number, asked_key, place)`,
    values: [
      wanted.map(({ operation }) => operation.tenantId),
      wanted.map(({ operation }) => operation.sellerId),
      wanted.map(({ operation }) => operation.id),
      wanted.map(({ operation }) => operation.requestKey),
      wanted.map(({ lookups: { taskId } }) => (taskId === undefined ? null : databaseText(taskId))),
      wanted.map(({ lookups: { mediaBuyId } }) => (mediaBuyId === undefined ? null : databaseText(mediaBuyId))),
      wanted.map(({ operation, lookups }) => (lookups.rivals === true ? operation.poNumber : null)),
      wanted.map(({ operation, lookups }) => (lookups.rivals === true ? operation.buyerRef : null)),
      wanted.map(({ operation, lookups }) => (lookups.numberHolder === true ? operation.poNumber : null)),
      wanted.map(({ lookups: { askedKey } }) => askedKey ?? null),
    ],
  });
  for (const row of rows) {
    const asked = wanted[row.place - 1];
    if (asked === undefined) continue;
    const { operation, lookups } = asked;
    const known = facts.get(operation.id) ?? {
      formerTasks: new Set(),
      otherTasks: new Set(),
      otherBuys: new Map(),
      usedKeys: new Set(),
    };
    facts.set(operation.id, known);
    enter(known, row, lookups);
  }
  return facts;
}

interface FactRow {
  place: number;
  former_task: boolean;
  other_task: boolean;
  /** The operation that has booked the media buy. */
  holder: string | null;
  rivals: boolean;
  number_holder: string | null;
  key_used: boolean;
}

interface FactsRead extends Facts {
  formerTasks: Set<string>;
  otherTasks: Set<string>;
  otherBuys: Map<string, string>;
  usedKeys: Set<string>;
}

function enter(facts: FactsRead, row: FactRow, { taskId, mediaBuyId, askedKey }: Lookups): void {
  if (taskId !== undefined && row.former_task) facts.formerTasks.add(taskId);
  if (taskId !== undefined && row.other_task) facts.otherTasks.add(taskId);
  if (mediaBuyId !== undefined && row.holder !== null) facts.otherBuys.set(mediaBuyId, row.holder);
  if (askedKey !== undefined && row.key_used) facts.usedKeys.add(askedKey);
  if (row.rivals) facts.rivals = true;
  if (row.number_holder !== null) facts.numberHolder = row.number_holder;
}
