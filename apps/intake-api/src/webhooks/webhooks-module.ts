import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger } from '@adcp-orchestrator/ledger';
import { LOG, type Log, POOL, SecretBox } from '@adcp-orchestrator/platform';
import { McpSessions, SellersModule, createDialects, openSeller } from '@adcp-orchestrator/sellers';
import { WebhookReceiver } from '@adcp-orchestrator/webhooks';
import { CLOCK } from '../tokens';
import { WebhooksController } from './webhooks-controller';

@Module({
  imports: [SellersModule],
  controllers: [WebhooksController],
  providers: [
    {
      provide: WebhookReceiver,
      inject: [POOL, Ledger, McpSessions, SecretBox, CLOCK, LOG],
      useFactory: (pool: Pool, ledger: Ledger, sessions: McpSessions, box: SecretBox, clock: Clock, log: Log) =>
        new WebhookReceiver({
          pool,
          // Webhooks come in bursts: those of the same few milliseconds share a statement.
          gate: new BatchingLedger(ledger),
          openSeller: (row) => openSeller(row, box),
          dialectOf: createDialects({ sessions }),
          clock,
          log,
        }),
    },
  ],
})
export class WebhooksModule {}
