import { Module } from '@nestjs/common';
import { BatchingLedger, Ledger } from '@adcp-orchestrator/ledger';
import { Essentials, createOperationMetrics, reportAttention, reportMatchFailed } from '@adcp-orchestrator/platform';
import { QueuesModule } from './queues-module';
import { HintSender } from './sending/hint-sender';

/** The ledger of a process: what it commits is measured and logged, and wakes the workers by hints. */
@Module({
  imports: [QueuesModule],
  providers: [
    {
      provide: Ledger,
      inject: [Essentials, HintSender],
      useFactory: ({ pool, clock, config, metrics, log }: Essentials, hints: HintSender) =>
        new Ledger({
          pool,
          clock,
          timings: config.timings,
          hints,
          onObserved: createOperationMetrics(metrics),
          onAttention: reportAttention(log),
          onMatchFailed: reportMatchFailed(log),
        }),
    },
    { provide: BatchingLedger, inject: [Ledger], useFactory: (ledger: Ledger) => new BatchingLedger(ledger) },
  ],
  exports: [Ledger, BatchingLedger],
})
export class LedgerModule {}
