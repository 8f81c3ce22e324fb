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
} from '@adcp-orchestrator/platform';
import { createDialects } from '../dialects';
import { McpSessions } from '../mcp/mcp-sessions';
import { SellerDirectory } from './seller-directory';

/** The sellers of a process: the kept sessions, closed in the shutdown's order, and the directory over them. */
@Module({
  providers: [
    {
      provide: McpSessions,
      inject: [CONFIG, Shutdown],
      useFactory: ({ callTimeoutSeconds, allowPrivateNetworks }: Config, shutdown: Shutdown) => {
        const sessions = new McpSessions({ callTimeoutSeconds, allowPrivateNetworks });
        // Beside the queues: the calls are over by then.
        shutdown.add(ShutdownPhase.closeQueues, 'seller sessions', () => sessions.close());
        return sessions;
      },
    },
    {
      provide: SellerDirectory,
      inject: [POOL, SecretBox, McpSessions, CLOCK, LOG],
      useFactory: (pool: Pool, box: SecretBox, sessions: McpSessions, clock: Clock, log: Log) =>
        new SellerDirectory({ pool, box, dialectOf: createDialects({ sessions }), clock, log }),
    },
  ],
  exports: [SellerDirectory, McpSessions],
})
export class SellersModule {}
