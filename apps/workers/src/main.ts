import { Module } from '@nestjs/common';
import { checkSchema } from '@adcp-orchestrator/ledger';
import { runWorker } from '@adcp-orchestrator/platform';
import { NotifierModule } from '@adcp-orchestrator/worker-roles/notifier';
import { PollerModule } from '@adcp-orchestrator/worker-roles/poller';
import { SubmitterModule } from '@adcp-orchestrator/worker-roles/submitter';

@Module({ imports: [SubmitterModule, PollerModule, NotifierModule] })
class WorkersModule {}

void runWorker({ name: 'workers', env: process.env, poolSize: 20, checkSchema, module: WorkersModule });
