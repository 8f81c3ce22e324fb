import { DataSource } from 'typeorm';
import { migrations } from './migrations';
import { DeliveryAttemptEntity, DeliveryEntity, EventEntity, SubscriptionEntity } from './notification';
import { FormerTaskEntity, MediaBuyEntity, OperationEntity, TimelineEntity } from './operation';
import { ProcessLeaseEntity } from './process-lease';
import { SellerEntity } from './seller';
import { RateLimitEntity, SellerCallWindowEntity, SellerHealthEntity } from './seller-health';
import { SellerOrphanEntity } from './seller-orphan';
import { ApiKeyEntity, TenantEntity } from './tenancy';
import { WebhookClaimEntity } from './webhook-claim';
import { WebhookNonceEntity } from './webhook-nonce';

export const entities = [
  TenantEntity,
  ApiKeyEntity,
  SellerEntity,
  OperationEntity,
  FormerTaskEntity,
  SellerOrphanEntity,
  SellerHealthEntity,
  SellerCallWindowEntity,
  RateLimitEntity,
  TimelineEntity,
  MediaBuyEntity,
  EventEntity,
  SubscriptionEntity,
  DeliveryEntity,
  DeliveryAttemptEntity,
  WebhookClaimEntity,
  WebhookNonceEntity,
  ProcessLeaseEntity,
];

/** In `pg_stat_activity`. */
export const SCHEMA_APPLICATION_NAME = 'adcp-orchestrator-schema';

/**
 * The schema's owner: migrations and the few queries that are not hot. Not connected yet.
 * @param url a Postgres connection string
 * @param lockTimeoutMs longest that a statement waits for a lock; absent: as long as it takes
 */
export function createDataSource(url: string, { lockTimeoutMs }: { lockTimeoutMs?: number } = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize: 2,
    connectTimeoutMS: 5_000,
    applicationName: SCHEMA_APPLICATION_NAME,
    // Silent unless DEBUG=typeorm: whoever migrates tells what happens.
    logger: 'debug',
    extra: { lock_timeout: lockTimeoutMs },
  });
}
