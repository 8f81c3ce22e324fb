import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access/access-guard';
import { ApiKeysModule } from './api-keys/api-keys-module';
import { AuditModule } from './audit/audit-module';
import { BulkModule } from './bulk/bulk-module';
import { CoreModule } from './core-module';
import { DeliveriesModule } from './deliveries/deliveries-module';
import { EventsModule } from './events/events-module';
import { ExportsModule } from './exports/exports-module';
import { HealthController } from './health/health-controller';
import { Drain } from './http/drain';
import { MediaBuysModule } from './media-buys/media-buys-module';
import { OperationsModule } from './operations/operations-module';
import { ProblemFilter } from './problems/problem-filter';
import { RetentionModule } from './retention/retention-module';
import { SellersModule } from './sellers/sellers-module';
import { StatsModule } from './stats/stats-module';
import { SubscriptionsModule } from './subscriptions/subscriptions-module';
import { SessionModule } from './session/session-module';
import { TenantsModule } from './tenants/tenants-module';
import { WebhooksModule } from './webhooks/webhooks-module';

@Module({
  imports: [
    DiscoveryModule,
    CoreModule,
    OperationsModule,
    BulkModule,
    SellersModule,
    SubscriptionsModule,
    DeliveriesModule,
    EventsModule,
    MediaBuysModule,
    StatsModule,
    ApiKeysModule,
    SessionModule,
    TenantsModule,
    AuditModule,
    RetentionModule,
    ExportsModule,
    WebhooksModule,
  ],
  controllers: [HealthController],
  providers: [Drain, { provide: APP_GUARD, useClass: AccessGuard }, { provide: APP_FILTER, useClass: ProblemFilter }],
})
export class ApiModule {}
