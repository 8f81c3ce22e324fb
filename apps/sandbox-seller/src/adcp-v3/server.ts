import {
  createAdcpServerFromPlatform,
  createIdempotencyStore,
  InMemoryStateStore,
  type DecisioningAdcpServer,
  type IdempotencyStore,
} from '@adcp/sdk/server';
import type { Publisher } from '../publisher/publisher';
import type { Store } from '../state/store';
import { SandboxPlatform } from './platform';
import { createReplayBackend } from './replay-backend';
import { createTaskRegistry } from './task-registry';

const replayTtlSeconds = 86_400;
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Prepares the SDK. A sandbox sends webhooks to loopback over http, which the SDK allows only if its environment says
 * so. And the SDK traces every poll to the console, which would bury what this process has to say.
 */
export function prepareSdk(): void {
  process.env.ADCP_DECISIONING_ALLOW_HTTP_WEBHOOKS ??= '1';
  process.env.ADCP_DECISIONING_ALLOW_PRIVATE_WEBHOOK_URLS ??= '1';
  const log = console.log as typeof console.log & { quiet?: boolean };
  if (log.quiet) return;
  const filtered: typeof log = (...args: unknown[]) => {
    if (args[0] !== '[trace.tasks_get]') log(...args);
  };
  filtered.quiet = true;
  console.log = filtered;
}

/** Runs `create` without the warnings about the SDK's tool name "tasks/get", which MCP prints once for each server. */
function withoutNameWarnings<T>(create: () => T): T {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return create();
  } finally {
    console.warn = warn;
  }
}

/** Makes one publisher's MCP servers, one for each session. What they share lives in the store. */
export class AdcpServers {
  private readonly platform: SandboxPlatform;
  private readonly idempotency: IdempotencyStore;
  private readonly state = new InMemoryStateStore();

  constructor(
    private readonly seller: string,
    agentUrl: string,
    private readonly store: Store,
    publisher: Publisher,
    now: () => number,
  ) {
    this.platform = new SandboxPlatform(seller, agentUrl, store, publisher, now);
    this.idempotency = createIdempotencyStore({
      backend: createReplayBackend(store, seller),
      ttlSeconds: replayTtlSeconds,
    });
  }

  create(): DecisioningAdcpServer {
    return withoutNameWarnings(() => this.build());
  }

  private build(): DecisioningAdcpServer {
    return createAdcpServerFromPlatform(this.platform, {
      name: 'sandbox-seller-adcp-v3',
      version: '1.0.0',
      taskRegistry: createTaskRegistry(this.store, this.seller),
      idempotency: this.idempotency,
      stateStore: this.state,
      resolveIdempotencyPrincipal: () => 'buyer',
      validation: { requests: 'strict', responses: 'strict' },
      allowPrivateWebhookUrls: true,
      autoEmitCompletionWebhooks: false,
      logger: silent,
    });
  }
}
