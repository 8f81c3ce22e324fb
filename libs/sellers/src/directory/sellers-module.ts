import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import {
  CLOCK,
  CONFIG,
  type Config,
  LOG,
  type Log,
  POOL,
  SecretBox,
  Shutdown,
  ShutdownPhase,
  acrossTenants,
  createRateStore,
} from '@adcp-orchestrator/platform';
import { createDialects } from '../dialects';
import { CallBook, Circuits, RateLimits, SellerManners } from '../manners';
import { McpSessions } from '../mcp/mcp-sessions';
import { SellerDirectory } from './seller-directory';

/**
 * What a process needs to talk to sellers: the open sessions, which close in the order of the shutdown, and the
 * directory.
 */
@Module({
  providers: [
    {
      provide: SellerManners,
      inject: [POOL, CONFIG, CLOCK, LOG, Shutdown],
      useFactory: (fenced: Pool, { redisUrl }: Config, clock: Clock, log: Log, shutdown: Shutdown) => {
        const pool = acrossTenants(fenced, 'seller manners');
        const store = createRateStore({ redisUrl, pool, log });
        const book = new CallBook({ pool, clock, log });
        shutdown.add(ShutdownPhase.closeQueues, 'health of sellers', () => book.flush());
        shutdown.add(ShutdownPhase.closePools, 'rate limits of sellers', () => store.close());
        return new SellerManners({
          circuits: new Circuits({ pool, clock, log, owner: randomUUID() }),
          limits: new RateLimits({ store, log }),
          book,
        });
      },
    },
    {
      provide: McpSessions,
      inject: [CONFIG, SellerManners, Shutdown, LOG],
      useFactory: (
        { callTimeoutSeconds, maxAnswerBytes, allowPrivateNetworks, egressProxyUrl }: Config,
        manners: SellerManners,
        shutdown: Shutdown,
        log: Log,
      ) => {
        const sessions = new McpSessions({
          callTimeoutSeconds,
          maxAnswerBytes,
          allowPrivateNetworks,
          egressProxyUrl,
          manners,
          log,
        });
        // They close together with the queues: no call is under way by then.
        shutdown.add(ShutdownPhase.closeQueues, 'seller sessions', () => sessions.close());
        return sessions;
      },
    },
    {
      provide: SellerDirectory,
      inject: [POOL, SecretBox, McpSessions, CLOCK, LOG],
      useFactory: (pool: Pool, box: SecretBox, sessions: McpSessions, clock: Clock, log: Log) =>
        new SellerDirectory({
          pool: acrossTenants(pool, 'seller manners'),
          box,
          dialectOf: createDialects({ sessions }),
          clock,
          log,
        }),
    },
  ],
  exports: [SellerDirectory, McpSessions],
})
export class SellersModule {}
