import { EntitySchema } from 'typeorm';
import type { DeliveryStatus, DigestEvent, EventType, JsonObject } from '@adcp-orchestrator/domain';

/** An event that the gate owes to the subscribers. Receivers drop duplicates by its id. */
export interface EventRow {
  id: string;
  tenant_id: string;
  /** Null for an event of a seller. */
  operation_id: string | null;
  sequence: number;
  type: EventType | DigestEvent;
  payload: JsonObject;
  created_at: Date;
  /** The epoch of the database and the transaction that wrote it: their order is that of streams and pages (ADR 19). */
  epoch: string;
  transaction_id: string;
}

export const EventEntity = /* @__PURE__ */ new EntitySchema<EventRow>({
  name: 'events',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    operation_id: { type: 'uuid', nullable: true },
    sequence: { type: 'integer' },
    type: { type: 'text' },
    payload: { type: 'jsonb' },
    created_at: { type: 'timestamptz' },
    epoch: { type: 'bigint', default: () => 'event_epoch()' },
    // TypeORM reads the default without its two casts.
    transaction_id: { type: 'bigint', default: () => '((pg_current_xact_id()))' },
  },
  indices: [
    { name: 'events_stream', columns: ['tenant_id', 'epoch', 'transaction_id', 'id'] },
    { name: 'events_sequence', columns: ['tenant_id', 'operation_id', 'sequence'], unique: true },
  ],
});

/**
 * The place of an intake among the events. The event itself is made from the operation when it is read: a row of
 * `events` with it made intake's statement half as long again.
 */
export interface IntakeEventRow {
  tenant_id: string;
  epoch: string;
  transaction_id: string;
  operation_id: string;
}

export const IntakeEventEntity = /* @__PURE__ */ new EntitySchema<IntakeEventRow>({
  name: 'intake_events',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    epoch: { type: 'bigint', primary: true },
    transaction_id: { type: 'bigint', primary: true },
    operation_id: { type: 'uuid', primary: true },
  },
  indices: [{ name: 'intake_events_operation', columns: ['tenant_id', 'operation_id'] }],
});

/** A stretch of time in which the transaction ids of one cluster and timeline order the events. */
export interface EventEpochRow {
  /** When it began, in seconds of Unix time: a number never comes again. */
  epoch: string;
  cluster: string;
  began_at: Date;
}

export const EventEpochEntity = /* @__PURE__ */ new EntitySchema<EventEpochRow>({
  name: 'event_epochs',
  columns: {
    epoch: { type: 'bigint', primary: true },
    cluster: { type: 'text' },
    began_at: { type: 'timestamptz', default: () => 'now()' },
  },
});

export interface SubscriptionRow {
  id: string;
  tenant_id: string;
  url: string;
  /** Empty: every type. */
  events: EventType[];
  description: string | null;
  /** Sealed; the context is `subscription/<id>/secret`. */
  secret_sealed: Buffer;
  created_at: Date;
  deleted_at: Date | null;
}

export const SubscriptionEntity = /* @__PURE__ */ new EntitySchema<SubscriptionRow>({
  name: 'subscriptions',
  columns: {
    tenant_id: { type: 'uuid', primary: true, foreignKey: { target: 'tenants' } },
    id: { type: 'uuid', primary: true },
    url: { type: 'text' },
    events: { type: 'text', array: true, default: [] },
    description: { type: 'text', nullable: true },
    secret_sealed: { type: 'bytea' },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});

/** One notification to one subscriber. */
export interface DeliveryRow {
  id: string;
  tenant_id: string;
  event_id: string;
  subscription_id: string;
  status: DeliveryStatus;
  attempts: number;
  /** The count of attempts when the present run of retries began. A redelivery begins a new run. */
  attempts_before_run: number;
  due_at: Date | null;
  lease_until: Date | null;
  last_error: string | null;
  created_at: Date;
  delivered_at: Date | null;
}

export const DeliveryEntity = /* @__PURE__ */ new EntitySchema<DeliveryRow>({
  name: 'deliveries',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    event_id: { type: 'uuid' },
    subscription_id: { type: 'uuid' },
    status: { type: 'text' },
    attempts: { type: 'integer', default: 0 },
    attempts_before_run: { type: 'integer', default: 0 },
    due_at: { type: 'timestamptz', nullable: true },
    lease_until: { type: 'timestamptz', nullable: true },
    last_error: { type: 'text', nullable: true },
    created_at: { type: 'timestamptz' },
    delivered_at: { type: 'timestamptz', nullable: true },
  },
  indices: [
    { name: 'deliveries_due', columns: ['due_at'], where: 'due_at IS NOT NULL' },
    { name: 'deliveries_subscription_due', columns: ['subscription_id', 'due_at'], where: 'due_at IS NOT NULL' },
    { name: 'deliveries_list', columns: ['tenant_id', 'created_at', 'id'] },
    // Those that were given up, which somebody looks for.
    { name: 'deliveries_dead', columns: ['tenant_id', 'created_at', 'id'], where: `status = 'dead'` },
    { name: 'deliveries_event', columns: ['tenant_id', 'event_id', 'subscription_id'], unique: true },
  ],
});

/**
 * Which digest carries a delivery. A table of its own: the previous release has prepared `SELECT d.*` of the deliveries,
 * which a further column would break.
 */
export interface DigestPartRow {
  tenant_id: string;
  delivery_id: string;
  /** The digest's own delivery. */
  digest_id: string;
}

export const DigestPartEntity = /* @__PURE__ */ new EntitySchema<DigestPartRow>({
  name: 'digest_parts',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    delivery_id: { type: 'uuid', primary: true },
    digest_id: { type: 'uuid' },
  },
  indices: [{ name: 'digest_parts_of', columns: ['tenant_id', 'digest_id'] }],
});

export interface DeliveryAttemptRow {
  tenant_id: string;
  delivery_id: string;
  attempt: number;
  at: Date;
  http_status: number | null;
  duration_ms: number;
  error: string | null;
}

export const DeliveryAttemptEntity = /* @__PURE__ */ new EntitySchema<DeliveryAttemptRow>({
  name: 'notification_attempts',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    delivery_id: { type: 'uuid', primary: true },
    attempt: { type: 'integer', primary: true },
    at: { type: 'timestamptz' },
    http_status: { type: 'integer', nullable: true },
    duration_ms: { type: 'integer' },
    error: { type: 'text', nullable: true },
  },
});

/** The first KiB of what a receiver answered to an attempt. */
export interface AttemptAnswerRow {
  tenant_id: string;
  delivery_id: string;
  attempt: number;
  at: Date;
  answer: string;
}

export const AttemptAnswerEntity = /* @__PURE__ */ new EntitySchema<AttemptAnswerRow>({
  name: 'attempt_answers',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    delivery_id: { type: 'uuid', primary: true },
    attempt: { type: 'integer', primary: true },
    at: { type: 'timestamptz' },
    answer: { type: 'text' },
  },
  indices: [{ name: 'attempt_answers_old', columns: ['at'] }],
});
