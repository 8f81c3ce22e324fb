import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { BatchingLedger, Ledger } from '@adcp-orchestrator/ledger';
import { Essentials } from '@adcp-orchestrator/platform';
import { HintMetrics, HintSender, LedgerModule, WorkerModule } from '@adcp-orchestrator/queues';
import { SellerDirectory, SellersModule } from '@adcp-orchestrator/sellers';
import { SellerPoller } from './asking/seller-poller';
import { BuyFollower } from './following/buy-follower';
import { PollerRole } from './poller-role';
import { Reconciler } from './reconciliation/reconciler';

const owner = `poller/${randomUUID()}`;
/** What falls due within a third of the first interval, and at most this, is asked about in the same turn. */
const SOON_MAX_SECONDS = 10;

@Module({
  imports: [WorkerModule, LedgerModule, SellersModule],
  providers: [
    {
      provide: SellerPoller,
      inject: [Essentials, BatchingLedger, SellerDirectory, HintSender, HintMetrics],
      useFactory: (
        { pool, clock, log, config: { leaseSeconds, timings } }: Essentials,
        ledger: BatchingLedger,
        directory: SellerDirectory,
        hints: HintSender,
        metrics: HintMetrics,
      ) =>
        new SellerPoller({
          pool,
          ledger,
          directory,
          clock,
          hints,
          log,
          owner,
          leaseSeconds,
          soonSeconds: Math.min(SOON_MAX_SECONDS, timings.pollInitialSeconds / 3),
          onTakeover: (seller) => {
            metrics.onTakeover('poll', seller);
          },
        }),
    },
    {
      provide: BuyFollower,
      inject: [Essentials, Ledger, SellerDirectory],
      useFactory: ({ pool, clock, log, config }: Essentials, ledger: Ledger, directory: SellerDirectory) =>
        new BuyFollower({ pool, ledger, directory, clock, log, owner, timings: config.timings }),
    },
    {
      provide: Reconciler,
      inject: [Essentials, Ledger, SellerDirectory],
      useFactory: ({ pool, clock, log, config }: Essentials, ledger: Ledger, directory: SellerDirectory) =>
        new Reconciler({ pool, ledger, directory, clock, log, everySeconds: config.reconcileSeconds }),
    },
    PollerRole,
  ],
})
export class PollerModule {}
