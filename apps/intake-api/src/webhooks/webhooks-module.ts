import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import type { Agent } from 'undici';
import type { Clock } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger } from '@adcp-orchestrator/ledger';
import {
  CONFIG,
  type Config,
  LOG,
  type Log,
  METRICS,
  POOL,
  SecretBox,
  Shutdown,
  ShutdownPhase,
  acrossTenants,
  createGuardedAgent,
} from '@adcp-orchestrator/platform';
import { McpSessions, SellersModule, createDialects, openSeller } from '@adcp-orchestrator/sellers';
import { SignatureVerifier, WebhookReceiver } from '@adcp-orchestrator/webhooks';
import { CLOCK } from '../tokens';
import { NonceRetention } from './nonce-retention';
import { createWebhookMetrics } from './webhook-metrics';
import { WebhooksController } from './webhooks-controller';

const KEYS_AGENT = Symbol('KeysAgent');
/** Keys, brand.json and revocation lists are few and small. A fetch that hangs is soon given up. */
const KEYS_RESPONSE_TIMEOUT_MS = 5_000;
const KEYS_CONNECTIONS_PER_ORIGIN = 4;

@Module({
  imports: [SellersModule],
  controllers: [WebhooksController],
  providers: [
    {
      provide: KEYS_AGENT,
      inject: [CONFIG, Shutdown, LOG],
      useFactory: ({ allowPrivateNetworks, egressProxyUrl }: Config, shutdown: Shutdown, log: Log): Agent => {
        const agent = createGuardedAgent({
          allowPrivateNetworks,
          egressProxyUrl,
          responseTimeoutMs: KEYS_RESPONSE_TIMEOUT_MS,
          connectionsPerOrigin: KEYS_CONNECTIONS_PER_ORIGIN,
          log,
        });
        shutdown.add(ShutdownPhase.closeQueues, 'connections to key servers', () => agent.destroy());
        return agent;
      },
    },
    {
      provide: SignatureVerifier,
      inject: [POOL, KEYS_AGENT, CONFIG, CLOCK],
      useFactory: (pool: Pool, dispatcher: Agent, { allowPrivateNetworks }: Config, clock: Clock) =>
        new SignatureVerifier({
          pool: acrossTenants(pool, 'seller webhooks'),
          dispatcher,
          allowPrivateNetworks,
          clock,
        }),
    },
    {
      provide: WebhookReceiver,
      inject: [POOL, Ledger, McpSessions, SecretBox, CLOCK, LOG, SignatureVerifier, METRICS],
      useFactory: (
        pool: Pool,
        ledger: Ledger,
        sessions: McpSessions,
        box: SecretBox,
        clock: Clock,
        log: Log,
        signatures: SignatureVerifier,
        metrics: Registry,
      ) => {
        const whole = acrossTenants(pool, 'seller webhooks');
        return new WebhookReceiver({
          pool: whole,
          // Webhooks come in bursts. Those of the same few milliseconds share a statement, of whichever tenants they are.
          gate: new BatchingLedger(ledger.onPool(whole)),
          openSeller: (row) => openSeller(row, box),
          dialectOf: createDialects({ sessions }),
          clock,
          log,
          signatures,
          ...createWebhookMetrics(metrics),
        });
      },
    },
    NonceRetention,
  ],
})
export class WebhooksModule {}
