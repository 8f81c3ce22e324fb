import { Module } from '@nestjs/common';
import { BatchingLedger, EventSignal, Ledger } from '@adcp-orchestrator/ledger';
import {
  Essentials,
  Shutdown,
  ShutdownPhase,
  createOperationMetrics,
  reportAttention,
  reportMatchFailed,
} from '@adcp-orchestrator/platform';
import { QueuesModule } from './queues-module';
import { HintSender } from './sending/hint-sender';
import { TellingHints } from './sending/telling-hints';

/** The ledger of a process: what it commits is measured and logged, wakes the workers, and is told to the streams. */
@Module({
  imports: [QueuesModule],
  providers: [
    {
      provide: EventSignal,
      inject: [Essentials, Shutdown],
      useFactory: ({ pool, log }: Essentials, shutdown: Shutdown) => {
        const signal = new EventSignal(pool, (error) => {
          log.warn(
            { err: error },
            'new events could not be told to the streams; they look at the rows in a few seconds',
          );
        });
        shutdown.add(ShutdownPhase.closeQueues, 'event signals', () => signal.settle());
        return signal;
      },
    },
    {
      provide: TellingHints,
      inject: [HintSender, EventSignal],
      useFactory: (hints: HintSender, signal: EventSignal) => new TellingHints(hints, signal),
    },
    {
      provide: Ledger,
      inject: [Essentials, TellingHints],
      useFactory: ({ pool, clock, config, metrics, log }: Essentials, hints: TellingHints) =>
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
  exports: [Ledger, BatchingLedger, TellingHints],
})
export class LedgerModule {}
