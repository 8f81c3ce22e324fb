import { Global, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import { ApiKeyDirectory } from '@adcp-orchestrator/access';
import type { Clock, HintSink } from '@adcp-orchestrator/domain';
import { Ledger } from '@adcp-orchestrator/ledger';
import {
  CONFIG,
  type Config,
  LOG,
  type Log,
  METRICS,
  POOL,
  createOperationMetrics,
  reportAttention,
  reportMatchFailed,
} from '@adcp-orchestrator/platform';
import { HintSender } from '@adcp-orchestrator/queues';
import { Authenticator } from './access/authenticator';
import { AllowedMethods } from './http/allowed-methods';
import { CLOCK, HINTS } from './tokens';

/** What every feature of the API uses. */
@Global()
@Module({
  providers: [
    { provide: HINTS, useExisting: HintSender },
    {
      provide: Ledger,
      inject: [POOL, CLOCK, CONFIG, HINTS, METRICS, LOG],
      useFactory: (pool: Pool, clock: Clock, { timings }: Config, hints: HintSink, metrics: Registry, log: Log) =>
        new Ledger({
          pool,
          clock,
          timings,
          hints,
          onObserved: createOperationMetrics(metrics),
          onAttention: reportAttention(log),
          onMatchFailed: reportMatchFailed(log),
        }),
    },
    { provide: ApiKeyDirectory, inject: [POOL], useFactory: (pool: Pool) => new ApiKeyDirectory(pool) },
    Authenticator,
    AllowedMethods,
  ],
  exports: [HINTS, Ledger, ApiKeyDirectory, Authenticator, AllowedMethods],
})
export class CoreModule {}
