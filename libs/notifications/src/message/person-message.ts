import { DIGEST_EVENT, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';
import type { Notification } from '../channel/notification-channel';
import { digestMessage } from './digest-message';
import { estimateInWords } from './estimate-in-words';
import type { Fact, PersonMessage } from './message-parts';
import { MAX_TEXT, clip, isPresent, moneyOf, oneLine, textOf, typeInWords } from './texts';
import { nextStepOf, titleOf } from './words';

/**
 * Words a notification for a person: what it is about, the money, the publisher, and what to do. It reads the event as
 * it is stored. One that an earlier release stored lacks some members; their lines are then left out.
 * @param publicUrl the base of the link; null makes no link
 * @param now a message may be read long after its event: quiet hours, digests and retries hold it back
 */
export function personMessage(notification: Notification, publicUrl: string | null, now: Date): PersonMessage {
  const { payload, eventType } = notification;
  if (eventType === DIGEST_EVENT) return digestMessage(payload, publicUrl);
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
    items: [],
    more: null,
    link: publicUrl === null || operationId === null ? null : `${publicUrl}/operations/${operationId}`,
    linkText: 'Open the operation',
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
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value: oneLine(value) }]));
}
