import { Module } from '@nestjs/common';
import type { Clock } from '@adcp-orchestrator/domain';
import { Channels } from '@adcp-orchestrator/notifications';
import {
  CONFIG,
  type Config,
  LOG,
  type Log,
  Shutdown,
  ShutdownPhase,
  createGuardedAgent,
} from '@adcp-orchestrator/platform';
import { CLOCK } from '../tokens';
import { Changing } from './changing';
import { Subscribing } from './subscribing';
import { SubscriptionActionsController } from './subscription-actions';
import { SubscriptionsController } from './subscriptions-controller';
import { TestingASubscription } from './testing-a-subscription';

/** Only tests of subscriptions go over these; further ones wait. */
const CONNECTIONS_PER_RECEIVER = 4;

@Module({
  controllers: [SubscriptionsController, SubscriptionActionsController],
  providers: [
    Subscribing,
    Changing,
    TestingASubscription,
    {
      provide: Channels,
      inject: [CONFIG, CLOCK, LOG, Shutdown],
      useFactory: (config: Config, clock: Clock, log: Log, shutdown: Shutdown) => {
        const { allowPrivateNetworks, egressProxyUrl, publicUrl, mail } = config;
        const connectionsPerOrigin = CONNECTIONS_PER_RECEIVER;
        const agent = createGuardedAgent({ allowPrivateNetworks, egressProxyUrl, connectionsPerOrigin, log });
        shutdown.add(ShutdownPhase.closeQueues, 'connections to receivers', () => agent.destroy());
        return new Channels({ agent, clock, publicUrl, mail });
      },
    },
  ],
})
export class SubscriptionsModule {}
