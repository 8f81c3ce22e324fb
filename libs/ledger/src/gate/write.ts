import { v7 as uuidv7 } from 'uuid';
import {
  AttentionReason,
  type EventType,
  type Fold,
  type JsonObject,
  MediaBuyStatus,
  type Operation,
  OperationStatus,
  type OwedEvent,
  type TimelineEntry,
  TimelineKind,
  creativesWarnAt,
  credentialRefusedEvent,
  entersAttention,
  lightFinding,
  operationView,
  sellerEventPayload,
  withoutLargeResult,
} from '@adcp-orchestrator/domain';
import type { SellerTraits } from '@adcp-orchestrator/domain';
import { writtenColumns, writtenRow, writtenSet } from '../operations/operation-row';
import { leasedDeliveries, owedEventColumns } from '../deliveries/owed-deliveries';
import { databaseJson } from '../database/database-json';
import { demandInstalledHere } from '../restore/installed-here';

/**
 * SQL: joins the input `i` with the rows of operations `o` that are still as they were decided on, and locks these. Each row
 * is guarded by the version that was read. A row that somebody held is guarded by its poll counter and due time too: these
 * change without the version. In a copy of the database the statement fails: what is learned there could contradict what the
 * service has done since.
 */
export const onGuardedRows = `JOIN operations o ON o.tenant_id = i.tenant_id AND o.id = i.id AND o.version = i.read_version
    AND (NOT i.is_held OR (o.poll_attempt = i.held_polls AND o.due_at IS NOT DISTINCT FROM i.held_due_at))
  WHERE ${demandInstalledHere}
  ORDER BY o.id FOR UPDATE OF o`;

/**
 * Everything that a batch of folds writes, in one statement. Each row is guarded (`onGuardedRows`).
 * Timeline, notifications and deliveries are written only for rows whose guard held. A row that books a buy claims it
 * first: the key of `media_buys` gives each buy to one operation, even if two book it at the same moment.
 * Returns the ids of the rows written, and the deliveries that are owed. A missing row has lost a race, or its buy, and is
 * decided again.
 *
 * The rows are found by an array of their keys. With a join on the record set alone, the planner expects a hundred rows
 * and reads a table of some thousands whole, twice per batch: 7 ms instead of 0.3 ms.
 */
export const writeStatement = {
  name: 'gate-write',
  text: `
WITH input AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(
    id uuid, tenant_id uuid, read_version int, ${writtenColumns},
    release_lease boolean, books boolean, seller_id text, former_task_id text, words text, is_held boolean,
    held_polls int, held_due_at timestamptz)
), locked AS MATERIALIZED (
  SELECT o.tenant_id, o.id, o.request_key
  FROM unnest(ARRAY(SELECT tenant_id FROM input), ARRAY(SELECT id FROM input), ARRAY(SELECT read_version FROM input),
    ARRAY(SELECT is_held FROM input), ARRAY(SELECT held_polls FROM input), ARRAY(SELECT held_due_at FROM input))
    AS i(tenant_id, id, read_version, is_held, held_polls, held_due_at)
  ${onGuardedRows}
), claimed AS (
  INSERT INTO media_buys (tenant_id, seller_id, media_buy_id, operation_id, status, seller_status, creative_deadline,
    creatives_warn_at, due_at, created_at, updated_at)
  SELECT DISTINCT ON (b.tenant_id, b.seller_id, b.media_buy_id)
    b.tenant_id, b.seller_id, b.media_buy_id, b.operation_id, b.status, b.seller_status, b.creative_deadline,
    b.creatives_warn_at, b.due_at, b.at, b.at
  FROM jsonb_to_recordset($3::jsonb) AS b(
    tenant_id uuid, seller_id text, media_buy_id text, operation_id uuid, status text, seller_status text,
    creative_deadline text, creatives_warn_at timestamptz, due_at timestamptz, at timestamptz)
  JOIN locked l ON l.tenant_id = b.tenant_id AND l.id = b.operation_id
  ORDER BY b.tenant_id, b.seller_id, b.media_buy_id, b.operation_id
  ON CONFLICT (tenant_id, seller_id, media_buy_id) DO UPDATE SET
    status = EXCLUDED.status, seller_status = coalesce(EXCLUDED.seller_status, media_buys.seller_status),
    creative_deadline = coalesce(EXCLUDED.creative_deadline, media_buys.creative_deadline),
    creatives_warn_at = EXCLUDED.creatives_warn_at, updated_at = EXCLUDED.updated_at
  WHERE media_buys.operation_id = EXCLUDED.operation_id -- a buy is its first operation's, whoever names it later
  RETURNING media_buys.operation_id
), written AS (
  UPDATE operations o SET
    ${writtenSet},
    frozen_call_sealed = CASE WHEN i.request_key = o.request_key THEN o.frozen_call_sealed END, -- a new key is frozen anew
    lease_owner = CASE WHEN i.release_lease THEN NULL ELSE o.lease_owner END,
    lease_until = CASE WHEN i.release_lease THEN NULL ELSE o.lease_until END
  FROM locked l JOIN input i ON i.tenant_id = l.tenant_id AND i.id = l.id
  WHERE o.tenant_id = l.tenant_id AND o.id = l.id AND o.version = i.read_version
    AND (NOT i.books OR o.id = ANY (ARRAY(SELECT operation_id FROM claimed)))
  RETURNING o.tenant_id, o.id
), former AS (
  INSERT INTO former_tasks (tenant_id, seller_id, task_id, operation_id, request_key)
  SELECT i.tenant_id, i.seller_id, i.former_task_id, i.id, l.request_key
  FROM input i JOIN written w ON w.tenant_id = i.tenant_id AND w.id = i.id
  JOIN locked l ON l.tenant_id = i.tenant_id AND l.id = i.id
  WHERE i.former_task_id IS NOT NULL
  ON CONFLICT (tenant_id, seller_id, task_id, operation_id) DO UPDATE SET request_key = EXCLUDED.request_key
), searched AS (
  INSERT INTO operation_search_later (tenant_id, operation_id, words)
  SELECT w.tenant_id, w.id, lower(i.words)
  FROM input i JOIN written w ON w.tenant_id = i.tenant_id AND w.id = i.id WHERE i.words IS NOT NULL
  ON CONFLICT (tenant_id, operation_id) DO UPDATE SET words = EXCLUDED.words
), entries AS (
  INSERT INTO timeline (tenant_id, operation_id, kind, source, from_status, to_status, actor, reason, detail, version, at)
  SELECT t.tenant_id, t.operation_id, t.kind, t.source, t.from_status, t.to_status, t.actor, t.reason, t.detail,
         t.version, t.at
  FROM jsonb_to_recordset($2::jsonb) AS t(
    place int, tenant_id uuid, operation_id uuid, kind text, source text, from_status text, to_status text, actor text,
    reason text, detail jsonb, version int, at timestamptz)
  JOIN written w ON w.tenant_id = t.tenant_id AND w.id = t.operation_id ORDER BY t.place
), present AS MATERIALIZED (
  SELECT event_epoch() AS epoch -- asked once: as the column's default it would be asked for each row
), operations_owed AS (
  INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at, epoch)
  SELECT e.id, e.tenant_id, e.operation_id, e.sequence, e.type, e.payload, e.created_at, present.epoch
  FROM present CROSS JOIN jsonb_to_recordset($4::jsonb) AS e(
    id uuid, tenant_id uuid, operation_id uuid, sequence int, type text, payload jsonb, created_at timestamptz)
  JOIN written w ON w.tenant_id = e.tenant_id AND w.id = e.operation_id
  RETURNING ${owedEventColumns}
), refusals AS MATERIALIZED (
  SELECT DISTINCT ON (r.tenant_id, r.seller_id) r.tenant_id, r.seller_id, r.id, r.type, r.payload, r.at
  FROM jsonb_to_recordset($5::jsonb) AS r(
    tenant_id uuid, seller_id text, operation_id uuid, id uuid, type text, payload jsonb, at timestamptz)
  JOIN written w ON w.tenant_id = r.tenant_id AND w.id = r.operation_id
  ORDER BY r.tenant_id, r.seller_id
), refused AS (
  INSERT INTO seller_refusals (tenant_id, seller_id, since)
  SELECT r.tenant_id, r.seller_id, r.at FROM refusals r
  ON CONFLICT (tenant_id, seller_id) DO NOTHING -- the desk was told, and the seller has taken no call since
  RETURNING tenant_id, seller_id
), refusals_owed AS (
  INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at, epoch)
  SELECT r.id, r.tenant_id, NULL, 0, r.type, r.payload, r.at, present.epoch
  FROM present CROSS JOIN refusals r JOIN refused f ON f.tenant_id = r.tenant_id AND f.seller_id = r.seller_id
  RETURNING ${owedEventColumns}
), taken AS (
  DELETE FROM seller_refusals s
  USING jsonb_to_recordset($6::jsonb) AS t(tenant_id uuid, seller_id text, operation_id uuid)
  JOIN written w ON w.tenant_id = t.tenant_id AND w.id = t.operation_id
  WHERE s.tenant_id = t.tenant_id AND s.seller_id = t.seller_id
), owed AS (
  SELECT * FROM operations_owed UNION ALL SELECT * FROM refusals_owed
), deliveries_owed AS (${leasedDeliveries(7)}
)
SELECT w.id AS operation_id, NULL::uuid AS id, NULL::uuid AS tenant_id, NULL::uuid AS event_id, NULL::uuid AS subscription_id,
  NULL::timestamptz AS created_at, NULL AS due, NULL AS lease, NULL AS url, NULL::bytea AS secret_sealed,
  NULL::bytea AS previous_secret_sealed
FROM written w
UNION ALL
SELECT NULL, d.id, d.tenant_id, d.event_id, d.subscription_id, d.created_at, d.due_at::text, d.lease_until::text, s.url,
  s.secret_sealed, CASE WHEN st.previous_secret_until > d.due_at THEN st.previous_secret_sealed END
FROM deliveries_owed d
LEFT JOIN subscriptions s ON d.lease_until IS NOT NULL AND s.tenant_id = d.tenant_id AND s.id = d.subscription_id
LEFT JOIN subscription_settings st ON st.tenant_id = d.tenant_id AND st.subscription_id = d.subscription_id`,
} as const;

/** An operation that `writeStatement` has written. */
export interface WrittenRow {
  operation_id: string;
}

/** A delivery that `writeStatement` owes. */
export interface OwedDeliveryRow {
  operation_id: null;
  id: string;
  tenant_id: string;
  event_id: string;
  subscription_id: string;
  created_at: Date;
  due: string;
  /** Null when it was not leased; then the fields that follow are null as well. */
  lease: string | null;
  url: string;
  secret_sealed: Buffer;
  previous_secret_sealed: Buffer | null;
}

/** A fold, with what its notifications and its media buy need besides. */
export interface WritableFold {
  fold: Fold;
  /** It was decided on a row that somebody held, and that the gate has not read. */
  isHeld: boolean;
  traits: SellerTraits;
  /** When to ask first about a buy that the fold books; null: never. */
  followAt: Date | null;
}

/** An event as the statement writes it, if its row is written. */
export interface ToldEvent {
  id: string;
  type: EventType;
  /** Null for an event of a seller. */
  operation_id: string | null;
  payload: JsonObject;
}

/** @returns the first six parameters of `writeStatement`, and the events that are in them */
export function writeParameters(
  folds: readonly WritableFold[],
  now: Date,
): { values: string[]; events: readonly ToldEvent[] } {
  const rows: object[] = [];
  const timeline: JsonObject[] = [];
  const mediaBuys: JsonObject[] = [];
  const events: JsonObject[] = [];
  const refusals: JsonObject[] = [];
  const taken: JsonObject[] = [];
  for (const { fold, isHeld, traits, followAt } of folds) {
    const mediaBuy = mediaBuyOf(fold, followAt, now);
    if (mediaBuy !== null) mediaBuys.push(mediaBuy);
    const books = mediaBuy !== null && fold.before.outcome === null;
    rows.push(rowOf(fold, { ...guardOf(fold, isHeld), books }));
    for (const entry of fold.timeline) timeline.push(entryOf(fold, entry, timeline.length));
    for (const event of fold.events) events.push(eventOf(event, traits, now));
    refusals.push(...refusalOf(fold, now));
    if (takesCalls(fold)) taken.push(placeOf(fold));
  }
  const values = [rows, timeline, mediaBuys, events, refusals, taken].map(databaseJson);
  const ofSellers = refusals.map((refusal) => ({ ...refusal, operation_id: null }));
  return { values, events: [...events, ...ofSellers] as unknown as ToldEvent[] };
}

/** The row's own object gets the rest: to copy its forty columns into another one takes longer than to make it. */
function rowOf({ before, after, releaseLease }: Fold, guard: object): object {
  return Object.assign(writtenRow(after), guard, {
    id: after.id,
    tenant_id: after.tenantId,
    release_lease: releaseLease,
    seller_id: after.sellerId,
    former_task_id: before.taskId === after.taskId ? null : before.taskId,
    words: newWordsOf(before, after),
  });
}

/** Of a message, what it begins with: it may be long, and the beginning says what it is about. */
const SEARCHED_CHARACTERS = 500;

/** The words by which an operation is searched besides those of its request, if they are others than before. */
function newWordsOf(before: Operation, after: Operation): string | undefined {
  const words = laterWordsOf(after);
  return words === laterWordsOf(before) ? undefined : words;
}

function laterWordsOf({ taskId, pendingMediaBuyId, outcome, message }: Operation): string {
  const words = [taskId, pendingMediaBuyId, outcome?.mediaBuyId, message?.slice(0, SEARCHED_CHARACTERS)];
  return words.filter((word) => word !== null && word !== undefined).join('\n');
}

interface RowGuard {
  read_version: number;
  is_held: boolean;
  held_polls?: number;
  held_due_at?: Date | null;
}

/** What the row must still be for the fold to be written, as `onGuardedRows` names it. */
export function guardOf({ before }: Fold, isHeld: boolean): RowGuard {
  const guard = { read_version: before.version, is_held: isHeld };
  return isHeld ? { ...guard, held_polls: before.pollAttempt, held_due_at: before.dueAt } : guard;
}

function entryOf({ after }: Fold, entry: TimelineEntry, place: number): JsonObject {
  const detail: JsonObject = {};
  if (entry.finding !== null) {
    // A contradiction is kept whole: nothing else keeps what it said.
    const finding = entry.kind === TimelineKind.conflict ? entry.finding : lightFinding(entry.finding);
    detail.finding = finding as unknown as JsonObject;
  }
  if (entry.sellerStatus !== null) detail.seller_status = entry.sellerStatus;
  if (entry.sellerTaskStatus !== null) detail.seller_task_status = entry.sellerTaskStatus;
  if (entry.taskId !== null) detail.task_id = entry.taskId;
  if (entry.message !== null) detail.message = entry.message;
  if (entry.httpStatus !== null) detail.http_status = entry.httpStatus;
  if (entry.durationMs !== null) detail.duration_ms = entry.durationMs;
  if (entry.attempt !== null) detail.attempt = entry.attempt;
  if (entry.asked !== null) detail.asked = { ...entry.asked };
  // The trigger that copies the line to the audit reads it there.
  if (entry.by !== null) detail.by = { ...entry.by };
  return {
    place,
    tenant_id: after.tenantId,
    operation_id: after.id,
    kind: entry.kind,
    source: entry.source,
    from_status: entry.from,
    to_status: entry.to,
    actor: entry.actor,
    reason: entry.reason,
    detail,
    version: after.version,
    at: entry.at.toISOString(),
  };
}

/**
 * The row of the buy that a create made. It is written when this fold settled the create, saw the buy deliver, or
 * warned of its creatives. A buy that delivers, or of which the desk was warned, needs no further warning.
 */
function mediaBuyOf(
  { before, after, replayed, creativesWarned }: Fold,
  followAt: Date | null,
  now: Date,
): JsonObject | null {
  const { mediaBuyId, creativeDeadline = null } = after.outcome ?? {};
  const isCreated = after.status === 'created' || after.status === 'active';
  const isNews = before.status !== after.status || creativesWarned;
  if (after.type !== 'create_media_buy' || mediaBuyId === undefined || !isCreated || !isNews) return null;
  const delivers = after.status === 'active';
  const warnAt = delivers || creativesWarned ? null : creativesWarnAt(creativeDeadline, now);
  return {
    tenant_id: after.tenantId,
    seller_id: after.sellerId,
    media_buy_id: mediaBuyId,
    operation_id: after.id,
    status: delivers ? MediaBuyStatus.active : MediaBuyStatus.pending,
    seller_status: after.sellerStatus,
    creative_deadline: creativeDeadline,
    creatives_warn_at: iso(warnAt),
    due_at: iso(replayed ? now : followAt),
    at: now.toISOString(),
  };
}

function eventOf(event: OwedEvent, traits: SellerTraits, now: Date): JsonObject {
  const { operation } = event;
  const id = uuidv7();
  return {
    id,
    tenant_id: operation.tenantId,
    operation_id: operation.id,
    // The number in the table is unique for the operation. Below zero it counts for nothing.
    sequence: event.sequence > 0 ? event.sequence : -operation.version,
    type: event.type,
    created_at: now.toISOString(),
    payload: {
      id,
      type: event.type,
      sequence: event.sequence,
      occurred_at: now.toISOString(),
      operation_id: operation.id,
      operation_type: operation.type,
      user_id: operation.userId,
      message: event.message,
      estimated_time: event.estimatedTime,
      estimated_time_source: event.estimatedTimeSource,
      media_buy_id: operation.outcome?.mediaBuyId ?? null,
      late: event.late,
      created_at: operation.createdAt.toISOString(),
      operation: operationView(withoutLargeResult(operation), traits, now),
    },
  };
}

function placeOf({ after }: Fold): JsonObject {
  return { tenant_id: after.tenantId, seller_id: after.sellerId, operation_id: after.id };
}

/** The word that a seller refuses our credential, if this fold heard so. The statement tells it once for each seller. */
function refusalOf(fold: Fold, now: Date): JsonObject[] {
  const { before, after } = fold;
  if (after.attention?.reason !== AttentionReason.credentialRefused || !entersAttention(before, after)) return [];
  const event = credentialRefusedEvent(after.sellerId, after.error);
  const id = uuidv7();
  const payload = sellerEventPayload(id, event, now);
  return [{ ...placeOf(fold), id, type: event.type, payload, at: now.toISOString() }];
}

/** The seller has taken this call, so it takes our credential. */
function takesCalls({ before, after }: Fold): boolean {
  const { status } = after;
  const executed =
    status === OperationStatus.pendingApproval ||
    status === OperationStatus.working ||
    status === OperationStatus.created ||
    status === OperationStatus.active ||
    status === OperationStatus.completed;
  return before.status === OperationStatus.submitting && executed;
}

function iso(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}
