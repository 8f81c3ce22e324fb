import { DIGEST_EVENT, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';

/** One operation of a digest, or one event of a seller, with what the digest comes to as a whole. */
export interface Gathered {
  /** Of the last event. */
  type: string;
  /** Of the last event, as it is stored. */
  payload: JsonObject;
  /** How many events the digest has of it. */
  events: number;
  part: 'needs_you' | 'under_way' | 'ended';
  seller_name: string | null;
  all_events: number;
  since: Date;
  needs_you: number;
  under_way: number;
  ended: number;
}

/**
 * A digest as it is stored: how much there is of each part, and those that are named.
 * @param named in the order in which they are told
 */
export function digestPayload(
  { eventId, subscriptionId, now }: { eventId: string; subscriptionId: string; now: Date },
  named: readonly Gathered[],
): JsonObject {
  const {
    needs_you: needsYou = 0,
    under_way: underWay = 0,
    ended = 0,
    all_events: events = 0,
    since = now,
  } = named[0] ?? {};
  const parts = [
    [needsYou, needsYou === 1 ? 'needs you' : 'need you'],
    [underWay, 'under way'],
    [ended, 'ended'],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  return {
    id: eventId,
    type: DIGEST_EVENT,
    sequence: 0,
    occurred_at: now.toISOString(),
    operation_id: null,
    subscription_id: subscriptionId,
    message: said.join(', '),
    since: since.toISOString(),
    events,
    needs_you: needsYou,
    under_way: underWay,
    ended,
    more: needsYou + underWay + ended - named.length,
    items: named.map(itemOf),
  };
}

/** What a line of a digest says. The operation itself is one link away. */
function itemOf({ type, payload, events, part, seller_name: sellerName }: Gathered): JsonObject {
  const operation = isJsonObject(payload.operation) ? payload.operation : {};
  const attention = isJsonObject(operation.attention) ? operation.attention : {};
  return {
    part,
    event_id: payload.id ?? null,
    type,
    events,
    occurred_at: payload.occurred_at ?? null,
    operation_id: payload.operation_id ?? null,
    operation_type: payload.operation_type ?? null,
    seller_id: operation.seller_id ?? payload.seller_id ?? null,
    seller_name: sellerName,
    po_number: operation.po_number ?? null,
    media_buy_id: payload.media_buy_id ?? null,
    status: operation.status ?? null,
    summary: operation.summary ?? null,
    message: payload.message ?? null,
    what_to_do: attention.what_to_do ?? null,
  };
}
