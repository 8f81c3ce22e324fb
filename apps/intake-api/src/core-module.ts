import { Global, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { ApiKeyDirectory } from '@adcp-orchestrator/access';
import { POOL } from '@adcp-orchestrator/platform';
import { HintSender, LedgerModule, QueuesModule } from '@adcp-orchestrator/queues';
import { Authenticator } from './access/authenticator';
import { AllowedMethods } from './http/allowed-methods';
import { HINTS } from './tokens';

/** What every feature of the API uses. */
@Global()
@Module({
  imports: [QueuesModule, LedgerModule],
  providers: [
    { provide: HINTS, useExisting: HintSender },
    { provide: ApiKeyDirectory, inject: [POOL], useFactory: (pool: Pool) => new ApiKeyDirectory(pool) },
    Authenticator,
    AllowedMethods,
  ],
  exports: [HINTS, LedgerModule, ApiKeyDirectory, Authenticator, AllowedMethods],
})
export class CoreModule {}
