import { checkSchema } from '@adcp-orchestrator/ledger';
import { poolSizes, runWorker } from '@adcp-orchestrator/platform';
import { PollerModule } from '@adcp-orchestrator/worker-roles/poller';

void runWorker({ name: 'poller', env: process.env, poolSize: poolSizes.poller, checkSchema, module: PollerModule });
