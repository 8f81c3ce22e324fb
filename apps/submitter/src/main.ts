import { checkSchema } from '@adcp-orchestrator/ledger';
import { runWorker } from '@adcp-orchestrator/platform';
import { SubmitterModule } from '@adcp-orchestrator/worker-roles/submitter';

void runWorker({ name: 'submitter', env: process.env, poolSize: 10, checkSchema, module: SubmitterModule });
