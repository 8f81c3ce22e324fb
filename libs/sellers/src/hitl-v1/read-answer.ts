import { type Answer, type JsonObject, OperationType } from '@adcp-orchestrator/domain';
import { exchangeFacts, failedCall, said } from '../dialect/answers';
import { bodyErrorOf, clipped, faultOfError } from '../faults';
import { firstText, objectsField, textField } from '../json/fields';
import type { ToolReply } from '../mcp/tool-reply';
import { provesSuccess, settledBy, successOf } from './outcome-of-body';
import { meaningOfAnswer, unknownWord } from './status-words';
import { taskIdOf } from './task-id';

/** Reads the answer to the call that was to execute the operation (guide, Pending Operation Handler). */
export function readCallAnswer(type: OperationType, reply: ToolReply): Answer {
  if (!reply.ok) return failedCall(reply, reply.fault);
  const { body } = reply;
  const word = textField(body, 'status');
  const error = bodyErrorOf(body);
  if (word === undefined && error !== null) return failedCall(reply, faultOfError(error));
  return { ...exchangeFacts(reply), ...wordsOf(body, word), finding: findingOf(type, body, word) };
}

function findingOf(type: OperationType, body: JsonObject, word: string | undefined): Answer['finding'] {
  if (word === undefined) {
    // `add_creative_assets` answers with a review of each asset, and no word for the whole.
    return type === OperationType.addCreativeAssets && objectsField(body, 'asset_statuses') !== undefined
      ? { kind: 'settled', outcome: successOf(type, body) }
      : unknownWord(word);
  }
  const meaning = meaningOfAnswer(type, word);
  if (meaning === null) return unknownWord(word);
  if (meaning.kind === 'pending') return meaning;
  // The seller says "created" and names no buy. The buy has to be found before that is believed.
  if (meaning.as === 'succeeded' && !provesSuccess(type, body)) return { kind: 'pending', status: 'approved' };
  return settledBy(type, meaning, body);
}

function wordsOf(body: JsonObject, word: string | undefined): Partial<Answer> {
  const message = firstText(body, 'message', 'detail', 'reason');
  return said({
    sellerStatus: word,
    taskId: taskIdOf(body),
    contextId: textField(body, 'context_id'),
    message: message === undefined ? undefined : clipped(message),
  });
}
