import { type Json, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';
import type { Notification } from '../channel/notification-channel';
import { estimateInWords } from './estimate-in-words';
import { nextStepOf, titleOf } from './words';

/** One notification as a person reads it, before mail or chat give it a form. */
export interface PersonMessage {
  /** One line: publisher, what was bought, what became of it. */
  title: string;
  /** What happened, in a sentence. */
  text: string;
  /** What the reader has to do. */
  whatToDo: string;
  facts: readonly Fact[];
  /** Where the operation is shown; null without a public URL, or when no operation is meant. */
  link: string | null;
  /** Messages of one thread belong together: an operation's id. Null when there is none. */
  thread: string | null;
}

export interface Fact {
  label: string;
  value: string;
}

/** Sellers choose some of these texts. No mail or chat message needs more of one. */
const MAX_VALUE = 300;
const MAX_TEXT = 2_000;

/**
 * Words a notification for a person: what it is about, the money, the publisher, and what to do. It reads the event as
 * it is stored. One that an earlier release stored lacks some members; their lines are then left out.
 * @param publicUrl the base of the link; null makes no link
 * @param now a message may be read long after its event: quiet hours, digests and retries hold it back
 */
export function personMessage(notification: Notification, publicUrl: string | null, now: Date): PersonMessage {
  const { payload, eventType } = notification;
  const operation = isJsonObject(payload.operation) ? payload.operation : {};
  const operationId = textOf(payload.operation_id);
  const publisher = notification.sellerName ?? textOf(operation.seller_id) ?? textOf(payload.seller_id);
  const attention = isJsonObject(operation.attention) ? operation.attention : {};
  const what = textOf(operation.po_number) ?? textOf(payload.media_buy_id) ?? operationId;
  return {
    title: oneLine([publisher, typeInWords(payload), what, titleOf(eventType)].filter(isPresent).join(' · ')),
    text: oneLine(textOf(payload.message) ?? titleOf(eventType), MAX_TEXT),
    whatToDo: clip(textOf(attention.what_to_do) ?? nextStepOf(eventType), MAX_TEXT),
    facts: factsOf(payload, operation, publisher, now),
    link: publicUrl === null || operationId === null ? null : `${publicUrl}/operations/${operationId}`,
    thread: operationId,
  };
}

function factsOf(payload: JsonObject, operation: JsonObject, publisher: string | null, now: Date): Fact[] {
  const facts: [string, string | null][] = [
    ['Publisher', publisher],
    ['Request', typeInWords(payload)],
    ['Purchase order', textOf(operation.po_number)],
    ['Media buy', textOf(payload.media_buy_id)],
    ['Money', moneyOf(operation)],
    ['Status', textOf(operation.status)?.replaceAll('_', ' ') ?? null],
    ['Usual time to approve', estimateInWords(payload, operation, now)],
    ['Deadline', textOf(operation.deadline_at)],
    ['Asked for by', textOf(payload.user_id)],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value: clip(oneLine(value), MAX_VALUE) }]));
}

function moneyOf({ summary }: JsonObject): string | null {
  const total = isJsonObject(summary) && isJsonObject(summary.total_budget) ? summary.total_budget : {};
  if (typeof total.amount !== 'number') return null;
  const amount = total.amount.toLocaleString('en-US', { maximumFractionDigits: 2 });
  const currency = textOf(total.currency);
  return currency === null ? amount : `${amount} ${currency}`;
}

function typeInWords({ operation_type: type }: JsonObject): string | null {
  return textOf(type)?.replaceAll('_', ' ') ?? null;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isPresent(text: string | null): text is string {
  return text !== null;
}

/** A line break would let a seller's text pose as a line of ours, with a link of its own. */
function oneLine(text: string, most = MAX_VALUE): string {
  return clip(text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), most);
}

function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`;
}
