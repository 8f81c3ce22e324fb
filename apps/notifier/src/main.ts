import { checkSchema } from '@adcp-orchestrator/ledger';
import { poolSizes, runWorker } from '@adcp-orchestrator/platform';
import { NotifierModule } from '@adcp-orchestrator/worker-roles/notifier';

void runWorker({
  name: 'notifier',
  env: process.env,
  poolSize: poolSizes.notifier,
  checkSchema,
  module: NotifierModule,
});
