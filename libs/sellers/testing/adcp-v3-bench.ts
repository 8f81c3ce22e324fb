import type { Answer, Answers, CallColumns, JsonObject, Operation, Seller } from '@adcp-orchestrator/domain';
import { AdcpV3Dialect } from '../src/adcp-v3/adcp-v3-dialect';
import { McpSessions } from '../src/mcp/mcp-sessions';
import { ScriptedSeller, operationOf, sellerAt } from '@adcp-orchestrator/testing/scripted-seller';

export const account = { brand: { domain: 'nova.example' }, operator: 'desk.example' };
export const requestKey = '3f1c2f5e-6f0e-4b0a-9d52-0d9d6a3c1a11';
export const { signal } = new AbortController();

/** A scripted seller with the `adcp-v3` dialect that speaks to it. */
export class AdcpV3Bench {
  readonly dialect: AdcpV3Dialect;

  private constructor(
    readonly server: ScriptedSeller,
    private readonly sessions: McpSessions,
  ) {
    this.dialect = new AdcpV3Dialect(sessions);
  }

  static async start(): Promise<AdcpV3Bench> {
    const sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 30 });
    return new AdcpV3Bench(await ScriptedSeller.start(), sessions);
  }

  async stop(): Promise<void> {
    await this.sessions.close();
    await this.server.close();
  }

  at(overrides: Partial<Seller> = {}): Seller {
    return sellerAt(this.server.url, { dialect: 'adcp-v3', ...overrides });
  }

  /** Submits an operation; the seller answers with this. */
  submit(answer: JsonObject, overrides: Partial<Operation & CallColumns> = {}): Promise<Answer> {
    const operation = row(overrides);
    this.server.tools[operation.type] = () => answer;
    const call = { tool: operation.type, arguments: { idempotency_key: requestKey } };
    return this.dialect.submit(this.at(), operation, call, signal);
  }

  poll(answer: JsonObject | ((args: JsonObject) => JsonObject), operations: Operation[]): Promise<Answers> {
    this.server.tools.get_task_status = typeof answer === 'function' ? answer : () => answer;
    return this.dialect.poll(this.at(), operations, signal);
  }

  async pollOne(answer: JsonObject, overrides: Partial<Operation & CallColumns> = {}): Promise<Answer> {
    const operation = waiting(overrides);
    const found = (await this.poll(answer, [operation])).get(operation.id);
    if (found === undefined) throw new Error('the poll did not answer for the operation');
    return found;
  }
}

export function row(overrides: Partial<Operation & CallColumns> = {}): Operation {
  return operationOf({ dialect: 'adcp-v3', account, poNumber: 'PO-1', ...overrides });
}

export function waiting(overrides: Partial<Operation & CallColumns> = {}): Operation {
  return row({ status: 'pending_approval', taskId: 'task_1', ...overrides });
}

/** A tool result that fails with an `adcp_error`. */
export function adcpError(code: string, more: JsonObject = {}): JsonObject {
  return {
    isError: true,
    content: [{ type: 'text', text: 'error' }],
    structuredContent: { adcp_error: { code, message: `it is ${code}`, ...more } },
  };
}
