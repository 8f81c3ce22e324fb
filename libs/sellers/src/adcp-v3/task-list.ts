import type { Answers, JsonObject, OpenTask, Operation, Seller } from '@adcp-orchestrator/domain';
import { exchangeFacts } from '../dialect/answers';
import { idField, objectField, objectsField, textField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import { accountArgument, byAccount } from './account';
import { readTask } from './read-task';
import { meaningOfTask } from './status-words';

/** How many ids one question may name (AdCP 3.0, tasks/list). */
const CHUNK = 100;
const MAX_PAGES = 20;
/** With fewer tasks than this, asking one by one costs no more. */
const WORTH_LISTING = 4;
const openStatuses = ['submitted', 'working', 'input-required', 'auth-required'];

/**
 * Reads the tasks that are still under way from the seller's list, a hundred per call. A list shows no results. So
 * ended tasks, and tasks that it does not show, are left to be asked about one by one.
 */
export async function readOpenTasks(
  sessions: McpSessions,
  seller: Seller,
  tool: string,
  operations: readonly Operation[],
  signal: AbortSignal,
): Promise<Answers> {
  const answers: Answers = new Map();
  for (const group of byAccount(operations)) {
    if (group.length < WORTH_LISTING) continue;
    for (let start = 0; start < group.length; start += CHUNK) {
      const chunk = new Map(group.slice(start, start + CHUNK).map((operation) => [operation.taskId, operation]));
      const reply = await sessions.callTool(seller, {
        tool,
        arguments: {
          ...accountArgument(group[0]?.account ?? null),
          filters: { task_ids: [...chunk.keys()] },
          pagination: { max_results: CHUNK },
        },
        mutating: false,
        signal,
      });
      // If the list fails, nothing is lost: each task is then asked about by itself.
      if (!reply.ok) return answers;
      for (const task of objectsField(reply.body, 'tasks') ?? []) {
        const operation = chunk.get(idField(task, 'task_id') ?? null);
        if (operation === undefined || meaningOfTask(textField(task, 'status'))?.kind !== 'pending') continue;
        answers.set(operation.id, { ...exchangeFacts(reply), ...readTask(operation.type, task) });
      }
    }
  }
  return answers;
}

/**
 * Lists the seller's open tasks, at most 2,000.
 * @returns null when the seller could not be asked
 */
export async function listOpenTasks(
  sessions: McpSessions,
  seller: Seller,
  tool: string,
  signal: AbortSignal,
): Promise<OpenTask[] | null> {
  const open: OpenTask[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const pagination: JsonObject = cursor === undefined ? { max_results: CHUNK } : { max_results: CHUNK, cursor };
    const args: JsonObject = { filters: { statuses: [...openStatuses] }, pagination };
    const reply = await sessions.callTool(seller, { tool, arguments: args, mutating: false, signal });
    if (!reply.ok) return null;
    for (const task of objectsField(reply.body, 'tasks') ?? []) open.push(...openTask(task));
    const next = objectField(reply.body, 'pagination') ?? {};
    cursor = next.has_more === false ? undefined : textField(next, 'cursor');
    if (cursor === undefined) break;
  }
  return open;
}

function openTask(task: JsonObject): OpenTask[] {
  const taskId = idField(task, 'task_id');
  const status = textField(task, 'status');
  if (taskId === undefined || status === undefined || meaningOfTask(status)?.kind === 'ended') return [];
  return [
    {
      taskId,
      status,
      operation: textField(task, 'task_type') ?? null,
      poNumber: textField(task, 'po_number') ?? null,
      mediaBuyId: idField(task, 'media_buy_id') ?? null,
      createdAt: textField(task, 'created_at') ?? null,
    },
  ];
}
