import { checkSchema } from '@adcp-orchestrator/ledger';
import { runWorker } from '@adcp-orchestrator/platform';
import { NotifierModule } from '@adcp-orchestrator/worker-roles/notifier';

void runWorker({ name: 'notifier', env: process.env, poolSize: 10, checkSchema, module: NotifierModule });
