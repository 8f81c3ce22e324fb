import {
  type Answer,
  type JsonObject,
  OperationType,
  type OperationType as Type,
  WebhookMalformedError,
  type WebhookWord,
} from '@adcp-orchestrator/domain';
import { canonicalHash } from '@adcp-orchestrator/platform';
import { said } from '../dialect/answers';
import { taskTimesOf } from '../dialect/task-times';
import { clipped } from '../faults';
import { firstText, idField, objectField, textField } from '../json/fields';
import { findingOfTask } from './read-task';
import { meaningOfResolution } from './status-words';

const EVENT = 'task_completed';

/**
 * Reads `{event: "task_completed", task_id, resolution, result?, reason?}` (guide, Webhook Support). It has no delivery
 * key, so the hash of the canonical body serves as one.
 * @returns null for every other event: the guide's route takes them all, and only this one tells of an outcome
 * @throws WebhookMalformedError when it is not of this form
 */
export function readWebhook(body: JsonObject): WebhookWord | null {
  const event = textField(body, 'event');
  if (event === undefined) throw new WebhookMalformedError('"event" is missing');
  if (event !== EVENT) return null;
  const taskId = idField(body, 'task_id');
  if (taskId === undefined) throw new WebhookMalformedError('"task_id" is missing');
  const resolution = textField(body, 'resolution');
  if (resolution === undefined || meaningOfResolution(resolution) === null) {
    throw new WebhookMalformedError(
      `"resolution" is ${quoted(resolution)}; known are "approved", "rejected", "completed" and "cannot_complete"`,
    );
  }
  const result = objectField(body, 'result');
  const message = firstText(body, 'reason', 'message');
  return {
    taskId,
    operationId: textField(body, 'operation_id') ?? null,
    deliveryKey: canonicalHash(body),
    answer: said<Answer>({
      finding: findingOfTask(typeOf(body, result), { resolution, result, body }),
      taskId,
      taskTimes: taskTimesOf(body, 'completed_at', 'resolved_at'),
      sellerTaskStatus: resolution,
      message: message === undefined ? undefined : clipped(message),
    }),
  };
}

/**
 * The type of the approved work. Some servers name it in `operation`; the guide's webhook does not. Some words occur
 * only in the result of an update or of an upload, and decide. Everything else is read as a create, which asks for the
 * most proof: without a `media_buy_id` it is only approved, and the next poll, which knows the type, reads the outcome.
 */
function typeOf(body: JsonObject, result: JsonObject = {}): Type {
  const named = textField(body, 'operation');
  const known = Object.values(OperationType).find((type) => type === named);
  if (known !== undefined) return known;
  if (result.asset_statuses !== undefined) return OperationType.addCreativeAssets;
  const update = textField(result, 'status') === 'accepted' || result.implementation_date !== undefined;
  return update ? OperationType.updateMediaBuy : OperationType.createMediaBuy;
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'missing' : `"${value.slice(0, 100)}"`;
}
