import { checkSchema } from '@adcp-orchestrator/ledger';
import { poolSizes, runWorker } from '@adcp-orchestrator/platform';
import { SubmitterModule } from '@adcp-orchestrator/worker-roles/submitter';

void runWorker({
  name: 'submitter',
  env: process.env,
  poolSize: poolSizes.submitter,
  checkSchema,
  module: SubmitterModule,
});
