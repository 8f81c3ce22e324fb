import type { Answer, JsonObject } from '@adcp-orchestrator/domain';
import { instantField } from '../json/fields';

/**
 * @param completedFields where the task says when people were done with it; the first that is there counts
 * @returns when the seller made the task and when it was done; undefined when the seller does not tell the latter
 */
export function taskTimesOf(task: JsonObject, ...completedFields: string[]): Answer['taskTimes'] {
  const completed = instantField(task, ...completedFields);
  if (completed === undefined) return undefined;
  const created = instantField(task, 'created_at');
  return created === undefined ? { completed } : { created, completed };
}
