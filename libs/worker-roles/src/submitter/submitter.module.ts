import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { BatchingLedger } from '@adcp-orchestrator/ledger';
import { Essentials, SecretBox } from '@adcp-orchestrator/platform';
import { HintMetrics, LedgerModule, WorkerModule } from '@adcp-orchestrator/queues';
import { McpSessions, SellerDirectory, SellersModule } from '@adcp-orchestrator/sellers';
import { Submitter } from './claiming/submitter';
import { OperationSender } from './sending/operation-sender';
import { SubmitterRole } from './submitter-role';

/** Unique per process. A process that was killed must not seem to hold the lease of its successor. */
const owner = `submitter/${randomUUID()}`;

@Module({
  imports: [WorkerModule, LedgerModule, SellersModule],
  providers: [
    {
      provide: OperationSender,
      inject: [Essentials, BatchingLedger, SellerDirectory, McpSessions, SecretBox],
      useFactory: (
        { pool, clock, log, config: { leaseSeconds, webhookUrl } }: Essentials,
        ledger: BatchingLedger,
        directory: SellerDirectory,
        sessions: McpSessions,
        box: SecretBox,
      ) => new OperationSender({ pool, ledger, directory, sessions, box, clock, log, owner, leaseSeconds, webhookUrl }),
    },
    {
      provide: Submitter,
      inject: [Essentials, OperationSender, HintMetrics],
      useFactory: (
        { pool, clock, log, config: { leaseSeconds, callTimeoutSeconds } }: Essentials,
        sender: OperationSender,
        { onTakeover }: HintMetrics,
      ) =>
        new Submitter({
          pool,
          sender,
          clock,
          log,
          owner,
          leaseSeconds,
          callTimeoutSeconds,
          onTakeover: (operation) => {
            onTakeover('submit', operation);
          },
        }),
    },
    SubmitterRole,
  ],
})
export class SubmitterModule {}
