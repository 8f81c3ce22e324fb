import { type Json, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';

/**
 * Lays an A2A Task or TaskStatusUpdateEvent out as the flat envelope of MCP (the official extraction vectors). Some
 * sellers announce in A2A's form, whatever protocol they were called by. The data is that of the artifacts; a task
 * without artifacts has it in its status message.
 * @returns null when the body is not of that form
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
    // Artifacts come in the order in which they were made, so the last one counts.
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
