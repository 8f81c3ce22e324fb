import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { freePort } from './free-port';
import { ManagedProcess } from './managed-process';
import { workspaceRoot } from './workspace';

const sdk = join(workspaceRoot, 'node_modules', '@adcp', 'sdk');
const loopbackOnly = join(__dirname, 'loopback-only.cjs');
const startMs = 90_000;
const callMs = 15_000;
/** The one credential that the examples know. */
export const sdkSellerToken = 'sk_harness_do_not_use_in_prod';

/** The examples of `@adcp/sdk`, each over its own mock ad server. */
export const SdkExample = { guaranteed: 'guaranteed', nonGuaranteed: 'non-guaranteed' } as const;
export type SdkExample = (typeof SdkExample)[keyof typeof SdkExample];

/** A seller that the SDK ships as an example, unchanged, with the mock ad server that it books on. */
export class SdkSeller {
  private constructor(
    private readonly upstream: ManagedProcess,
    private readonly launch: () => ManagedProcess,
    private adapter: ManagedProcess,
    readonly agentUrl: string,
  ) {}

  /** @throws Error when one of the two does not get ready */
  static async start(example: SdkExample): Promise<SdkSeller> {
    const [upstreamPort, sellerPort] = [await freePort(), await freePort()];
    const upstream = new ManagedProcess({
      name: `mock ad server (${example})`,
      args: [
        '--require',
        loopbackOnly,
        join(sdk, 'bin', 'adcp.js'),
        'mock-server',
        `sales-${example}`,
        '--port',
        String(upstreamPort),
      ],
      env: {},
    });
    const launch = () =>
      new ManagedProcess({
        name: `SDK seller (${example})`,
        args: [
          '--require',
          loopbackOnly,
          '--import',
          'tsx',
          join(sdk, 'examples', `hello_seller_adapter_${example.replace('-', '_')}.ts`),
        ],
        env: { PORT: String(sellerPort), UPSTREAM_URL: `http://127.0.0.1:${upstreamPort}`, NODE_ENV: 'development' },
      });
    const seller = new SdkSeller(upstream, launch, launch(), `http://127.0.0.1:${sellerPort}/mcp`);
    try {
      await Promise.all([upstream.ready('listening', () => said(upstream, 'Press Ctrl+C'), startMs), seller.ready()]);
    } catch (error) {
      await seller.stop();
      throw error;
    }
    return seller;
  }

  /** SIGKILL and up again: the example keeps its tasks in memory, its ad server keeps the orders. */
  async restart(): Promise<void> {
    await this.adapter.kill();
    this.adapter = this.launch();
    await this.ready();
  }

  /** One tool call over MCP, as a buyer's agent makes it. @throws Error when the seller answers with an error */
  async call<T>(tool: string, args: Record<string, unknown>): Promise<T> {
    const client = new Client({ name: 'e2e-buyer', version: '1.0.0' });
    const transport = new StreamableHTTPClientTransport(new URL(this.agentUrl), {
      requestInit: { headers: { authorization: `Bearer ${sdkSellerToken}` } },
    });
    await client.connect(transport);
    try {
      const result = await client.callTool({ name: tool, arguments: args }, undefined, { timeout: callMs });
      if (result.isError === true) throw new Error(`${tool} failed: ${JSON.stringify(result)}`);
      return result.structuredContent as T;
    } finally {
      await client.close();
    }
  }

  async stop(): Promise<void> {
    const parts = [this.adapter, this.upstream];
    await Promise.all(parts.map((part) => part.stop()));
    for (const part of parts) part.reportIfFailed();
  }

  private async ready(): Promise<void> {
    await this.adapter.ready('listening', () => said(this.adapter, 'AdCP agent running'), startMs);
  }
}

function said(part: ManagedProcess, words: string): true | undefined {
  return part.output.some((line) => line.includes(words)) ? true : undefined;
}
