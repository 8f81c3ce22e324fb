import { Global, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import { ApiKeyDirectory } from '@adcp-orchestrator/access';
import { LOG, type Log, POOL } from '@adcp-orchestrator/platform';
import { LedgerModule, QueuesModule, TellingHints } from '@adcp-orchestrator/queues';
import { Authenticator } from './access/authenticator';
import { AllowedMethods } from './http/allowed-methods';
import { HINTS } from './tokens';

/** What every feature of the API uses. */
@Global()
@Module({
  imports: [QueuesModule, LedgerModule],
  providers: [
    { provide: HINTS, useExisting: TellingHints },
    {
      provide: ApiKeyDirectory,
      inject: [POOL, LOG],
      useFactory: (pool: Pool, log: Log) => new ApiKeyDirectory(pool, log),
    },
    Authenticator,
    AllowedMethods,
  ],
  exports: [HINTS, LedgerModule, ApiKeyDirectory, Authenticator, AllowedMethods],
})
export class CoreModule {}
