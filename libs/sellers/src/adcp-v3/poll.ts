import type { Answer, Answers, Operation, Seller } from '@adcp-orchestrator/domain';
import { exchangeFacts, failedAsk, said } from '../dialect/answers';
import { askAll } from '../dialect/ask-all';
import { type SellerFault, bodyErrorOf, faultOfError, operationErrorOf } from '../faults';
import { textField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import type { ToolReply } from '../mcp/tool-reply';
import { accountArgument } from './account';
import { findBuys } from './find-buys';
import { listBuys } from './media-buys';
import { readTask } from './read-task';
import { readOpenTasks } from './task-list';
import { followTools } from './tools';

/** The codes by which sellers say that they do not know a task. One that restarted may have forgotten it. */
const UNKNOWN_TASK = new Set(['REFERENCE_NOT_FOUND', 'TASK_NOT_FOUND', 'NOT_FOUND']);

/**
 * Asks about many operations, in three steps:
 * - The task list tells which tasks are still under way.
 * - Every other task is asked about by itself.
 * - Where the task is unknown, ended without an outcome, or was never named, the media buys are asked (`findBuys`).
 */
export async function pollAll(
  sessions: McpSessions,
  seller: Seller,
  operations: readonly Operation[],
  signal: AbortSignal,
): Promise<Answers> {
  const tools = await followTools(sessions, seller, signal);
  if ('fault' in tools) return new Map<string, Answer>(operations.map(({ id }) => [id, askFailed(tools.fault)]));
  const withTask = tools.poll === null ? [] : operations.filter(({ taskId }) => taskId !== null);
  const answers: Answers =
    tools.list === null
      ? new Map<string, Answer>()
      : await readOpenTasks(sessions, seller, tools.list, withTask, signal);
  if (tools.poll !== null) await askOneByOne(sessions, seller, tools.poll, withTask, answers, signal);
  for (const { id } of operations) if (!answers.has(id)) answers.set(id, { finding: { kind: 'no_evidence' } });
  if (tools.buys) {
    await findBuys((account, ids) => listBuys(sessions, seller, account, signal, ids), operations, answers);
  }
  return answers;
}

async function askOneByOne(
  sessions: McpSessions,
  seller: Seller,
  tool: string,
  operations: readonly Operation[],
  answers: Answers,
  signal: AbortSignal,
): Promise<void> {
  await askAll(
    operations.filter(({ id }) => !answers.has(id)),
    seller.limits.maxConcurrency,
    async (operation) => {
      const args = { task_id: operation.taskId, ...accountArgument(operation.account), include_result: true };
      const reply = await sessions.callTool(seller, { tool, arguments: args, mutating: false, signal });
      const { answer, fault } = readPoll(operation, reply);
      answers.set(operation.id, answer);
      return fault;
    },
    (operation, fault) => {
      answers.set(operation.id, askFailed(fault));
    },
  );
}

/**
 * Reads the answer to a question about one task.
 * @returns `fault` when the question itself failed
 */
export function readPoll(operation: Operation, reply: ToolReply): { answer: Answer; fault: SellerFault | null } {
  const error = reply.ok && textField(reply.body, 'status') === undefined ? bodyErrorOf(reply.body) : null;
  const fault = reply.ok ? (error === null ? null : faultOfError(error)) : reply.fault;
  if (fault === null) {
    const body = reply.ok ? reply.body : {};
    // The answer need not repeat the task id that it was asked for.
    const taskId = operation.taskId ?? undefined;
    return { answer: said({ ...exchangeFacts(reply), taskId, ...readTask(operation.type, body) }), fault: null };
  }
  if (UNKNOWN_TASK.has(fault.code)) {
    return { answer: { ...exchangeFacts(reply), finding: { kind: 'no_evidence' } }, fault: null };
  }
  return { answer: failedAsk(reply, fault), fault };
}

function askFailed(fault: SellerFault): Answer {
  const retryAfterSeconds = fault.retryAfter;
  return {
    finding: { kind: 'ask_failed', error: operationErrorOf(fault) },
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}
