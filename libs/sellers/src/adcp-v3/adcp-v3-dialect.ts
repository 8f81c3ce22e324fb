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
  OperationType,
  Seller,
  SellerCapabilities,
  SellerDialect,
  WebhookWord,
} from '@adcp-orchestrator/domain';
import { tellingOnce } from '../dialect/progress';
import type { McpSessions } from '../mcp/mcp-sessions';
import { afterScopeRefusal } from './after-refusal';
import { followBuys } from './follow-buys';
import { pollAll } from './poll';
import { prepareCall } from './prepare-call';
import { readCallAnswer } from './read-answer';
import { readWebhook } from './read-webhook';
import { listOpenTasks } from './task-list';
import { followTools, readCapabilities } from './tools';
import { assertEnvelope } from './webhook-envelope';

/** AdCP 3.x over MCP. Calls carry idempotency keys, tasks are polled, and webhooks are registered with each call. */
export class AdcpV3Dialect implements SellerDialect {
  constructor(private readonly sessions: McpSessions) {}

  prepare(seller: Seller, material: CallMaterial): FrozenCall {
    return prepareCall(seller, material);
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
    const answer = readCallAnswer(operation.type, reply);
    return reply.ok ? answer : afterScopeRefusal(operation, reply.fault, answer);
  }

  poll(seller: Seller, operations: readonly Operation[], signal: AbortSignal): Promise<Answers> {
    return pollAll(this.sessions, seller, operations, signal);
  }

  /** Looks for the task, if there is one, and then for the media buy that carries our `po_number` or `buyer_ref`. */
  async reconcile(seller: Seller, operation: Operation, signal: AbortSignal): Promise<Answer> {
    const answers = await pollAll(this.sessions, seller, [operation], signal);
    return answers.get(operation.id) ?? { finding: { kind: 'no_evidence' } };
  }

  followBuys(seller: Seller, buys: readonly FollowedBuy[], signal: AbortSignal): Promise<BuyAnswers> {
    return followBuys(this.sessions, seller, buys, signal);
  }

  async listOpenTasks(seller: Seller, signal: AbortSignal): Promise<OpenTask[] | null> {
    const tools = await followTools(this.sessions, seller, signal);
    if ('fault' in tools || tools.list === null) return null;
    return listOpenTasks(this.sessions, seller, tools.list, signal);
  }

  parseWebhook(_: Seller, body: JsonObject, type?: OperationType): WebhookWord {
    assertEnvelope(body);
    return readWebhook(body, type);
  }

  capabilities(seller: Seller, signal: AbortSignal): Promise<SellerCapabilities> {
    return readCapabilities(this.sessions, seller, signal);
  }
}
