import { type Json, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';

/**
 * Some sellers announce in the form of A2A whatever they were called by: a Task or a TaskStatusUpdateEvent. This lays one
 * out as the flat envelope of MCP (the official extraction vectors): the data is that of the artifacts for an ended
 * task, else that of the status message.
 * @returns null when it is not of that form
 */
export function flatOfA2a(body: JsonObject): JsonObject | null {
  const { status } = body;
  if (!isJsonObject(status) || typeof status.state !== 'string') return null;
  const taskId = body.taskId ?? body.id;
  const message = isJsonObject(status.message) ? partsOf(status.message) : [];
  const artifacts = (Array.isArray(body.artifacts) ? body.artifacts : []).filter(isJsonObject).flatMap(partsOf);
  const parts = artifacts.length > 0 ? artifacts : message;
  const text = parts.find((part) => typeof part.text === 'string')?.text;
  return {
    ...(taskId !== undefined && { task_id: taskId }),
    ...(body.contextId !== undefined && { context_id: body.contextId }),
    ...named(body.metadata, ['idempotency_key', 'operation_id', 'task_type']),
    status: status.state,
    ...(text !== undefined && { message: text }),
    // Artifacts come in the order in which they were made: the last word holds.
    result: parts.map((part) => part.data).findLast(isJsonObject) ?? null,
  };
}

function partsOf({ parts }: JsonObject): JsonObject[] {
  return Array.isArray(parts) ? parts.filter(isJsonObject) : [];
}

function named(metadata: Json | undefined, names: readonly string[]): JsonObject {
  if (!isJsonObject(metadata)) return {};
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => names.includes(name)));
}
