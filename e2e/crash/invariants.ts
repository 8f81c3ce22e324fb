import { Books } from './books';
import {
  type EventRow,
  type OperationRow,
  type TimelineRow,
  readDeliveries,
  readEvents,
  readOperations,
  readTimeline,
} from './ledger-view';
import type { Order } from './orders';
import { isSettled } from './settling';
import type { World } from './world';

/** What a check of everything found. */
export interface Verdict {
  operations: number;
  bookings: number;
  /** Purchase orders that a publisher executed more than once. */
  duplicates: number;
  /** Promised operations that are not there, or have no end. */
  lost: number;
  /** Notifications owed, and deliveries beyond the first of each. */
  events: number;
  repeatedDeliveries: number;
  violations: string[];
  /** The whole story of each operation that a violation speaks of. */
  stories: string[];
}

/**
 * Checks everything that must hold when all is quiet and people have answered. Each breach is a sentence.
 * @param found breaches that the case has found before
 */
export async function judge(world: World, found: readonly string[]): Promise<Verdict> {
  const [operations, timeline, events, deliveries, books] = await Promise.all([
    readOperations(world.ledger),
    readTimeline(world.ledger),
    readEvents(world.ledger),
    readDeliveries(world.ledger),
    Books.read(world.sandbox),
  ]);
  const promises = promiseBreaches(world, operations);
  const twice = books.executedTwice.map((order) => `executed more than once at the publisher: ${order}`);
  const violations = [
    ...found,
    ...world.desk.problems,
    ...world.receiver.problems,
    ...promises,
    ...twice,
    ...bookingBreaches(operations, books),
    ...operations.flatMap((operation) => storyBreaches(operation, timeline.get(operation.id) ?? [])),
    ...operations.flatMap((operation) => notificationBreaches(world, operation, events.get(operation.id) ?? [])),
    ...(deliveries.pending + deliveries.dead > 0
      ? [`${deliveries.pending} notifications are still owed, ${deliveries.dead} were given up`]
      : []),
  ];
  const heard = [...world.receiver.heard.values()];
  return {
    operations: operations.length,
    bookings: books.buys.length,
    duplicates: twice.length,
    lost: promises.length,
    events: heard.length,
    repeatedDeliveries: heard.reduce((sum, { times }) => sum + times - 1, 0),
    violations,
    stories: operations
      .filter(({ id, po_number: po }) => violations.some((text) => text.includes(id) || text.includes(po ?? id)))
      .map((operation) => storyOf(operation, timeline.get(operation.id) ?? [])),
  };
}

/** @returns the story of the operation that changed last */
export async function storyOfLast(world: World): Promise<string> {
  const [operations, timeline] = await Promise.all([readOperations(world.ledger), readTimeline(world.ledger)]);
  const last = operations.reduce<OperationRow | undefined>(
    (latest, operation) => (latest === undefined || operation.updated_at > latest.updated_at ? operation : latest),
    undefined,
  );
  return last === undefined ? 'none' : storyOf(last, timeline.get(last.id) ?? []);
}

function storyOf(operation: OperationRow, timeline: readonly TimelineRow[]): string {
  const lines = timeline.map(
    ({ at, kind, source, from_status: from, to_status: to, reason }) =>
      `${at.toISOString().slice(11)} ${kind} by ${source}: ${from ?? '-'} -> ${to ?? '-'} (${reason})`,
  );
  return [`${operation.id} at ${operation.seller_id}, ${operation.po_number ?? '-'}`, ...lines].join('\n        ');
}

/** What was accepted is there, once, and has its end. */
function promiseBreaches({ desk, book }: World, operations: readonly OperationRow[]): string[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const breaches: string[] = [];
  for (const order of book.orders) {
    const id = desk.promised.get(order.idempotencyKey);
    if (id === undefined) continue;
    const operation = byId.get(id);
    if (operation === undefined) breaches.push(`${order.idempotencyKey} was accepted as ${id}, which does not exist`);
    else breaches.push(...endBreaches(order, operation));
  }
  const orders = new Set(book.orders.map(({ idempotencyKey }) => idempotencyKey));
  for (const { id, idempotency_header: key } of operations) {
    if (key === null || !orders.has(key)) breaches.push(`operation ${id} was asked for by nobody`);
  }
  const keys = operations.map(({ idempotency_header: key }) => key);
  if (new Set(keys).size !== keys.length) breaches.push('one request made two operations');
  return breaches;
}

function endBreaches({ script, operation: asked }: Order, { id, status, seller_id: seller }: OperationRow): string[] {
  if (seller !== asked.seller_id) return [`operation ${id} went to ${seller} instead of ${asked.seller_id}`];
  if (!isSettled(status)) return [`operation ${id} (${script.dialect} ${script.words}) has no end: it is ${status}`];
  if (script.ends.includes(status)) return [];
  return [
    `operation ${id} (${script.dialect} ${script.words}) ended as ${status} instead of ${script.ends.join(' or ')}`,
  ];
}

/** Our bookings and the publishers' match one to one. */
function bookingBreaches(operations: readonly OperationRow[], books: Books): string[] {
  const name = (seller: string, po: string | null, buy: string | null) => `${seller} ${po ?? '-'} ${buy ?? '-'}`;
  const ours = operations
    .filter(({ status }) => status === 'created' || status === 'active')
    .map(({ seller_id: seller, po_number: po, media_buy_id: buy }) => name(seller, po, buy));
  const theirs = books.buys.map(({ seller, po_number: po, media_buy_id: buy }) => name(seller, po, buy));
  const known = new Set(ours);
  const booked = new Set(theirs);
  return [
    ...theirs.filter((buy) => !known.has(buy)).map((buy) => `booked, and not known to the desk: ${buy}`),
    ...ours.filter((buy) => !booked.has(buy)).map((buy) => `known to the desk, and not booked: ${buy}`),
    ...(theirs.length === booked.size ? [] : ['the publishers hold one booking twice']),
    ...(ours.length === known.size ? [] : ['two operations claim one booking']),
  ];
}

/** The timeline tells the whole story, with exactly one settlement. */
function storyBreaches(operation: OperationRow, timeline: readonly TimelineRow[]): string[] {
  const breaches: string[] = [];
  const [first, ...rest] = timeline;
  if (first?.kind !== 'accepted') breaches.push(`the story of ${operation.id} does not begin with its acceptance`);
  let state = first?.to_status ?? null;
  let settlements = 0;
  for (const { from_status: from, to_status: to, kind, reason } of rest) {
    if (kind === 'conflict' || kind === 'unwritable') {
      breaches.push(`the story of ${operation.id} holds a ${kind}: ${reason}`);
    }
    if (to === null || from === to) continue;
    if (from !== state)
      breaches.push(`the story of ${operation.id} has a hole: ${from ?? '-'} follows ${state ?? '-'}`);
    if (isSettled(to) && !isSettled(from ?? '')) settlements += 1;
    state = to;
  }
  if (state !== operation.status) {
    breaches.push(`the story of ${operation.id} ends with ${state ?? '-'}, but it is ${operation.status}`);
  }
  if (settlements > 1) breaches.push(`operation ${operation.id} was settled ${settlements} times`);
  return breaches;
}

/** Every event owed was heard, under its own id, and none in between is missing. */
function notificationBreaches({ receiver }: World, operation: OperationRow, events: readonly EventRow[]): string[] {
  const sequence = events.map((event) => event.sequence);
  const whole = sequence.every((number, place) => number === place + 1) && sequence.length === operation.event_sequence;
  const breaches = whole ? [] : [`the events of ${operation.id} have a gap: ${sequence.join(', ')}`];
  for (const event of events) {
    const heard = receiver.heard.get(event.id);
    if (heard === undefined) breaches.push(`the desk was not told of ${event.type} of ${operation.id}`);
    else if (heard.sequence !== event.sequence || heard.type !== event.type || heard.operationId !== operation.id) {
      breaches.push(`webhook-id ${event.id} came as something else than ${event.type} of ${operation.id}`);
    }
  }
  if (isSettled(operation.status) && !events.some(({ type }) => type === `operation.${operation.status}`)) {
    breaches.push(`nobody is told that ${operation.id} is ${operation.status}`);
  }
  return breaches;
}
