import type {
  Answer,
  Answers,
  BuyAnswers,
  CallMaterial,
  FollowedBuy,
  FrozenCall,
  JsonObject,
  OpenTask,
  Operation,
  Seller,
  SellerCapabilities,
  SellerDialect,
  WebhookWord,
} from '@adcp-orchestrator/domain';
import { tellingOnce } from '../dialect/progress';
import { SellerUnavailableError } from '../dialect/seller-unavailable';
import { idField, textField } from '../json/fields';
import type { McpSessions } from '../mcp/mcp-sessions';
import { followBuys } from './follow-buys';
import { LIST_TOOL, readPendingTasks } from './pending-tasks';
import { pollAll } from './poll';
import { readCallAnswer } from './read-answer';
import { readWebhook } from './read-webhook';

/**
 * The guide's protocol (AdCP:Buy, July 2025). It lists all human tasks at once. It has no idempotency key, so a call
 * whose fate is unknown may never be sent again.
 */
export class HitlV1Dialect implements SellerDialect {
  constructor(private readonly sessions: McpSessions) {}

  prepare(_: Seller, { operation, request }: CallMaterial): FrozenCall {
    return { tool: operation.type, arguments: request };
  }

  async submit(
    seller: Seller,
    operation: Operation,
    call: FrozenCall,
    signal: AbortSignal,
    onProgress?: (answer: Answer) => void,
  ): Promise<Answer> {
    const reply = await this.sessions.callTool(seller, {
      ...call,
      mutating: true,
      signal,
      onProgress: tellingOnce(onProgress),
    });
    return readCallAnswer(operation.type, reply);
  }

  poll(seller: Seller, operations: readonly Operation[], signal: AbortSignal): Promise<Answers> {
    return pollAll(this.sessions, seller, operations, signal);
  }

  /** Looks for the same evidence as a poll: the task, by its id or `po_number`, then the buy itself. */
  async reconcile(seller: Seller, operation: Operation, signal: AbortSignal): Promise<Answer> {
    const answers = await pollAll(this.sessions, seller, [operation], signal);
    return answers.get(operation.id) ?? { finding: { kind: 'no_evidence' } };
  }

  followBuys(seller: Seller, buys: readonly FollowedBuy[], signal: AbortSignal): Promise<BuyAnswers> {
    return followBuys(this.sessions, seller, buys, signal);
  }

  async listOpenTasks(seller: Seller, signal: AbortSignal): Promise<OpenTask[] | null> {
    const { all, fault } = await readPendingTasks(this.sessions, seller, signal);
    return fault === null ? all.flatMap((task) => openTask(task)) : null;
  }

  parseWebhook(_: Seller, body: JsonObject): WebhookWord | null {
    return readWebhook(body);
  }

  async capabilities(seller: Seller, signal: AbortSignal): Promise<SellerCapabilities> {
    const reply = await this.sessions.listTools(seller, signal);
    if (!reply.ok) throw new SellerUnavailableError(reply.fault);
    const tools = reply.body.tools as string[];
    return { replayWindowSeconds: null, pollTool: tools.includes(LIST_TOOL) ? LIST_TOOL : null, tools };
  }
}

/** Ended tasks may stay in the list. They are not open. */
function openTask(task: JsonObject): OpenTask[] {
  const taskId = idField(task, 'task_id');
  const status = textField(task, 'status') ?? 'pending';
  const over = task.resolution !== undefined && task.resolution !== null;
  if (taskId === undefined || over || status === 'completed' || status === 'failed') return [];
  return [
    {
      taskId,
      status,
      operation: textField(task, 'operation') ?? null,
      poNumber: textField(task, 'po_number') ?? null,
      mediaBuyId: idField(task, 'media_buy_id') ?? null,
      createdAt: textField(task, 'created_at') ?? null,
    },
  ];
}
