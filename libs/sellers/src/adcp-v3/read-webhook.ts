import {
  type JsonObject,
  type OperationType,
  WebhookMalformedError,
  type WebhookWord,
} from '@adcp-orchestrator/domain';
import { canonicalHash } from '@adcp-orchestrator/platform';
import { idField, objectField, textField } from '../json/fields';
import { flatOfA2a } from './a2a-webhook';
import { readTask, typeOfTask } from './read-task';

/** @returns the AdCP data of a webhook, of MCP or A2A; null when it carries none (the official extraction vectors) */
export function webhookDataOf(payload: JsonObject): JsonObject | null {
  return objectField(flatOfA2a(payload) ?? payload, 'result') ?? null;
}

/**
 * Reads `{idempotency_key, task_id, task_type, status, timestamp, operation_id?, result?}` (AdCP 3.0, MCP webhook
 * payload), or a Task of A2A. A Task of A2A seldom has a delivery key; then the hash of the canonical body tells
 * deliveries apart. `assertEnvelope` checks what the envelope must have.
 * @param type the operation's type, once it is known: the metadata of A2A seldom names it
 * @throws WebhookMalformedError when it names no task
 */
export function readWebhook(payload: JsonObject, type: OperationType | null = null): WebhookWord {
  const body = flatOfA2a(payload) ?? payload;
  const taskId = idField(body, 'task_id');
  if (taskId === undefined) throw new WebhookMalformedError('"task_id" is missing');
  const named = typeOfTask(body);
  const ofOtherWork = named === null && textField(body, 'task_type') !== undefined;
  return {
    taskId,
    operationId: textField(body, 'operation_id') ?? null,
    deliveryKey: textField(body, 'idempotency_key') ?? canonicalHash(payload),
    answer: readTask(named ?? type, body),
    ...(ofOtherWork ? { ofOtherWork } : {}),
  };
}
