import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { freePort } from '@adcp-orchestrator/testing';
import { ManagedProcess } from '../support/managed-process';

const loopbackOnly = join(__dirname, '..', 'support', 'loopback-only.cjs');
const startMs = 90_000;
const callMs = 15_000;
/** How long the hybrid seller takes to approve. Long enough that it is asked in between. */
const approvalMs = 800;

/** The one credential that the examples know. The error-compliant one knows none, and takes any. */
export const exampleToken = 'sk_harness_do_not_use_in_prod';

/** The example sellers of `@adcp/sdk`. */
export const exampleNames = ['guaranteed', 'non-guaranteed', 'error-compliant', 'hybrid'] as const;
export type ExampleName = (typeof exampleNames)[number];

/** The sellers that the SDK ships as examples, unchanged, and the mock ad servers on which two of them book. */
export class Examples {
  /** When the present sellers started. What they keep in memory is younger. */
  startedAt = 0;

  private constructor(
    private readonly adServers: ManagedProcess,
    private readonly launch: () => ManagedProcess,
    private sellers: ManagedProcess,
    private readonly ports: Record<ExampleName | 'control', number>,
  ) {}

  /** @throws Error when they do not get ready */
  static async start(): Promise<Examples> {
    const ports = {
      guaranteed: await freePort(),
      'non-guaranteed': await freePort(),
      'error-compliant': await freePort(),
      hybrid: await freePort(),
      control: await freePort(),
    };
    const books = { guaranteed: await freePort(), 'non-guaranteed': await freePort() };
    const process = (name: string, file: string, env: Record<string, string>) =>
      new ManagedProcess({ name, args: ['--require', loopbackOnly, join(__dirname, file)], env });
    const adServers = process("the SDK's mock ad servers", 'ad-servers.cjs', {
      GUARANTEED_PORT: String(books.guaranteed),
      NON_GUARANTEED_PORT: String(books['non-guaranteed']),
    });
    const launch = () =>
      process("the SDK's example sellers", 'examples-host.cjs', {
        NODE_ENV: 'development',
        GUARANTEED_PORT: String(ports.guaranteed),
        GUARANTEED_AD_SERVER: `http://127.0.0.1:${books.guaranteed}`,
        NON_GUARANTEED_PORT: String(ports['non-guaranteed']),
        NON_GUARANTEED_AD_SERVER: `http://127.0.0.1:${books['non-guaranteed']}`,
        ERROR_COMPLIANT_PORT: String(ports['error-compliant']),
        HYBRID_PORT: String(ports.hybrid),
        CONTROL_PORT: String(ports.control),
        APPROVAL_MS: String(approvalMs),
      });
    const examples = new Examples(adServers, launch, launch(), ports);
    try {
      await Promise.all([
        adServers.ready('listening', () => said(adServers, 'ad servers ready'), startMs),
        examples.ready(),
      ]);
    } catch (error) {
      await examples.stop();
      throw error;
    }
    return examples;
  }

  urlOf(name: ExampleName): string {
    return `http://127.0.0.1:${this.ports[name]}`;
  }

  /** Where the hybrid seller publishes the key with which it signs. */
  get keysUrl(): string {
    return `${this.controlUrl}/.well-known/jwks.json`;
  }

  /** The ids of the media buys that the hybrid seller holds. It lists none over AdCP. */
  async hybridBooks(): Promise<string[]> {
    return await this.control('/books');
  }

  /** The webhooks that the hybrid seller sent; `about` ends with the task's id. */
  async hybridWebhooks(): Promise<{ about: string; status?: number }[]> {
    return await this.control('/webhooks');
  }

  /** The sellers' clock stands still at this instant; null: it runs again. */
  async standStill(at: number | null): Promise<void> {
    const body = JSON.stringify({ at });
    await fetch(`${this.controlUrl}/clock`, { method: 'POST', body, signal: AbortSignal.timeout(callMs) });
  }

  /** SIGKILL, and up again. The sellers lose what they kept in memory; the ad servers keep the orders. */
  async restart(): Promise<void> {
    await this.sellers.kill();
    this.startedAt = Date.now();
    this.sellers = this.launch();
    await this.ready();
  }

  /** A buyer's agent of one seller, for what a desk does without the orchestrator. */
  async client(name: ExampleName): Promise<Client> {
    const client = new Client({ name: 'e2e-buyer', version: '1.0.0' });
    const headers = { authorization: `Bearer ${exampleToken}` };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${this.urlOf(name)}/mcp`), { requestInit: { headers } }),
    );
    return client;
  }

  /** One tool call over MCP. @returns the structured answer, also when it is an error */
  async call<T>(name: ExampleName, tool: string, args: Record<string, unknown>): Promise<T> {
    const client = await this.client(name);
    try {
      const result = await client.callTool({ name: tool, arguments: args }, undefined, { timeout: callMs });
      return result.structuredContent as T;
    } finally {
      await client.close();
    }
  }

  async stop(): Promise<void> {
    const parts = [this.sellers, this.adServers];
    await Promise.all(parts.map((part) => part.stop()));
    for (const part of parts) part.reportIfFailed();
  }

  private async control<T>(path: string): Promise<T> {
    const response = await fetch(`${this.controlUrl}${path}`, { signal: AbortSignal.timeout(callMs) });
    return (await response.json()) as T;
  }

  private get controlUrl(): string {
    return `http://127.0.0.1:${this.ports.control}`;
  }

  private async ready(): Promise<void> {
    await this.sellers.ready('listening', () => said(this.sellers, 'examples ready'), startMs);
  }
}

function said(part: ManagedProcess, words: string): true | undefined {
  return part.output.some((line) => line.includes(words)) ? true : undefined;
}
