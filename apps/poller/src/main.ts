import { checkSchema } from '@adcp-orchestrator/ledger';
import { runWorker } from '@adcp-orchestrator/platform';
import { PollerModule } from '@adcp-orchestrator/worker-roles/poller';

void runWorker({ name: 'poller', env: process.env, poolSize: 10, checkSchema, module: PollerModule });
