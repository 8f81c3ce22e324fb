import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Agent } from 'undici';
import type { CallRecord } from './call-record';
import { SessionRecords } from './session-records';
import { createTransportFetch } from './transport-fetch';

/**
 * The transport of one session. The MCP client knows neither whose call it sends nor what became of the HTTP exchange.
 * So each request is bound here to its call's record, under the id that the client gave it, and the fetch finds the
 * record by that id. An `AsyncLocalStorage` would do the same, and slow down every promise of the process.
 */
export class SessionTransport extends StreamableHTTPClientTransport {
  readonly #records: SessionRecords;

  constructor(url: URL, agent: Agent, headers: Record<string, string>, maxAnswerBytes: number) {
    const records = new SessionRecords();
    super(url, { fetch: createTransportFetch(agent, records, maxAnswerBytes), requestInit: { headers } });
    this.#records = records;
  }

  /** @param request hands exactly one request to the client, which sends it at once */
  under<T>(record: CallRecord, request: () => Promise<T>): Promise<T> {
    this.#records.sending = record;
    try {
      return request();
    } finally {
      this.#records.sending = null;
    }
  }

  /** For the session's own messages. Nothing else is sent meanwhile, or the session is closing. */
  async underOwn<T>(record: CallRecord, work: () => Promise<T>): Promise<T> {
    this.#records.own = record;
    try {
      return await work();
    } finally {
      this.#records.own = null;
    }
  }

  override async send(
    message: JSONRPCMessage | JSONRPCMessage[],
    options?: Parameters<StreamableHTTPClientTransport['send']>[1],
  ): Promise<void> {
    const { sending, byRequest } = this.#records;
    if (sending === null || Array.isArray(message) || !('method' in message) || !('id' in message)) {
      return super.send(message, options);
    }
    byRequest.set(message.id, sending);
    try {
      await super.send(message, options);
    } finally {
      byRequest.delete(message.id);
    }
  }
}
