import type { JsonObject } from '@adcp-orchestrator/domain';
import type { TenantLimits } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { DEFAULT_KEY_REQUESTS_PER_SECOND } from '../access/request-limits';
import { type ProblemOptions, RequestProblemError } from '../problems/problem';
import type { ProblemKind } from '../problems/problem-catalog';

export const DEFAULT_MAX_SELLERS = 1_000;
/** Every event is written once for each subscription. */
export const DEFAULT_MAX_SUBSCRIPTIONS = 100;

const upTo = (most: number) => {
  const words = `must be a whole number from 1 to ${most}, or null for the default`;
  return z.int(words).min(1, words).max(most, words).nullable();
};

/** What `PATCH /v1/tenants/{id}` sets: null takes a limit away. */
export const limitChanges = z
  .strictObject({
    requests_per_second: upTo(1_000_000).describe('Of all keys and people of the tenant together; null: no limit'),
    requests_per_second_per_key: upTo(1_000_000).describe(
      `Of each key and person; null: ${DEFAULT_KEY_REQUESTS_PER_SECOND}`,
    ),
    // It is counted once a second, by every replica that takes operations in.
    max_open_operations: upTo(100_000).describe('Operations without an end; null: no limit'),
    max_sellers: upTo(100_000).describe(`Sellers that are not deleted; null: ${DEFAULT_MAX_SELLERS}`),
    max_subscriptions: upTo(1_000).describe(
      `Subscriptions that are not deleted; null: ${DEFAULT_MAX_SUBSCRIPTIONS}. Every event is written once for each`,
    ),
    max_event_streams: upTo(100_000).describe(
      'Streams of events at once, for each replica; null: `MAX_EVENT_STREAMS_PER_TENANT`',
    ),
  })
  .partial();
export type LimitChanges = z.output<typeof limitChanges>;

export const limitsSchema = z.object({
  requests_per_second: z.int().nullable().describe('Of all keys and people together; null: no limit'),
  requests_per_second_per_key: z.int().describe('Of each key and person'),
  max_open_operations: z.int().nullable().describe('Operations without an end; null: no limit'),
  max_sellers: z.int().describe('Sellers that are not deleted'),
  max_subscriptions: z.int().describe('Subscriptions that are not deleted'),
  max_event_streams: z
    .int()
    .nullable()
    .describe('Streams of events at once, for each replica; null: as many as the installation allows'),
});

export function limitsView(limits: TenantLimits): JsonObject {
  return {
    requests_per_second: limits.requestsPerSecond ?? null,
    requests_per_second_per_key: limits.requestsPerSecondPerKey ?? DEFAULT_KEY_REQUESTS_PER_SECOND,
    max_open_operations: limits.maxOpenOperations ?? null,
    max_sellers: limits.maxSellers ?? DEFAULT_MAX_SELLERS,
    max_subscriptions: limits.maxSubscriptions ?? DEFAULT_MAX_SUBSCRIPTIONS,
    max_event_streams: limits.maxEventStreams ?? null,
  };
}

/** @returns the limits with what a request changes: null takes one away, what is not mentioned stays */
export function limitsAfter(before: TenantLimits, changes: LimitChanges): TenantLimits {
  const after = (change: number | null | undefined, was: number | undefined): number | undefined =>
    change === undefined ? was : (change ?? undefined);
  return {
    requestsPerSecond: after(changes.requests_per_second, before.requestsPerSecond),
    requestsPerSecondPerKey: after(changes.requests_per_second_per_key, before.requestsPerSecondPerKey),
    maxOpenOperations: after(changes.max_open_operations, before.maxOpenOperations),
    maxSellers: after(changes.max_sellers, before.maxSellers),
    maxSubscriptions: after(changes.max_subscriptions, before.maxSubscriptions),
    maxEventStreams: after(changes.max_event_streams, before.maxEventStreams),
  };
}

/** A limit of a tenant that is used up. */
export interface Reached {
  kind: ProblemKind;
  name: 'max_open_operations' | 'max_sellers' | 'max_subscriptions' | 'max_event_streams';
  limit: number;
  used: number;
  /** What there are so many of. */
  what: string;
  wayOut: string;
}

/** @returns the problem that a tenant has as much of something as it may: which limit, what is used, whom to ask */
export function limitReached(reached: Reached, headers?: ProblemOptions['headers']): RequestProblemError {
  const { kind, name, limit, used, what, wayOut } = reached;
  return new RequestProblemError(
    kind,
    `This tenant has ${used} ${what}, and its limit is ${limit} (${name}). ${wayOut}, or ask the platform's admin to raise the limit.`,
    { members: { limit_name: name, limit, used }, ...(headers === undefined ? {} : { headers }) },
  );
}
