import { Module } from '@nestjs/common';
import { Channels } from '@adcp-orchestrator/notifications';
import { Essentials, SecretBox, Shutdown, ShutdownPhase, createGuardedAgent } from '@adcp-orchestrator/platform';
import { WorkerModule } from '@adcp-orchestrator/queues';
import { DeliverySender } from './delivering/delivery-sender';
import { Notifier, PER_SUBSCRIPTION } from './delivering/notifier';
import { createNotifierMetrics } from './delivering/notifier-metrics';
import { NotifierRole } from './notifier-role';

@Module({
  imports: [WorkerModule],
  providers: [
    {
      provide: Channels,
      inject: [Essentials, Shutdown],
      useFactory: ({ config, clock, log }: Essentials, shutdown: Shutdown) => {
        const { allowPrivateNetworks, egressProxyUrl, publicUrl, mail } = config;
        const connectionsPerOrigin = PER_SUBSCRIPTION;
        const agent = createGuardedAgent({ allowPrivateNetworks, egressProxyUrl, connectionsPerOrigin, log });
        shutdown.add(ShutdownPhase.closePools, 'connections to receivers', () => agent.destroy());
        return new Channels({ agent, clock, publicUrl, mail });
      },
    },
    {
      provide: DeliverySender,
      inject: [Essentials, Channels, SecretBox],
      useFactory: ({ pool, clock, log, metrics }: Essentials, channels: Channels, box: SecretBox) =>
        new DeliverySender({ pool, channels, box, clock, log, onAttempt: createNotifierMetrics(metrics) }),
    },
    {
      provide: Notifier,
      inject: [Essentials, DeliverySender],
      useFactory: ({ pool, clock, log }: Essentials, sender: DeliverySender) =>
        new Notifier({ pool, sender, clock, log }),
    },
    NotifierRole,
  ],
  exports: [Notifier],
})
export class NotifierModule {}
