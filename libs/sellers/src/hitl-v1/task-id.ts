import type { JsonObject } from '@adcp-orchestrator/domain';
import { idField, textField } from '../json/fields';

/** The prose varies: `Task ID: task_123`, `(task id: task_123).`, `task_id=task_123`, `Task ID is "task_123"`. */
const IN_PROSE = /\btask[ _-]?id\b\s*(?:[:=#]|is\b)?\s*["'`]?([A-Za-z0-9][A-Za-z0-9_.:-]{0,254})/i;

/**
 * The human task that an answer names (guide, `extract_task_id`): the body's `task_id`, which later servers send, or
 * else the id in the prose.
 */
export function taskIdOf(body: JsonObject): string | undefined {
  return idField(body, 'task_id') ?? inProse(textField(body, 'detail')) ?? inProse(textField(body, 'message'));
}

function inProse(prose: string | undefined): string | undefined {
  // The sentence's own full stop or colon may follow the id.
  return prose === undefined ? undefined : IN_PROSE.exec(prose)?.[1]?.replace(/[.:-]+$/, '');
}
