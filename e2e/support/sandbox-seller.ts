import { freePort } from '@adcp-orchestrator/testing';
import { startApp } from './app-process';
import type { ManagedProcess } from './managed-process';
import { until } from './until';

const requestMs = 10_000;
export const sandboxToken = 'sandbox-token';

/** What the sandbox did for one purchase order. `booked` counts the media buys that exist. */
export interface BookingJson {
  seller: string;
  po_number: string | null;
  executions: number;
  booked: number;
  open_tasks: number;
}

export interface MediaBuyJson {
  media_buy_id: string;
  seller: string;
  po_number: string | null;
  state: string;
}

export interface TaskJson {
  task_id: string;
  seller: string;
  po_number: string | null;
  state: string;
}

export interface WebhookDeliveryJson {
  task_id: string;
  url: string;
  status: number | null;
  delivered: boolean;
}

type Dialect = 'hitl-v1' | 'adcp-v3';

/** The sandbox seller in a process of its own, with its control API. */
export class SandboxSeller {
  private constructor(
    private part: ManagedProcess,
    private readonly env: Record<string, string>,
    readonly url: string,
  ) {}

  /** @param journal the file that keeps its records over restarts; absent: they are in memory */
  static async start(journal?: string): Promise<SandboxSeller> {
    const port = await freePort();
    const env = {
      HOST: '127.0.0.1',
      PORT: String(port),
      SANDBOX_TOKEN: sandboxToken,
      ...(journal !== undefined && { SANDBOX_DATA: journal }),
    };
    const sandbox = new SandboxSeller(SandboxSeller.launch(env), env, `http://127.0.0.1:${port}`);
    await sandbox.ready();
    return sandbox;
  }

  /** SIGKILL, and up again on the same port, with what its journal holds. */
  async restart(): Promise<void> {
    await this.part.kill();
    this.part = SandboxSeller.launch(this.env);
    await this.ready();
  }

  async stop(): Promise<number | null> {
    const exit = await this.part.stop();
    this.part.reportIfFailed();
    return exit?.code ?? null;
  }

  /** Where a publisher of this sandbox is called over MCP. */
  agentUrl(dialect: Dialect, seller: string): string {
    return `${this.url}/${dialect}/${seller}/mcp`;
  }

  /** Where it publishes the key with which it signs webhooks by RFC 9421. */
  get keysUrl(): string {
    return `${this.url}/.well-known/jwks.json`;
  }

  async tasks(seller: string): Promise<TaskJson[]> {
    return (await this.control<{ tasks: TaskJson[] }>('GET', `/control/tasks?seller=${seller}`)).tasks;
  }

  async awaitTask(seller: string, poNumber: string): Promise<TaskJson> {
    return await until(`a task for ${poNumber} at ${seller}`, async () =>
      (await this.tasks(seller)).find((task) => task.po_number === poNumber),
    );
  }

  async approve(taskId: string): Promise<void> {
    await this.control('POST', `/control/tasks/${taskId}/approve`, {});
  }

  async reject(taskId: string, reason: string): Promise<void> {
    await this.control('POST', `/control/tasks/${taskId}/reject`, { reason });
  }

  async bookings(seller: string): Promise<{ bookings: BookingJson[]; media_buys: MediaBuyJson[] }> {
    return await this.control('GET', `/control/bookings?seller=${seller}`);
  }

  /** Where and with what proof this publisher announces outcomes (hitl-v1). */
  async announceTo(seller: string, webhook: { url: string; mode: 'bearer' | 'hmac'; secret: string }): Promise<void> {
    await this.control('POST', '/control/webhooks', { seller, dialect: 'hitl-v1', ...webhook });
  }

  async webhookDeliveries(seller: string): Promise<WebhookDeliveryJson[]> {
    const { deliveries } = await this.control<{ deliveries: WebhookDeliveryJson[] }>(
      'GET',
      `/control/webhooks?seller=${seller}`,
    );
    return deliveries;
  }

  private async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(requestMs),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the sandbox answered ${method} ${path} with ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  private async ready(): Promise<void> {
    await this.part.ready('listening', () =>
      this.part.output.some((line) => line.includes('sandbox-seller listening on')) ? true : undefined,
    );
  }

  private static launch(env: Record<string, string>): ManagedProcess {
    return startApp('sandbox-seller', env);
  }
}
