import { type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';
import type { MessageItem, PersonMessage } from './message-parts';
import { MAX_TEXT, clip, isPresent, moneyOf, oneLine, textOf, typeInWords } from './texts';
import { titleOf } from './words';

const headings = new Map([
  ['needs_you', 'Needs you'],
  ['under_way', 'Under way'],
  ['ended', 'Ended'],
]);

/**
 * Words a digest for a person: what needs them comes first, each line with the publisher, what it is about, and the money.
 * @param payload as `digestPayload` of the ledger makes it
 * @param publicUrl the base of the links; null makes no link
 */
export function digestMessage(payload: JsonObject, publicUrl: string | null): PersonMessage {
  const { items, more, needs_you: needsYou, since } = payload;
  const found = Array.isArray(items) ? items.filter(isJsonObject) : [];
  const isPressing = typeof needsYou === 'number' && needsYou > 0;
  const said = textOf(payload.message) ?? 'nothing new';
  return {
    title: oneLine(`Digest: ${said}`),
    text: oneLine(`What happened since ${minute(textOf(since))}: ${said}.`, MAX_TEXT),
    whatToDo: isPressing
      ? 'See to what needs you; it comes first below.'
      : 'Nothing. We go on following what is under way.',
    facts: [],
    items: found.map((item, place) => itemOf(item, found[place - 1], publicUrl)),
    more: typeof more === 'number' && more > 0 ? `and ${more} more` : null,
    link: publicUrl === null ? null : `${publicUrl}/${isPressing ? 'attention' : 'operations'}`,
    linkText: isPressing ? 'Open what needs you' : 'Open the operations',
    thread: null,
  };
}

function itemOf(item: JsonObject, before: JsonObject | undefined, publicUrl: string | null): MessageItem {
  const id = textOf(item.operation_id);
  const publisher = textOf(item.seller_name) ?? textOf(item.seller_id);
  const what = textOf(item.po_number) ?? textOf(item.media_buy_id) ?? id;
  const title = [publisher, typeInWords(item), what, moneyOf(item), titleOf(textOf(item.type) ?? '')];
  return {
    heading: item.part === before?.part ? null : (headings.get(textOf(item.part) ?? '') ?? null),
    title: oneLine(title.filter(isPresent).join(' · ')),
    text: clip(textOf(item.what_to_do) ?? oneLine(textOf(item.message) ?? ''), MAX_ITEM_TEXT),
    link: publicUrl === null || id === null ? null : `${publicUrl}/operations/${id}`,
  };
}

/** With 25 of them a message stays far below what mail and chat take. */
const MAX_ITEM_TEXT = 500;

function minute(instant: string | null): string {
  return instant === null ? 'the last one' : `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
