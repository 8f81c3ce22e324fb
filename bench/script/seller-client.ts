import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/**
 * The guide's `mcp_client.call_tool`, as the MCP SDK has it, on a session that is opened once per seller and kept. (The
 * guide connects anew for each call, or does not say. Kept sessions are three times as fast, which favours the script.)
 */
export class SellerClient {
  private connected: Promise<Client> | undefined;

  constructor(private readonly url: string) {}

  async callTool(name: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
    const client = await (this.connected ??= this.connect());
    const result = await client.callTool({ name, arguments: args });
    return result.structuredContent as Record<string, unknown>;
  }

  private async connect(): Promise<Client> {
    const client = new Client({ name: 'guide-script', version: '1.0.0' });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(this.url), { requestInit: { headers: { 'x-adcp-auth': 'bench' } } }),
    );
    return client;
  }
}
