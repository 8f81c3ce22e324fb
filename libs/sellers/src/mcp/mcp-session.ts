import { randomUUID } from 'node:crypto';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ListToolsResultSchema, ResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { Agent } from 'undici';
import type { JsonObject, Seller } from '@adcp-orchestrator/domain';
import { WORKING_LIMIT_SECONDS } from '@adcp-orchestrator/platform';
import type { CallProgress, CallRecord } from './call-record';
import { SessionTransport } from './session-transport';

/** One validator for all clients: making it is nearly the whole cost of a client. */
const validator = new AjvJsonSchemaValidator();
const clientInfo = { name: 'adcp-orchestrator', version: '0.1.0' };

/** Failed sends leave a little memory behind in the client. After this many, the session is replaced. */
const MAX_FAILURES = 32;
const MAX_TOOL_PAGES = 20;
/** How many names are kept: they are stored with the seller and shown to the desk. */
const MAX_TOOLS = 512;
/** The names that MCP allows for tools (2025-11-25, tool names: at most 128 characters), and the `/` of `tasks/get`. */
const TOOL_NAME = /^[A-Za-z0-9_./-]{1,128}$/;
/** Added to the client's own timer, so that ours always falls first: it knows the reason. */
const CLIENT_TIMER_SLACK_MS = 5_000;

/** The header for the credential at sellers of the guide's protocol, when the settings name none. */
const DEFAULT_CREDENTIAL_HEADER = 'x-adcp-auth';

/**
 * One open MCP session with one seller, used by many calls at once. A retired session takes no new calls, and closes
 * when its last call has ended.
 */
export class McpSession {
  /** The seller's tool names; null before they were asked for. */
  tools: string[] | null = null;
  lastUsedAt = Date.now();
  #retired = false;
  #inFlight = 0;
  #failures = 0;
  #closed = false;
  readonly #client: Client;
  readonly #transport: SessionTransport;

  constructor(
    seller: Seller,
    agent: Agent,
    private readonly timeoutMs: number,
    maxAnswerBytes: number,
  ) {
    this.#client = new Client(clientInfo, { jsonSchemaValidator: validator });
    this.#transport = new SessionTransport(new URL(seller.agentUrl), agent, credentialHeaders(seller), maxAnswerBytes);
  }

  /** @throws what the MCP client throws; the record has the facts of the exchange */
  async open(record: CallRecord): Promise<void> {
    await this.#transport.underOwn(record, () => this.#client.connect(this.#transport, { timeout: this.#timeout }));
  }

  /**
   * Makes one `tools/call`, sent once. The answer is not checked against the seller's output schema: a mismatch must
   * not hide the answer to a call that was executed.
   * @param onProgress when given, the seller is asked to show progress. Each sign of it prolongs the call, up to the
   *   limit for work (300 s)
   */
  async call(
    tool: string,
    args: JsonObject,
    record: CallRecord,
    onProgress?: (progress: CallProgress) => void,
  ): Promise<JsonObject> {
    const params: JsonObject = { name: tool, arguments: args };
    let timeout = this.#timeout;
    if (onProgress !== undefined) {
      const token = randomUUID();
      record.progress = { token, onProgress };
      params._meta = { progressToken: token };
      // The client's own timer does not see progress, because the fetch takes those messages.
      timeout = Math.max(timeout, WORKING_LIMIT_SECONDS * 1000 + CLIENT_TIMER_SLACK_MS);
    }
    return (await this.#use(record, () =>
      this.#client.request({ method: 'tools/call', params }, ResultSchema, { timeout }),
    )) as JsonObject;
  }

  /** Reads the tool list, at most 20 pages and 512 names. What cannot be a tool's name is left out. */
  async listTools(record: CallRecord): Promise<string[]> {
    const names: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_TOOL_PAGES; page += 1) {
      const params = cursor === undefined ? {} : { cursor };
      const answer = await this.#use(record, () =>
        this.#client.request({ method: 'tools/list', params }, ListToolsResultSchema, { timeout: this.#timeout }),
      );
      names.push(...answer.tools.map(({ name }) => name).filter((name) => TOOL_NAME.test(name)));
      cursor = answer.nextCursor;
      if (cursor === undefined || names.length >= MAX_TOOLS) break;
    }
    this.tools = names.slice(0, MAX_TOOLS);
    return this.tools;
  }

  /** Counts a call into the session. The session stays open until the call has left. */
  enter(): void {
    this.#inFlight += 1;
    this.lastUsedAt = Date.now();
  }

  async leave(): Promise<void> {
    this.#inFlight -= 1;
    this.lastUsedAt = Date.now();
    if (this.#retired && this.isIdle) await this.#close(null);
  }

  get isIdle(): boolean {
    return this.#inFlight === 0;
  }

  get isWornOut(): boolean {
    return this.#failures >= MAX_FAILURES;
  }

  async retire(farewell: CallRecord | null): Promise<void> {
    this.#retired = true;
    if (this.isIdle) await this.#close(farewell);
  }

  /** @param farewell the record for telling the seller; null when it has forgotten us, or when we are in a hurry */
  async #close(farewell: CallRecord | null): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (farewell !== null && this.#transport.sessionId !== undefined) {
      // A courtesy, so that the seller need not keep the session. Whether it hears us changes nothing for us.
      await this.#transport.underOwn(farewell, () => this.#transport.terminateSession()).catch(() => undefined);
    }
    await this.#client.close();
  }

  async #use<T>(record: CallRecord, call: () => Promise<T>): Promise<T> {
    try {
      return await this.#transport.under(record, call);
    } catch (error) {
      this.#failures += 1;
      throw error;
    }
  }

  get #timeout(): number {
    return this.timeoutMs + CLIENT_TIMER_SLACK_MS;
  }
}

function credentialHeaders(seller: Seller): Record<string, string> {
  const { credential } = seller;
  if (credential === null) return {};
  if (credential.scheme === 'bearer') return { authorization: `Bearer ${credential.token}` };
  return { [credential.header ?? DEFAULT_CREDENTIAL_HEADER]: credential.token };
}
