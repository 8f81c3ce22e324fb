import type { Pool } from 'pg';
import {
  type Observation,
  type Operation,
  OperationType,
  endsBadly,
  isAsked,
  isOfKnownWork,
  mayNameFormerTask,
} from '@adcp-orchestrator/domain';
import { badEndList } from '../schema/operation';
import { databaseText } from '../database/database-json';

/** An observation with the operation that it is about. */
interface Word {
  observation: Observation;
  operation: Operation;
}

/**
 * Of the tasks that are spoken of to operations bound to none: those of before a person's retry with a new key. With the
 * same key the seller repeats the same task. Read after the rows: a retry between the two has changed the row's version, so
 * that what is decided here is decided again.
 * @returns the tasks by the operation's id
 */
export async function readFormerTasks(pool: Pool, words: readonly Word[]): Promise<Map<string, Set<string>>> {
  const former = new Map<string, Set<string>>();
  const named = words.flatMap(({ observation, operation }) => {
    const { taskId } = observation;
    return taskId !== undefined && mayNameFormerTask(operation, observation) ? [{ operation, taskId }] : [];
  });
  if (named.length === 0) return former;
  const { rows } = await pool.query<{ operation_id: string; task_id: string }>({
    name: 'gate-former-tasks',
    text: `
SELECT f.operation_id, f.task_id FROM former_tasks f
JOIN unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) AS named(tenant_id, seller_id, task_id, operation_id)
  USING (tenant_id, seller_id, task_id, operation_id)
JOIN operations o ON o.id = f.operation_id AND o.tenant_id = f.tenant_id
WHERE f.request_key IS DISTINCT FROM o.request_key`,
    values: [
      named.map(({ operation }) => operation.tenantId),
      named.map(({ operation }) => operation.sellerId),
      named.map(({ taskId }) => databaseText(taskId)),
      named.map(({ operation }) => operation.id),
    ],
  });
  for (const { operation_id: id, task_id: taskId } of rows) former.set(id, (former.get(id) ?? new Set()).add(taskId));
  return former;
}

const badlyEndedOther = `o.status IN (${badEndList}) AND o.id <> w.operation_id
    AND o.type = 'create_media_buy' AND (o.call_started_at IS NOT NULL OR o.may_have_executed)`;

/**
 * What was found by a reference, because the operation has no task or its task is gone, may be an earlier operation's that
 * had the same reference: one whose task or media buy is another operation's proves nothing about this one (`foreign`); of
 * a bad end that names no task, when another operation was sent with the same `po_number` or `buyer_ref` and ended badly,
 * nobody can tell whose it is (`ambiguous`).
 * @returns what such observations prove
 */
export async function findForeignEvidence(
  pool: Pool,
  words: readonly Word[],
): Promise<Map<Observation, 'foreign' | 'ambiguous'>> {
  const found = words.filter(isFoundByReference);
  if (found.length === 0) return new Map();
  const { rows } = await pool.query<{ place: number; foreign: boolean; ambiguous: boolean }>({
    name: 'gate-foreign-evidence',
    text: `
SELECT w.place::int AS place,
  EXISTS (SELECT FROM operations o WHERE o.tenant_id = w.tenant_id AND o.seller_id = w.seller_id
    AND o.task_id = w.task_id AND o.id <> w.operation_id)
  OR EXISTS (SELECT FROM former_tasks f WHERE f.tenant_id = w.tenant_id AND f.seller_id = w.seller_id
    AND f.task_id = w.task_id AND f.operation_id <> w.operation_id)
  OR EXISTS (SELECT FROM media_buys m WHERE m.tenant_id = w.tenant_id AND m.seller_id = w.seller_id
    AND m.media_buy_id = w.media_buy_id AND m.operation_id <> w.operation_id) AS foreign,
  EXISTS (SELECT FROM operations o WHERE o.tenant_id = w.tenant_id AND o.seller_id = w.seller_id
    AND o.po_number = w.bad_po_number AND ${badlyEndedOther})
  OR EXISTS (SELECT FROM operations o WHERE o.tenant_id = w.tenant_id AND o.seller_id = w.seller_id
    AND o.buyer_ref = w.bad_buyer_ref AND ${badlyEndedOther}) AS ambiguous
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
  WITH ORDINALITY AS w(tenant_id, seller_id, operation_id, task_id, media_buy_id, bad_po_number, bad_buyer_ref, place)`,
    values: [
      found.map(({ operation }) => operation.tenantId),
      found.map(({ operation }) => operation.sellerId),
      found.map(({ operation }) => operation.id),
      found.map(({ observation: { taskId } }) => (taskId === undefined ? null : databaseText(taskId))),
      found.map((word) => createdBuyOf(word)),
      found.map((word) => (isBadEndWithoutTask(word) ? word.operation.poNumber : null)),
      found.map((word) => (isBadEndWithoutTask(word) ? word.operation.buyerRef : null)),
    ],
  });
  const proof = new Map<Observation, 'foreign' | 'ambiguous'>();
  for (const { place, foreign, ambiguous } of rows) {
    const word = found[place - 1];
    if (word !== undefined && (foreign || ambiguous)) proof.set(word.observation, foreign ? 'foreign' : 'ambiguous');
  }
  return proof;
}

/** @returns the observation without the words that are, or may be, about another operation: it has shown no evidence. */
export function withoutForeignEvidence(observation: Observation, proof: 'foreign' | 'ambiguous'): Observation {
  const shown = observation.taskId === undefined ? 'what the seller shows' : `the seller's task ${observation.taskId}`;
  const left: Observation = {
    ...observation,
    finding: { kind: 'no_evidence', ...(proof === 'ambiguous' ? { ambiguous: true } : {}) },
    message: `${shown} ${proof === 'foreign' ? 'is' : 'may be'} another operation's with the same reference`,
  };
  delete left.taskId;
  delete left.mediaBuyId;
  delete left.contextId;
  delete left.sellerStatus;
  delete left.sellerTaskStatus;
  return left;
}

/** A task or a waiting buy that the seller named for the operation is no reference that another one could have had. */
function isFoundByReference({ observation, operation }: Word): boolean {
  const { taskId, finding } = observation;
  return (
    isAsked(observation) &&
    !isOfKnownWork(operation, observation) &&
    (taskId === undefined ? finding.kind === 'settled' : operation.taskId === null)
  );
}

/** Of other types the media buy is a create's in any case. */
function createdBuyOf({ observation: { finding }, operation }: Word): string | null {
  if (finding.kind !== 'settled' || operation.type !== OperationType.createMediaBuy) return null;
  return finding.outcome.mediaBuyId === undefined ? null : databaseText(finding.outcome.mediaBuyId);
}

function isBadEndWithoutTask({ observation: { finding, taskId } }: Word): boolean {
  return taskId === undefined && finding.kind === 'settled' && endsBadly(finding.outcome);
}
