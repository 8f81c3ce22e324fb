import type { AttentionReason } from './attention-reason';
import type { Operation } from './operation';
import { mayHaveBooked } from './sending';
import type { OperationType } from './type';

interface Words {
  did: string;
  mayStill: string;
  nothingDone: string;
}

const creatives: Words = {
  did: 'taken these creatives',
  mayStill: 'take these creatives',
  nothingDone: 'no creatives were taken',
};
/** What the seller does with a request of each type, in the desk's words. */
const words: Readonly<Record<OperationType, Words>> = {
  create_media_buy: { did: 'booked this', mayStill: 'book this', nothingDone: 'nothing was booked' },
  update_media_buy: {
    did: 'changed this media buy',
    mayStill: 'change this media buy',
    nothingDone: 'the media buy is unchanged',
  },
  add_creative_assets: creatives,
  sync_creatives: creatives,
};

/**
 * Tells a trader what to do about an operation that needs a person: what is known, what it may cost, whom to ask, and
 * which action follows. The words are ours only: a seller's text could hold anything.
 * @param seller the name that the desk has given it
 */
export function whatToDo(operation: Operation, reason: AttentionReason, seller: string): string {
  const { type } = operation;
  const { did, mayStill } = words[type];
  const ask = `Ask ${seller} ${forWhat(operation)}`;
  const twice = type === 'create_media_buy' ? ' Do not buy it again before you know: it could be booked twice.' : '';
  switch (reason) {
    case 'restored':
      return `Our database was restored from a backup, and ${seller} shows nothing of this request. It may have been sent before, and ${seller} may have ${did}. ${ask}, then resolve with what they answer, or retry with accept_double_booking if they never got it.${twice}`;
    case 'in_doubt':
      return `We cannot prove whether ${seller} has ${did}. It may have. ${ask}, then resolve with what they answer, or retry if they never got it.${twice}`;
    case 'timed_out': {
      const passed = operation.late
        ? `${seller} approved this after its deadline and may have ${did}.`
        : `${seller} gave no outcome by the deadline (${minute(operation.deadlineAt)}) and may still ${mayStill}.`;
      return `${passed} ${ask}, then resolve with what they answer.${twice}`;
    }
    case 'credential_refused':
      return `${seller} refuses our credential${soFar(operation, ask)} Put a valid credential into the settings of ${seller}, then retry.`;
    case 'permission_missing':
      return `${seller} lacks a permission or an authorisation for this. ${ask}, and see that it is given. We ask ${seller} again and again; poll asks at once. Or resolve with what they answer.`;
    case 'input_required':
      return `${seller} needs an answer before it goes on; "message" has its question. ${ask} and answer it there. Then retry if they want the request again, or resolve with what they answer.`;
    case 'version_unsupported':
      return `${seller} does not speak the AdCP version of our request${soFar(operation, ask)} Ask ${seller} which versions it supports, and whoever runs this service to send one of them, then retry. Or arrange it with ${seller} directly, and resolve with what they answer.`;
    case 'may_be_booked':
      return `This ended as ${operation.status}, and ${seller} may have ${did} all the same, so its purchase order is still held. ${ask}. Then retry if they have nothing, or acknowledge with what they answer.${twice}`;
    case 'late_settlement':
      return `${seller} settled this as ${operation.status} after its deadline (${minute(operation.deadlineAt)}). If you have bought it elsewhere meanwhile, settle with ${seller} which buy stays. Then acknowledge with what was agreed.`;
    case 'conflict':
      return `${seller} contradicts itself; the timeline has both words, and nothing was changed. ${ask} which is true, then acknowledge with what they answer.`;
  }
}

/** What the refused call, or an earlier one, may have done. */
function soFar(operation: Operation, ask: string): string {
  const { did, nothingDone } = words[operation.type];
  return mayHaveBooked(operation)
    ? `. An earlier call may have ${did} all the same: ${lowerFirst(ask)} before you send it again.`
    : `, so ${nothingDone}.`;
}

/** What the seller's people can find the request by. */
function forWhat({ poNumber, buyerRef, taskId, createdAt }: Operation): string {
  if (poNumber !== null) return `for purchase order ${poNumber}`;
  if (buyerRef !== null) return `for buyer reference ${buyerRef}`;
  if (taskId !== null) return `about task ${taskId}`;
  return `about our request of ${minute(createdAt)}`;
}

function minute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
