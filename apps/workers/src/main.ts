import { Module } from '@nestjs/common';
import { Ledger, checkSchema } from '@adcp-orchestrator/ledger';
import { poolSizes, runWorker } from '@adcp-orchestrator/platform';
import { LedgerModule } from '@adcp-orchestrator/queues';
import { Notifier, NotifierModule } from '@adcp-orchestrator/worker-roles/notifier';
import { PollerModule } from '@adcp-orchestrator/worker-roles/poller';
import { SubmitterModule } from '@adcp-orchestrator/worker-roles/submitter';

@Module({ imports: [SubmitterModule, PollerModule, NotifierModule, LedgerModule] })
class WorkersModule {
  /** What the gate of this process owes goes to its notifier with the commit. */
  constructor(ledger: Ledger, notifier: Notifier) {
    ledger.handDeliveriesTo(notifier);
  }
}

void runWorker({ name: 'workers', env: process.env, poolSize: poolSizes.workers, checkSchema, module: WorkersModule });
