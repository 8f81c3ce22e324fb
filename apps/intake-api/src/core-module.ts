import { Global, Module } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import {
  ApiKeyDirectory,
  FAILED_KEYS_SECONDS,
  FailedKeys,
  MAX_FAILED_KEYS,
  SessionDirectory,
} from '@adcp-orchestrator/access';
import {
  CONFIG,
  type Config,
  LOG,
  type Log,
  METRICS,
  POOL,
  type RateStore,
  Shutdown,
  ShutdownPhase,
  acrossTenants,
  createRateStore,
} from '@adcp-orchestrator/platform';
import { LedgerModule, QueuesModule, TellingHints } from '@adcp-orchestrator/queues';
import { Authenticator } from './access/authenticator';
import { RequestLimits } from './access/request-limits';
import { AllowedMethods } from './http/allowed-methods';
import { HeavyReads } from './limits/heavy-reads';
import { SignInLimits } from './session/sign-in-limits';
import { HINTS } from './tokens';

const RATE_STORE = Symbol('RateStore');

/** What every feature of the API uses. */
@Global()
@Module({
  imports: [QueuesModule, LedgerModule],
  providers: [
    { provide: HINTS, useExisting: TellingHints },
    {
      provide: RATE_STORE,
      inject: [POOL, CONFIG, LOG, Shutdown],
      useFactory: (pool: Pool, { redisUrl }: Config, log: Log, shutdown: Shutdown): RateStore => {
        const store = createRateStore({ redisUrl, pool: acrossTenants(pool, 'request limits'), log });
        shutdown.add(ShutdownPhase.closePools, 'request limits', () => store.close());
        return store;
      },
    },
    {
      provide: RequestLimits,
      inject: [RATE_STORE, METRICS, LOG],
      useFactory: (store: RateStore, registry: Registry, log: Log) => new RequestLimits({ store, registry, log }),
    },
    {
      provide: FailedKeys,
      inject: [RATE_STORE, CONFIG, LOG],
      useFactory: (store: RateStore, { redisUrl }: Config, log: Log) => {
        // Without Redis each replica counts by itself: a row for each address that guesses would be worse than the guess.
        const shared = redisUrl === null ? null : store.counter(MAX_FAILED_KEYS, FAILED_KEYS_SECONDS);
        return new FailedKeys({ shared, log });
      },
    },
    {
      provide: ApiKeyDirectory,
      inject: [POOL, LOG, FailedKeys],
      useFactory: (pool: Pool, log: Log, failures: FailedKeys) =>
        new ApiKeyDirectory(acrossTenants(pool, 'authentication'), log, failures),
    },
    {
      provide: SessionDirectory,
      inject: [POOL, FailedKeys],
      useFactory: (pool: Pool, failures: FailedKeys) =>
        new SessionDirectory(acrossTenants(pool, 'authentication'), failures),
    },
    {
      provide: SignInLimits,
      inject: [RATE_STORE, CONFIG, LOG],
      useFactory: (store: RateStore, config: Config, log: Log) => new SignInLimits({ store, config, log }),
    },
    Authenticator,
    AllowedMethods,
    HeavyReads,
  ],
  exports: [
    HINTS,
    LedgerModule,
    ApiKeyDirectory,
    SessionDirectory,
    RequestLimits,
    Authenticator,
    AllowedMethods,
    HeavyReads,
    SignInLimits,
  ],
})
export class CoreModule {}
