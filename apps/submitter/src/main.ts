import { runWorker } from '@adcp-orchestrator/platform';
import { SubmitterModule } from './submitter.module';

void runWorker({ name: 'submitter', env: process.env, poolSize: 10, module: SubmitterModule });
