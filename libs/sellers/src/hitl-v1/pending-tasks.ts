import type { JsonObject, Seller } from '@adcp-orchestrator/domain';
import { type SellerFault, FaultAction, FaultCode, bodyErrorOf, faultOfError } from '../faults';
import { idField, objectsField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import type { ToolReply } from '../mcp/tool-reply';

export const LIST_TOOL = 'get_pending_tasks';

/** All our human tasks at a seller, as one call shows them. */
export interface PendingTasks {
  reply: ToolReply;
  /** Why they could not be read. */
  fault: SellerFault | null;
  all: JsonObject[];
  byId: Map<string, JsonObject>;
  /** The seller says that it has more tasks than it showed. So a task that is missing here may still exist. */
  truncated: boolean;
}

/** Asks `get_pending_tasks`, which answers for every operation at once (guide, Task Monitoring). */
export async function readPendingTasks(
  sessions: McpSessions,
  seller: Seller,
  signal: AbortSignal,
): Promise<PendingTasks> {
  const reply = await sessions.callTool(seller, {
    tool: LIST_TOOL,
    arguments: { task_type: 'manual_approval' },
    mutating: false,
    signal,
  });
  const none = { reply, all: [], byId: new Map<string, JsonObject>(), truncated: false };
  if (!reply.ok) return { ...none, fault: reply.fault };
  const error = bodyErrorOf(reply.body);
  if (error !== null) return { ...none, fault: faultOfError(error) };
  const all = objectsField(reply.body, 'tasks');
  if (all === undefined) return { ...none, fault: withoutList() };
  const total = reply.body.total_count;
  return {
    reply,
    fault: null,
    all,
    byId: new Map(all.flatMap((task) => withId(task))),
    truncated: typeof total === 'number' && total > all.length,
  };
}

function withId(task: JsonObject): [string, JsonObject][] {
  const id = idField(task, 'task_id');
  return id === undefined ? [] : [[id, task]];
}

function withoutList(): SellerFault {
  return {
    code: FaultCode.malformed,
    message: `the seller's answer to ${LIST_TOOL} has no "tasks"`,
    recovery: 'transient',
    action: FaultAction.retry,
    executed: 'no',
    origin: 'tool',
    unauthorized: false,
  };
}
